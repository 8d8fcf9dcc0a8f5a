"""A database or a disk that is out of order: readers are told so, and all goes on afterwards."""

import errno
import http.cookiejar
import re
import sqlite3
import urllib.error
import urllib.parse
import urllib.request
from contextlib import closing, contextmanager

import pytest
from django.db import (
    ConnectionHandler,
    DataError,
    Error,
    IntegrityError,
    OperationalError,
    ProgrammingError,
)

from pages.search import views
from site_config import outages
from tests.running_site import PASSWORD, USER, copy_of, started_site

# What is the matter, as it can be told of one error


def sqlite(path, **options):
    """Django's connection to an SQLite database."""
    entry = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(path), "OPTIONS": options}
    return ConnectionHandler({"default": entry})["default"]


def postgresql(port, **options):
    """Django's connection to a PostgreSQL server that may not be there."""
    entry = {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "site",
        "HOST": "127.0.0.1",
        "PORT": port,
        "OPTIONS": options,
    }
    return ConnectionHandler({"default": entry})["default"]


@pytest.fixture
def trouble(django_db_blocker):
    """A function that tells what is the matter with a database that does not do something."""

    def ask(database, sql="CREATE TABLE further (a)"):
        with closing(database), pytest.raises(Error) as caught, database.cursor() as cursor:
            cursor.execute(sql)
        return outages.of_database(caught.value)

    with django_db_blocker.unblock():
        yield ask


@pytest.fixture
def path(tmp_path):
    """An SQLite database with one table."""
    path = tmp_path / "db.sqlite3"
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE words (word UNIQUE)")
        database.execute("INSERT INTO words VALUES ('كلمة')")
        database.commit()
    return path


def test_a_database_whose_file_is_gone_cannot_be_reached(trouble, tmp_path):
    assert trouble(sqlite(tmp_path / "nowhere" / "db.sqlite3")) == outages.CANNOT_BE_REACHED


def test_a_database_that_cannot_be_written_is_read_only(trouble, path):
    assert trouble(sqlite(f"file:{path}?mode=ro", uri=True)) == outages.READ_ONLY


def test_a_database_that_takes_nothing_more_is_full(trouble, path):
    """As SQLite tells it of a disk, here of a bound of the file."""
    database = sqlite(path, init_command="PRAGMA max_page_count=1")
    assert trouble(database, "INSERT INTO words VALUES (zeroblob(100000))") == outages.FULL


def test_a_database_that_is_locked_does_not_answer_in_time(trouble, path):
    with closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert trouble(sqlite(path, timeout=0)) == outages.TOO_SLOW


def test_a_file_that_is_no_database_is_damaged(trouble, path):
    path.write_bytes(b"no database " * 1000)
    assert trouble(sqlite(path)) == outages.DAMAGED


@pytest.mark.parametrize(
    "sql", ["SELECT * FROM nothing", "SELEKT", "INSERT INTO words VALUES ('كلمة')"]
)
def test_a_fault_of_the_code_is_no_outage(trouble, path, sql):
    assert trouble(sqlite(path), sql) is None


def test_a_server_that_does_not_listen_cannot_be_reached(trouble):
    assert trouble(postgresql(1)) == outages.CANNOT_BE_REACHED


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (errno.ENOSPC, outages.FULL),
        (errno.EROFS, outages.READ_ONLY),
        (errno.ENOENT, None),
        (errno.EACCES, None),
    ],
)
def test_a_disk_is_told_from_a_missing_file(number, told):
    assert outages.of_disk(OSError(number, "trouble")) == told


# What readers are told


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (OperationalError("the server is gone"), 503),
        (OSError(errno.ENOSPC, "No space left on device"), 503),
        (IntegrityError("a duplicate"), 500),
        (ProgrammingError("no such column"), 500),
        (DataError("too long"), 500),
        (FileNotFoundError(errno.ENOENT, "No such file"), 500),
        (RuntimeError("a fault"), 500),
    ],
    ids=lambda value: type(value).__name__,
)
def test_only_an_outage_is_told_as_one(client, monkeypatch, language, error, status):
    """Without the db fixture, any query would be an error of its own."""

    def fail(*args, **kwargs):
        raise error

    monkeypatch.setattr(views, "Search", fail)
    client.raise_request_exception = False

    response = client.get(f"/{language}/search/?q=word")

    assert response.status_code == status
    assert ("Retry-After" in response) is (status == 503)
    assert f'<html lang="{language}"' in response.text


class Browser:
    """Somebody's browser, which keeps cookies and shows pages of any status."""

    def __init__(self, site, language):
        self.site, self.language = site, language
        cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(cookies)

    def open(self, path, data=None):
        """The status, the headers and the text of what is at an address."""
        body = urllib.parse.urlencode(data).encode() if data else None
        headers = {"Accept-Language": self.language, "Referer": f"{self.site}{path}"}
        request = urllib.request.Request(f"{self.site}{path}", body, headers)
        try:
            with self.opener.open(request, timeout=60) as response:
                return response.status, response.headers, response.read().decode()
        except urllib.error.HTTPError as response:
            with response:
                return response.code, response.headers, response.read().decode()

    def sign_in(self):
        """Sign the administrator in."""
        _status, _headers, html = self.open("/admin/login/")
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', html)[1]
        data = {"username": USER, "password": PASSWORD, "csrfmiddlewaretoken": token}
        assert self.open("/admin/login/", data | {"next": "/admin/"})[0] == 200


@pytest.fixture(scope="module")
def site(first_start, tmp_path_factory):
    """(address, data folder) of a site of this module's own."""
    folder = tmp_path_factory.mktemp("outages")
    data = copy_of(first_start, folder / "data")
    with started_site(data, folder / "log") as url:
        yield url, data


@contextmanager
def database_gone(data):
    """The database's files are elsewhere, and something else has their name."""
    aside = data / "aside"
    aside.mkdir()
    for file in data.glob("db.sqlite3*"):
        file.rename(aside / file.name)
    (data / "db.sqlite3").mkdir()
    try:
        yield
    finally:
        (data / "db.sqlite3").rmdir()
        for file in aside.iterdir():
            file.rename(data / file.name)
        aside.rmdir()


@pytest.mark.parametrize(
    ("language", "heading", "sentence"),
    [
        ("ar", "يتعذّر على الموقع الردّ الآن", "فنصك لا يزال هناك"),
        ("en", "The site is temporarily unavailable", "your text is still there"),
    ],
)
def test_visitors_and_staff_are_told_in_their_language_and_go_on_when_it_is_back(
    site, language, heading, sentence
):
    url, data = site
    visitor, staff = Browser(url, language), Browser(url, language)
    staff.sign_in()

    with database_gone(data):
        for browser, path in ((visitor, f"/{language}/"), (staff, "/admin/"), (visitor, "/")):
            status, headers, html = browser.open(path)
            assert status == 503
            assert int(headers["Retry-After"]) > 0
            assert f'<html lang="{language}"' in html
            assert heading in html
            assert sentence not in html
        status, _headers, html = visitor.open(f"/{language}/contact/", {"token": "t"})
        assert status == 503
        assert sentence in html
        status, _headers, text = visitor.open("/healthz")
        assert status == 503
        assert text == "database unavailable: it cannot be reached\n"

    assert visitor.open(f"/{language}/")[0] == 200
    assert visitor.open("/healthz")[2] == "ok\n"
    status, _headers, html = staff.open("/admin/")
    assert status == 200
    assert "username" not in html
