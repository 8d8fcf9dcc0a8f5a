"""The running site with a mail server that never comes to the point: people sign in, and a worker
that is killed over a mail loses nothing."""

import http.cookiejar
import os
import signal
import sqlite3
import time
import urllib.request
from pathlib import Path
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup

from tests.running_site import PASSWORD, USER, copy_of, started_site
from tests.silent_server import silent_server

SECONDS = 60


class Browser:
    """Opens pages of the running site and sends their forms."""

    def __init__(self, url):
        self.url = url
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(jar)

    def send(self, path, **fields):
        """Send the form at an address; the address of what is shown then."""
        with self.opener.open(self.url + path, timeout=SECONDS) as page:
            form = BeautifulSoup(page.read(), "html.parser").select_one("form[method=post]")
        token = form.select_one("[name=csrfmiddlewaretoken]")["value"]
        data = urlencode({"csrfmiddlewaretoken": token, **fields}).encode()
        with self.opener.open(self.url + path, data, timeout=SECONDS) as answer:
            return answer.url.removeprefix(self.url)


def until(found):
    """What a function returns as soon as that is something."""
    deadline = time.monotonic() + SECONDS
    while not (result := found()):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    return result


def workers_of(data_dir):
    """The ids of the workers that run with a data folder."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            is_worker = b"run_worker" in path.joinpath("cmdline").read_bytes().split(b"\0")
            variables = path.joinpath("environ").read_bytes().split(b"\0")
        except (FileNotFoundError, PermissionError, ProcessLookupError):
            continue
        if is_worker and f"DATA_DIR={data_dir}".encode() in variables:
            found.append(int(path.name))
    return found


def take_mail(mails):
    """A talk with a client by SMTP (RFC 5321), which adds what it sends to ``mails``."""

    def talk(connection):
        with connection.makefile("rwb") as lines:

            def say(words):
                lines.write(words + b"\r\n")
                lines.flush()

            say(b"220 ready")
            while line := lines.readline():
                if line.upper().startswith(b"DATA"):
                    say(b"354 go on")
                    content = b""
                    while (part := lines.readline()) != b".\r\n":
                        content += part
                    mails.append(content.decode())
                if line.upper().startswith(b"QUIT"):
                    say(b"221 bye")
                    return
                say(b"250 ok")

    return talk


@pytest.fixture
def rows(first_start, tmp_path):
    """A function that asks the site's database."""

    def ask(sql):
        with sqlite3.connect(tmp_path / "data" / "db.sqlite3", timeout=20) as database:
            found = database.execute(sql).fetchall()
        database.close()
        return found

    copy_of(first_start, tmp_path / "data")
    ask(f"UPDATE auth_user SET email = 'tester@example.org' WHERE username = '{USER}'")
    return ask


def test_a_worker_killed_over_a_mail_is_replaced_and_the_mail_is_sent_once(tmp_path, rows):
    data_dir = tmp_path / "data"
    with (
        silent_server() as mail_server,
        started_site(
            data_dir, tmp_path / "log", EMAIL_URL=f"smtp://127.0.0.1:{mail_server.port}"
        ) as url,
    ):
        mail_server.answer = mail_server.dawdle
        browser = Browser(url)
        told = browser.send("/admin/password_reset/", email="tester@example.org")
        assert told == "/admin/password_reset/done/"
        assert mail_server.accepted.wait(SECONDS), "the worker does not send"

        # While the worker waits for the mail server.
        assert browser.send("/admin/login/", username=USER, password=PASSWORD) == "/admin/"
        running = "SELECT count(*) FROM django_tasks_database_dbtaskresult WHERE status = 'RUNNING'"
        assert rows(running) == [(1,)]

        [worker] = workers_of(data_dir)
        mails = []
        mail_server.answer = take_mail(mails)
        os.kill(worker, signal.SIGKILL)
        until(lambda: mails)
        until(lambda: rows("SELECT count(*) FROM background_outgoingmail") == [(0,)])
        until(lambda: rows(running) == [(0,)])
        assert len(mails) == 1
        assert "/admin/password_reset/confirm/" in mails[0]
        [replacement] = workers_of(data_dir)
        assert replacement != worker
    until(lambda: not workers_of(data_dir))
