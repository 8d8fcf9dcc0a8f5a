"""The timer beside the server: works every minute, and ends with it."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.core.management import CommandError
from django.db import OperationalError

from site_config import timer
from tests.running_site import BASE_DIR, clean_environment


def test_it_works_at_once_and_after_each_interval():
    seconds, worked_at = [], []
    timer.run_until(
        lambda: len(seconds) >= 150,
        lambda: worked_at.append(len(seconds)),
        sleep=seconds.append,
        interval=60,
    )
    assert worked_at == [0, 60, 120]


@pytest.mark.parametrize("error", [CommandError("1 failed"), OperationalError("locked\nhere")])
def test_what_goes_wrong_is_one_line_and_no_end(monkeypatch, capsys, error):
    def fail(name):
        raise error

    monkeypatch.setattr("django.core.management.call_command", fail)
    monkeypatch.setattr("django.db.close_old_connections", lambda: None)
    timer.publish_scheduled()
    assert capsys.readouterr().err.splitlines() == [
        f"publish_scheduled: {' '.join(str(error).split())}"
    ]


def timers_of(pid):
    """The process ids of the timers that a process started."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            parent = int(path.joinpath("stat").read_text().rpartition(")")[2].split()[1])
            command = path.joinpath("cmdline").read_text().split("\0")
        except (FileNotFoundError, ProcessLookupError):
            continue
        if parent == pid and "site_config.timer" in command:
            found.append(int(path.name))
    return found


def test_it_ends_with_the_process_that_started_it(tmp_path):
    with subprocess.Popen(
        [
            sys.executable,
            "-c",
            "from site_config import start; import sys; start.start_timer(); sys.stdin.read()",
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
        deadline = time.monotonic() + 60
        # Between fork and exec a child still carries its parent's command line.
        while not (timers := timers_of(server.pid)):
            assert time.monotonic() < deadline
            time.sleep(0.05)
        [timer] = timers
        server.communicate()
        while Path(f"/proc/{timer}").exists():
            assert time.monotonic() < deadline
            time.sleep(0.1)
        with pytest.raises(ProcessLookupError):
            os.kill(timer, 0)
