"""Runs periodic tasks beside the server; kept running by ``site_config.beside``.

A separate process, so that visitors never wait for it; it ends with whatever started it.
"""

import os
import sys
import time

INTERVAL_SECONDS = 60
SECONDS_PER_HOUR = 3600
# Seconds between checks whether the process that started this one is still running.
POLL_SECONDS = 1


def run_until(is_over, work, *, sleep=time.sleep, interval=INTERVAL_SECONDS):
    """Call ``work`` now and after every interval, until ``is_over()`` is true."""
    while True:
        work()
        for _second in range(interval // POLL_SECONDS):
            if is_over():
                return
            sleep(POLL_SECONDS)


def run(command):
    """Run a management command; an error is printed in one line, and the command is retried next
    time."""
    from django.core.management import CommandError, call_command
    from django.db import DatabaseError, close_old_connections

    close_old_connections()
    try:
        call_command(command)
    except (CommandError, DatabaseError) as error:
        sys.stderr.write(f"{command}: {' '.join(str(error).split())}\n")
    finally:
        close_old_connections()


# What is done every minute, in this order, and every hour.
MINUTELY = ("publish_scheduled", "send_messages", "delete_messages")
HOURLY = ("clearsessions", "prune_tasks")


class Rounds:
    """Runs what is due, each time that it is called; the first time, everything."""

    def __init__(self, now=time.monotonic):
        self.now = now
        self.hourly_at = now()

    def __call__(self):
        for command in MINUTELY:
            run(command)
        if self.now() >= self.hourly_at:
            self.hourly_at = self.now() + SECONDS_PER_HOUR
            for command in HOURLY:
                run(command)


def main(parent):
    """Run until the process with the id ``parent``, which started this one, has ended."""
    import django

    django.setup()
    # An orphaned process gets a new parent.
    run_until(lambda: os.getppid() != parent, Rounds())


if __name__ == "__main__":
    try:
        main(int(sys.argv[1]))
    except KeyboardInterrupt:
        sys.exit(130)
