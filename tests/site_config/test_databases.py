"""PostgreSQL that hangs: requests and probes do not wait for it without end, commands do."""

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import closing
from types import SimpleNamespace

import pytest
from django.db import ConnectionHandler, OperationalError
from psycopg2 import extensions

from site_config import databases, outages
from tests.postgresql_server import hanging_postgresql
from tests.running_site import (
    BASE_DIR,
    START_SECONDS,
    clean_environment,
    copy_of,
    free_port,
)

# What bounds a command: nothing on the server's side, nor on ours.
ASK = """
from django.db import connection
from psycopg2 import extensions
connection.ensure_connection()
print(extensions.get_wait_callback())
"""


def environment(port, query=""):
    """That of a process whose database is at this port."""
    return clean_environment(
        SECRET_KEY=os.environ["SECRET_KEY"],
        DJANGO_SETTINGS_MODULE="site_config.settings",
        DATABASE_URL=f"postgres://site@127.0.0.1:{port}/site?{query}",
    )


def entry_of(port, **options):
    """The entry of DATABASES that the settings make of an address, beside STATEMENT_SECONDS."""
    query = "&".join(f"{name}={value}" for name, value in options.items())
    code = (
        "import json; from django.conf import settings;"
        "print(json.dumps([settings.DATABASES['default'], settings.STATEMENT_SECONDS]))"
    )
    result = subprocess.run(
        [sys.executable, "-c", code],
        cwd=BASE_DIR,
        env=environment(port, query),
        capture_output=True,
        text=True,
        check=False,
    )
    return json.loads(result.stdout) if result.returncode == 0 else result.stderr


@pytest.fixture
def as_the_server(settings, monkeypatch, django_db_blocker):
    """A function that connects to PostgreSQL at a port as the server's processes do."""
    settings.CONNECT_SECONDS = settings.STATEMENT_SECONDS = 3600
    monkeypatch.setattr(databases, "GRACE_SECONDS", 0)
    monkeypatch.setattr(databases, "connection", SimpleNamespace(vendor="postgresql"))
    databases.bound_waiting()

    def connect(port):
        entry = {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": "site",
            "HOST": "127.0.0.1",
            "PORT": port,
        }
        return closing(ConnectionHandler({"default": entry})["default"])

    with django_db_blocker.unblock():
        yield connect
    extensions.set_wait_callback(None)
    databases.connection_created.disconnect(dispatch_uid="bound_statements")


def test_what_takes_too_long_is_ended_and_what_is_cut_off_is_given_up_by_default():
    entry, seconds = entry_of(1)
    assert seconds == 30
    assert entry["OPTIONS"] == {
        "options": "-c jit=off",
        "connect_timeout": 5,
        "keepalives_idle": 30,
        "keepalives_interval": 10,
        "keepalives_count": 3,
        "tcp_user_timeout": 30000,
    }


def test_the_address_of_the_database_can_say_otherwise():
    entry, seconds = entry_of(1, connect_timeout=7, statement_timeout=90, sslmode="require")
    assert seconds == 90
    assert entry["OPTIONS"]["connect_timeout"] == 7
    assert entry["OPTIONS"]["sslmode"] == "require"
    assert "statement_timeout" not in entry["OPTIONS"]


@pytest.mark.parametrize("name", ["connect_timeout", "statement_timeout"])
@pytest.mark.parametrize("value", ["0", "soon"])
def test_a_time_that_is_none_is_refused(name, value):
    told = entry_of(1, **{name: value})
    assert told == f"Configuration error: DATABASE_URL must have at least 1 second as {name}.\n"


def test_the_server_is_told_to_end_what_takes_too_long(as_the_server, settings):
    settings.STATEMENT_SECONDS = 30
    with hanging_postgresql() as server, as_the_server(server.port) as connection:
        connection.ensure_connection()
    assert server.statements == ["SET statement_timeout = 30000"]


def test_a_server_that_takes_connections_and_says_nothing_is_given_up(as_the_server, settings):
    settings.CONNECT_SECONDS = 0.1
    with (
        hanging_postgresql(is_silent=True) as server,
        as_the_server(server.port) as connection,
        pytest.raises(OperationalError) as caught,
    ):
        connection.ensure_connection()
    assert outages.of_database(caught.value) == outages.TOO_SLOW


def test_a_server_that_stops_answering_is_given_up(as_the_server, settings):
    with hanging_postgresql() as server, as_the_server(server.port) as connection:
        connection.ensure_connection()
        settings.STATEMENT_SECONDS = 0.1
        with pytest.raises(OperationalError) as caught, connection.cursor() as cursor:
            cursor.execute("SELECT 'كلمة'")
        assert outages.of_database(caught.value) == outages.TOO_SLOW
        # Whoever comes next gets a connection of their own.
        assert not connection.is_usable()


def test_a_probe_waits_for_less(as_the_server):
    with hanging_postgresql() as server, as_the_server(server.port) as connection:
        connection.ensure_connection()
        with (
            pytest.raises(OperationalError),
            databases.answers_within(0.1),
            connection.cursor() as cursor,
        ):
            cursor.execute("SELECT 1")


def test_a_command_is_not_bounded():
    """Only the server's entry bounds anything."""
    with hanging_postgresql() as server:
        command = subprocess.run(
            [sys.executable, "manage.py", "shell", "--verbosity", "0", "--command", ASK],
            cwd=BASE_DIR,
            env=environment(server.port),
            capture_output=True,
            text=True,
            check=False,
        )
    assert command.stdout == "None\n", command.stderr
    assert server.statements == []


def answer(url):
    """The status, whatever it is, and the text of the answer; waits for a server to start."""
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            with urllib.request.urlopen(url, timeout=60) as response:
                return response.status, response.read().decode()
        except urllib.error.HTTPError as response:
            with response:
                return response.code, response.read().decode()
        except urllib.error.URLError:
            assert time.monotonic() < deadline
            time.sleep(0.1)


@pytest.mark.parametrize("is_silent", [True, False], ids=["no welcome", "no answer"])
def test_a_site_whose_database_hangs_says_so(is_silent, first_start, tmp_path):
    url = f"http://127.0.0.1:{(port := free_port())}"
    with hanging_postgresql(is_silent=is_silent) as postgresql:
        server = subprocess.Popen(
            [
                *(sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port)),
                *("--blocking-threads", "8", "site_config.wsgi:application"),
            ],
            cwd=BASE_DIR,
            env=environment(postgresql.port, "connect_timeout=1&statement_timeout=1")
            | {"DATA_DIR": str(copy_of(first_start, tmp_path / "data"))},
        )
        try:
            assert answer(f"{url}/healthz") == (
                503,
                "database unavailable: it does not answer in time\n",
            )
            status, html = answer(f"{url}/en/")
            assert status == 503
            assert "The site is temporarily unavailable" in html
        finally:
            server.terminate()
            server.wait(START_SECONDS)
