"""What stands beside the server: it is started again when it dies, and ends with the server."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from site_config import beside
from tests.running_site import BASE_DIR, clean_environment

LONG = [sys.executable, "-c", "import time; time.sleep(600)"]


def children_of(pid):
    """The child processes of a process: their command lines by id."""
    found = {}
    for path in Path("/proc").glob("[0-9]*"):
        try:
            parent = int(path.joinpath("stat").read_text().rpartition(")")[2].split()[1])
            if parent == pid:
                found[int(path.name)] = path.joinpath("cmdline").read_text().split("\0")
        except (FileNotFoundError, ProcessLookupError):
            continue
    return found


def until(found):
    """What a function returns as soon as that is something."""
    deadline = time.monotonic() + 60
    while not (result := found()):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return result


def child(pid, name):
    """The id of a process's child with a word in its command, once there is one."""
    # Between fork and exec a child still carries its parent's command line.
    return until(
        lambda: next((key for key, command in children_of(pid).items() if name in command), None)
    )


def test_a_command_is_started_again_when_it_died_but_not_at_every_look(monkeypatch):
    now = [0.0]
    monkeypatch.setattr(beside.time, "monotonic", lambda: now[0])
    kept = beside.Kept(LONG)
    kept.look()
    first = kept.process
    kept.look()
    assert kept.process is first
    first.kill()
    first.wait()
    kept.look()
    assert kept.process is first, "it has only just been started"
    now[0] = beside.PAUSE
    kept.look()
    assert kept.process is not first
    assert kept.process.poll() is None
    kept.end()
    kept.wait()
    assert kept.process.returncode == -signal.SIGTERM


def test_timer_and_worker_run_beside_the_server_and_end_with_it(tmp_path):
    with subprocess.Popen(
        [
            sys.executable,
            "-c",
            "from site_config import start; import sys; start.start_beside(); sys.stdin.read()",
        ],
        cwd=BASE_DIR,
        stdin=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=clean_environment(
            DATA_DIR=str(tmp_path),
            SECRET_KEY="x" * 60,
            SITE_URL="http://127.0.0.1",
            DJANGO_SETTINGS_MODULE="site_config.settings",
        ),
    ) as server:
        keeper = child(server.pid, "site_config.beside")
        timer = child(keeper, "site_config.timer")
        worker = child(keeper, "run_worker")
        server.communicate()
        until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in (keeper, timer, worker)))


def test_what_was_kept_ends_though_its_keeper_was_killed(tmp_path):
    environment = clean_environment(
        DATA_DIR=str(tmp_path), SECRET_KEY="x" * 60, DJANGO_SETTINGS_MODULE="site_config.settings"
    )
    command = [sys.executable, "-m", "site_config.beside", str(os.getpid())]
    with subprocess.Popen(
        command, cwd=BASE_DIR, env=environment, stderr=subprocess.DEVNULL
    ) as keeper:
        timer = child(keeper.pid, "site_config.timer")
        keeper.kill()
    until(lambda: not Path(f"/proc/{timer}").exists())
