"""The processes of a running site: whichever is killed, the site is soon served again."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from functools import partial
from pathlib import Path

import pytest

from tests.running_site import (
    BASE_DIR,
    START_SECONDS,
    clean_environment,
    copy_of,
    free_port,
    wait_until_up,
)


def children_of(pid):
    """The processes that a process has started, by their command."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            stat = (folder / "stat").read_text()
            command = (folder / "cmdline").read_text().replace("\0", " ")
        except OSError:
            continue
        state, parent = stat.rpartition(")")[2].split()[:2]
        if int(parent) == pid and state != "Z":
            found[int(folder.name)] = command
    return found


def server_of(pid):
    """The process of the server that ``bin/run`` keeps."""
    return next(
        (child for child, command in children_of(pid).items() if "granian" in command), None
    )


def workers_of(server):
    """The processes that answer."""
    return [c for c, command in children_of(server).items() if "tracker" not in command]


def wait_for(condition):
    """What a condition gives as soon as it is true."""
    deadline = time.monotonic() + START_SECONDS
    while not (found := condition()):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return found


def is_served(url):
    """Whether the site answers."""
    try:
        with urllib.request.urlopen(f"{url}/healthz", timeout=5) as response:
            return response.status == 200
    except (urllib.error.URLError, OSError):
        return False


def ends(pid):
    """Whether a process has ended."""
    try:
        return "\nState:\tZ" in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return True


class Site:
    """A site started as ``bin/run`` does."""

    def __init__(self, data, log, port):
        self.url, self.log = f"http://127.0.0.1:{port}", log
        self.data, self.port = data, port
        self.start()

    def start(self):
        """Start it, and wait until it is served."""
        with self.log.open("w") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "site_config.start"],
                cwd=BASE_DIR,
                env=clean_environment(
                    DATA_DIR=str(self.data), PORT=str(self.port), GRANIAN_WORKERS="2"
                ),
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        wait_until_up(self.url, self.process, self.log)


@pytest.fixture(scope="module")
def site(first_start, tmp_path_factory):
    """A running site of two workers."""
    folder = tmp_path_factory.mktemp("processes")
    running = Site(copy_of(first_start, folder / "data"), folder / "log", free_port())
    yield running
    running.process.send_signal(signal.SIGINT)
    assert running.process.wait(timeout=30) in (0, 1)


def test_workers_that_die_one_after_the_other_are_replaced(site):
    def a_worker():
        server = server_of(site.process.pid)
        return server and next(iter(workers_of(server)), None)

    for _number in range(3):
        worker = wait_for(a_worker)
        os.kill(worker, signal.SIGKILL)
        wait_for(partial(ends, worker))

    wait_for(lambda: is_served(site.url))
    assert site.process.poll() is None


def test_a_server_that_is_killed_takes_its_workers_along_and_is_started_again(site):
    server = wait_for(lambda: server_of(site.process.pid))
    workers = wait_for(lambda: len(workers_of(server)) == 2 and workers_of(server))
    wait_for(lambda: is_served(site.url))
    os.kill(server, signal.SIGKILL)

    wait_for(lambda: all(map(ends, workers)))
    wait_for(lambda: is_served(site.url))
    assert server_of(site.process.pid) != server


def test_after_everything_was_killed_the_site_starts_at_once_on_its_port(site):
    server = wait_for(lambda: server_of(site.process.pid))
    os.kill(site.process.pid, signal.SIGKILL)
    site.process.wait()
    wait_for(lambda: ends(server))

    site.start()
    assert is_served(site.url)


def test_the_end_is_passed_on_and_leaves_nobody(site):
    server = wait_for(lambda: server_of(site.process.pid))
    workers = workers_of(server)
    site.process.send_signal(signal.SIGTERM)

    assert site.process.wait(timeout=START_SECONDS) in (0, 1)
    wait_for(lambda: all(map(ends, [server, *workers])))
    site.start()


@pytest.mark.systemd
def test_the_unit_for_systemd_is_valid(tmp_path):
    unit = (BASE_DIR / "deploy" / "site.service").read_text("utf-8")
    for here, there in (
        ("/srv/site/bin/run", "/bin/true"),
        ("User=site", "User=daemon"),
        ("Group=site", "Group=daemon"),
    ):
        assert here in unit
        unit = unit.replace(here, there)
    (tmp_path / "site.service").write_text(unit)
    command = ["systemd-analyze", "verify", "--man=no", str(tmp_path / "site.service")]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr) == (0, "")
