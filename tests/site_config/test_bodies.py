"""Bodies that are larger than anybody needs: refused before a byte of them is stored."""

import http.client
import io

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadhandler import FileUploadHandler
from django.test import Client
from django.urls import reverse

from tests.factories import make_administrator

MEGABYTE = 1024 * 1024
FORM, PARTS = "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"
# What makes Django read a form before it asks who sends it.
WITH_CSRF_COOKIE = {"HTTP_COOKIE": f"csrftoken={32 * 'a'}"}


class Body(io.RawIOBase):
    """A body of so many bytes that notes how many were read."""

    def __init__(self, size):
        self.left = self.size = size

    def read(self, size=-1):
        """The next bytes."""
        part = min(size if size >= 0 else self.left, self.left)
        self.left -= part
        return b"a" * part


def send(client, path, size, content_type=FORM, **extra):
    """The answer to a POST whose body has so many bytes."""
    extra |= {"wsgi.input": Body(size), "CONTENT_LENGTH": str(size), "CONTENT_TYPE": content_type}
    return client.post(path, **extra)


@pytest.fixture
def upload(monkeypatch):
    """Fails when a file of a body is about to be stored."""

    def stored(*args, **kwargs):
        raise AssertionError("a file was received")

    monkeypatch.setattr(FileUploadHandler, "new_file", stored)


@pytest.mark.usefixtures("upload")
@pytest.mark.parametrize("content_type", [FORM, PARTS])
@pytest.mark.parametrize("path", ["/admin/login/", "/admin/documents/add/", "/{}/", "/{}/no/"])
def test_a_large_body_of_a_visitor_is_refused_in_the_visitors_language(
    home, language, path, content_type
):
    client = Client(headers={"accept-language": language})
    path = path.format(language)
    response = send(client, path, 200 * MEGABYTE, content_type, **WITH_CSRF_COOKIE)

    assert response.status_code == 413
    page = BeautifulSoup(response.content, "html.parser")
    assert page.html["lang"] == language
    assert "512" in page.main.get_text()


@pytest.mark.usefixtures("upload")
def test_a_cookie_that_is_no_session_opens_nothing(home):
    extra = {"HTTP_COOKIE": f"sessionid={32 * 'a'}; csrftoken={32 * 'a'}"}
    response = send(Client(), "/admin/documents/add/", 5 * MEGABYTE, PARTS, **extra)
    assert response.status_code == 413


@pytest.mark.parametrize("content_type", [FORM, PARTS])
def test_a_body_without_its_length_is_refused(home, content_type):
    extra = {
        "HTTP_TRANSFER_ENCODING": "chunked",
        "CONTENT_LENGTH": "",
        "CONTENT_TYPE": content_type,
    }
    response = Client().post("/admin/login/", **extra, **{"wsgi.input": Body(200 * MEGABYTE)})
    assert response.status_code == 411


@pytest.mark.parametrize(
    ("megabytes", "content_type", "status"),
    [(9, FORM, 403), (11, FORM, 413), (30, PARTS, 400), (51, PARTS, 413)],
)
def test_staff_may_send_pages_and_files_but_no_more(home, megabytes, content_type, status):
    # The cookie alone does not do: those let through are refused by the CSRF check, or unreadable.
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_administrator("en"))
    path = reverse("wagtaildocs:add")
    client.cookies["csrftoken"] = 32 * "a"
    assert send(client, path, megabytes * MEGABYTE, content_type).status_code == status


def test_staff_send_large_bodies_to_the_admin_only(home):
    client = Client()
    client.force_login(make_administrator("en"))
    assert send(client, "/en/", 5 * MEGABYTE, PARTS).status_code == 413


def test_the_server_answers_a_browser_that_is_still_sending(running_site):
    connection = http.client.HTTPConnection(running_site.url.removeprefix("http://"), timeout=60)
    headers = {"Cookie": WITH_CSRF_COOKIE["HTTP_COOKIE"], "Content-Type": PARTS}
    connection.request("POST", "/admin/login/", b"a" * 20 * MEGABYTE, headers)
    assert connection.getresponse().status == 413
    connection.close()


def test_the_server_stores_no_chunks(running_site):
    connection = http.client.HTTPConnection(running_site.url.removeprefix("http://"), timeout=60)
    headers = {"Content-Type": PARTS}
    connection.request("POST", "/en/", (b"a" * 100 for _number in range(3)), headers)
    assert connection.getresponse().status == 411
    connection.close()
