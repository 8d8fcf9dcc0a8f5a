"""How long a request waits for PostgreSQL, which may hang as well as fail.

Only requests are bounded: a migration or an import may take as long as it needs.
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

# Seconds that the server, which is to end a statement that takes too long, may take to say so.
GRACE_SECONDS = 5

_limit = threading.local()


class NoAnswer(psycopg2.OperationalError):
    """The server is connected, but says nothing."""

    # As PostgreSQL itself calls a statement that took too long.
    pgcode = "57014"


@contextmanager
def answers_within(seconds):
    """A block in which this thread waits no longer than this for each answer."""
    _limit.seconds = seconds
    try:
        yield
    finally:
        del _limit.seconds


def bound_waiting():
    """Bound how long this process waits for PostgreSQL, whatever hangs: to be called once."""
    if connection.vendor == "postgresql":
        connection_created.connect(bound_statements, dispatch_uid="bound_statements")
        extensions.set_wait_callback(wait)


def bound_statements(connection, **kwargs):
    """Let the server end what takes too long."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET statement_timeout = {settings.STATEMENT_SECONDS * 1000}")


def wait(connection):
    """Wait until the server has answered on a connection of psycopg2, or its time is over.

    A server that was stopped or cut off ends no statement by itself, and its answer would be
    waited for without end.
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
