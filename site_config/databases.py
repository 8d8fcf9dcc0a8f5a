"""Timeouts for requests that wait for PostgreSQL.

Only requests have them: a migration or an import may take as long as it needs.
"""

import select
import threading
import time
from contextlib import contextmanager

import psycopg2
from django.conf import settings
from django.db import connection
from django.db.backends.signals import connection_created
from psycopg2 import extensions

# Seconds after the statement timeout in which the server should report it.
GRACE_SECONDS = 5

_limit = threading.local()


class NoAnswer(psycopg2.OperationalError):
    """The server is connected, but does not respond."""

    # PostgreSQL's SQLSTATE for a cancelled statement.
    pgcode = "57014"


@contextmanager
def answers_within(seconds):
    """A context manager that limits this thread's wait for each response."""
    _limit.seconds = seconds
    try:
        yield
    finally:
        del _limit.seconds


def bound_waiting():
    """Install the timeouts in this process; call once."""
    if connection.vendor == "postgresql":
        connection_created.connect(bound_statements, dispatch_uid="bound_statements")
        extensions.set_wait_callback(wait)


def bound_statements(connection, **kwargs):
    """Set PostgreSQL's statement timeout on a new connection."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET statement_timeout = {settings.STATEMENT_SECONDS * 1000}")


def wait(connection):
    """A wait callback for psycopg2: waits until the server has responded, or the timeout is over.

    A server that is stopped or unreachable does not enforce its own statement timeout.
    """
    deadline = time.monotonic() + _seconds(connection)
    while (state := connection.poll()) != extensions.POLL_OK:
        sockets = select.poll()
        ready = select.POLLIN if state == extensions.POLL_READ else select.POLLOUT
        sockets.register(connection.fileno(), ready)
        if not sockets.poll(max(0, deadline - time.monotonic()) * 1000):
            raise NoAnswer("the server does not answer")


def _seconds(connection):
    if connection.status == extensions.STATUS_SETUP:
        usual = settings.CONNECT_SECONDS
    else:
        usual = settings.STATEMENT_SECONDS + GRACE_SECONDS
    return min(usual, getattr(_limit, "seconds", usual))
