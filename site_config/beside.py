"""Keeps running what stands beside the server: the timer and the worker; started by ``bin/run``.

It does nothing else, so that hardly anything can end it before the server.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

MANAGE = str(Path(__file__).resolve().parent.parent / "manage.py")
# Seconds between looks, until a process that died is started again, and for it to end at the end.
POLL, PAUSE, PATIENCE = 1, 5, 10


def commands(pid):
    """The commands that are kept running, each of which ends with the process ``pid``."""
    return (
        [sys.executable, "-m", "site_config.timer", str(pid)],
        [sys.executable, MANAGE, "run_worker", "--parent", str(pid)],
    )


class Kept:
    """A command that is started again when its process has ended."""

    def __init__(self, command):
        self.command = command
        self.process = None
        self.started_at = 0.0

    def look(self):
        """Start it unless it runs, or was started a moment ago."""
        ended = self.process is None or self.process.poll() is not None
        if ended and (not self.process or time.monotonic() - self.started_at >= PAUSE):
            self.started_at = time.monotonic()
            self.process = subprocess.Popen(self.command)  # noqa: S603 - our own commands

    def end(self):
        """Ask it to end."""
        if self.process and self.process.poll() is None:
            self.process.terminate()

    def wait(self):
        """Wait for its end, but not for ever: what it leaves is taken up at the next start."""
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()


def main(server):
    """Run until the process with the id ``server`` has ended."""
    kept = [Kept(command) for command in commands(os.getpid())]
    try:
        # An orphaned process gets a new parent.
        while os.getppid() == server:
            for each in kept:
                each.look()
            time.sleep(POLL)
    finally:
        for each in kept:
            each.end()
        for each in kept:
            each.wait()


if __name__ == "__main__":
    try:
        main(int(sys.argv[1]))
    except KeyboardInterrupt:
        sys.exit(130)
