"""Runs periodic tasks beside the server; started by ``bin/run``.

A separate process, so that visitors never wait for it; it ends when the server does.
"""

import os
import sys
import time

INTERVAL_SECONDS = 60
# Seconds between checks whether the server is still running.
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


def publish_scheduled():
    """Run the scheduled releases that are due."""
    run("publish_scheduled")


def run_all():
    """Run all periodic tasks."""
    publish_scheduled()
    run("send_messages")
    run("send_reset_links")
    run("delete_messages")


def main(server):
    """Run until the process with the id ``server`` has ended."""
    import django

    django.setup()
    # An orphaned process gets a new parent.
    run_until(lambda: os.getppid() != server, run_all)


if __name__ == "__main__":
    try:
        main(int(sys.argv[1]))
    except KeyboardInterrupt:
        sys.exit(130)
