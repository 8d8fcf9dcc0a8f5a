"""Runs what is due every minute beside a server: what ``bin/run`` starts.

It is a process of its own, so that no visitor waits for it, and ends when the server does.
"""

import os
import sys
import time

INTERVAL_SECONDS = 60
# How long it may outlive the server.
POLL_SECONDS = 1


def run_until(is_over, work, *, sleep=time.sleep, interval=INTERVAL_SECONDS):
    """Call ``work`` now and after every interval, until ``is_over`` says so."""
    while True:
        work()
        for _second in range(interval // POLL_SECONDS):
            if is_over():
                return
            sleep(POLL_SECONDS)


def run(command):
    """Run a command; what goes wrong is told in a line, and tried again the next time."""
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
    """Release and withdraw what is planned for now."""
    run("publish_scheduled")


def run_all():
    """Everything that is done every minute."""
    publish_scheduled()
    run("send_messages")
    run("delete_messages")


def main(server):
    """Keep time beside the server whose process id this is."""
    import django

    django.setup()
    # Whose parent has ended is given to another.
    run_until(lambda: os.getppid() != server, run_all)


if __name__ == "__main__":
    try:
        main(int(sys.argv[1]))
    except KeyboardInterrupt:
        sys.exit(130)
