"""Keeps the server running: starts it again when it ends, and ends it when nothing watches it.

``bin/run`` becomes this small process, whose child is the server: ``python -m site_config.processes
COMMAND...``. A server whose workers die twice within seconds ends by itself; whoever visits then
finds nobody. It knows nothing of Django, so that it takes little memory.
"""

import ctypes
import os
import signal
import subprocess
import sys
import time
from functools import partial

# Seconds before another start: doubled up to the longest, for a server that ends again and again.
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 10
# A server that ran for so many seconds had started well.
WELL = 30
PASSED_ON = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
PR_SET_PDEATHSIG = 1


def end_with(parent):
    """Make the kernel end this process with its parent, whose id is given, where it can (Linux): a
    server that was killed leaves nobody behind who holds its port."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        # It may have ended before.
        if os.getppid() != parent:
            os._exit(1)


class Keeper:
    """Runs a command until it is told to end; ``run`` returns the exit code."""

    def __init__(self, command):
        self.command, self.child, self.is_ending = command, None, False

    def pass_on(self, number, frame):
        """Hand a signal to the server; all but SIGHUP, by which it reloads, end it for good."""
        self.is_ending |= number != signal.SIGHUP
        if self.child and self.child.poll() is None:
            self.child.send_signal(number)

    def run(self):
        """Start the command, and again whenever it ends by itself."""
        for number in PASSED_ON:
            signal.signal(number, self.pass_on)
        pause = FIRST_PAUSE
        while not self.is_ending:
            began = time.monotonic()
            # This process has one thread, so that the child may run Python before its command.
            end = partial(end_with, os.getpid())
            self.child = subprocess.Popen(self.command, preexec_fn=end)  # noqa: S603
            code = self.child.wait()
            if self.is_ending:
                return max(code, 0)
            if time.monotonic() - began > WELL:
                pause = FIRST_PAUSE
            sys.stderr.write(f"The server ended ({code}); it is started again.\n")
            sys.stderr.flush()
            self.wait(pause)
            pause = min(2 * pause, LONGEST_PAUSE)
        return 0

    def wait(self, seconds):
        """Sleep, but not on when the end has come: a signal does not end ``time.sleep``."""
        until = time.monotonic() + seconds
        while not self.is_ending and time.monotonic() < until:
            time.sleep(0.1)


if __name__ == "__main__":
    sys.exit(Keeper(sys.argv[1:]).run())
