"""Uploads: who is shown what, as what, and how much of it."""

import os
from email.utils import formatdate
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model

from pages.public import media_files
from tests.factories import ImageFactory, make_administrator

BODY = bytes(range(256)) * 10
SIZE = len(BODY)
ADDRESS = "/media/images/picture.png"


@pytest.fixture
def upload(settings):
    """A function that puts a file below MEDIA_ROOT."""

    def put(name, body=BODY):
        path = settings.MEDIA_ROOT / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)
        return path

    return put


def body(response):
    """The bytes of a response, streamed or not."""
    return b"".join(response.streaming_content) if response.streaming else response.content


# What is shown, and to whom


@pytest.mark.parametrize(
    ("name", "content_type"),
    [
        ("images/a.png", "image/png"),
        ("images/a.JPG", "image/jpeg"),
        ("images/a.avif", "image/avif"),
        ("images/a.webp", "image/webp"),
        ("images/deep/er/a.gif", "image/gif"),
    ],
)
def test_rendition_is_public_and_inert(client, upload, name, content_type):
    upload(name)
    response = client.get(f"/media/{name}")
    assert response.status_code == 200
    assert body(response) == BODY
    assert response["Content-Type"] == content_type
    assert response["Content-Length"] == str(SIZE)
    assert response["Cache-Control"] == "public, max-age=2592000"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert not response.has_header("Vary")


@pytest.mark.parametrize("name", ["a.svg", "a.html", "a.js", "a.pdf", "a", "a.png.exe"])
def test_anything_unknown_is_a_download(client, upload, name):
    upload(f"images/{name}")
    response = client.get(f"/media/images/{name}")
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"] == "attachment"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name", ["original_images/a.png", "avatar_images/a.png", "documents/a.pdf", "a.png", "x/a.png"]
)
def test_anything_but_a_rendition_is_hidden_from_visitors(home, client, upload, name):
    upload(name)
    assert client.get(f"/media/{name}").status_code == 404


@pytest.mark.django_db
def test_staff_see_originals_of_pictures_but_no_documents_past_their_view(client, upload):
    image = ImageFactory()
    upload("original_images/of-nothing.png")
    upload("documents/a.pdf")
    client.force_login(make_administrator("en"))
    response = client.get(image.file.url)
    assert body(response) == Path(image.file.path).read_bytes()
    assert response["Cache-Control"] == "private, no-store"
    assert client.get("/media/original_images/of-nothing.png").status_code == 404
    assert client.get("/media/documents/a.pdf").status_code == 404


@pytest.mark.django_db
def test_account_without_access_to_the_cms_sees_no_originals(client):
    image = ImageFactory()
    client.force_login(get_user_model().objects.create_user("guest"))
    assert client.get(image.file.url).status_code == 404


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "..",
        "../secret.png",
        "a/../../secret.png",
        "/etc/passwd",
        "..\\secret.png",
        ".hidden.png",
        "a//b.png",
        "no\0thing.png",
        "folder",
        "x" * 5000,
        "way-out.png",
        "absent.png",
    ],
)
def test_no_way_leads_out_of_the_folder(upload, settings, name):
    upload("secret.png")
    upload("images/folder/file.png")
    os.symlink(settings.MEDIA_ROOT / "secret.png", settings.MEDIA_ROOT / "images" / "way-out.png")
    assert media_files.existing_file("images", name) is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["images/", "images/%2e%2e/secret.png", "images/absent.png", "images/%00.png"]
)
def test_what_is_not_there_is_a_page_that_says_so(home, client, upload, path):
    upload("secret.png")
    upload("images/a.png")
    assert client.get(f"/media/{path}", follow=True).status_code in (400, 404)


# How it is asked for


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch", "options"])
def test_other_methods_are_refused(client, upload, method):
    upload("images/picture.png")
    response = getattr(client, method)(ADDRESS)
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD"


def test_head_tells_the_size_without_the_file(client, upload):
    upload("images/picture.png")
    response = client.head(ADDRESS)
    assert response.status_code == 200
    assert response["Content-Length"] == str(SIZE)
    assert response["Accept-Ranges"] == "bytes"
    assert body(response) == b""


def test_unchanged_file_is_not_sent_again(client, upload):
    path = upload("images/picture.png")
    first = client.get(ADDRESS)
    etag, date = first["ETag"], first["Last-Modified"]
    for headers in (
        {"if-none-match": etag},
        {"if-none-match": f'"other", {etag}'},
        {"if-none-match": "*"},
        {"if-modified-since": date},
    ):
        again = client.get(ADDRESS, headers=headers)
        assert again.status_code == 304, headers
        assert again["ETag"] == etag
        assert again["Cache-Control"] == first["Cache-Control"]
        assert again.content == b""
    os.utime(path, (1_900_000_000, 1_900_000_000))
    assert client.get(ADDRESS, headers={"if-none-match": etag}).status_code == 200
    assert client.get(ADDRESS, headers={"if-modified-since": date}).status_code == 200


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        ("bytes=0-0", 0, 1),
        ("bytes=0-99", 0, 100),
        ("bytes=100-", 100, SIZE),
        ("bytes=-10", SIZE - 10, SIZE),
        ("bytes=10-99999", 10, SIZE),
        (f"bytes={SIZE - 1}-", SIZE - 1, SIZE),
    ],
)
def test_part_is_sent_when_asked_for(client, upload, asked, start, end):
    upload("images/picture.png")
    response = client.get(ADDRESS, headers={"range": asked})
    assert response.status_code == 206
    assert body(response) == BODY[start:end]
    assert response["Content-Length"] == str(end - start)
    assert response["Content-Range"] == f"bytes {start}-{end - 1}/{SIZE}"
    assert response["Content-Type"] == "image/png"


@pytest.mark.parametrize(
    "asked", ["", "bytes=-", "lines=1-2", "bytes=9-1", "bytes=0-1,5-6", "bytes=a-b", "bytes=-99999"]
)
def test_request_for_a_part_that_makes_no_sense_gets_the_whole(client, upload, asked):
    upload("images/picture.png")
    response = client.get(ADDRESS, headers={"range": asked})
    assert response.status_code == 200
    assert body(response) == BODY


@pytest.mark.parametrize("asked", [f"bytes={SIZE}-", "bytes=99999-100000", "bytes=-0"])
def test_part_outside_the_file_is_refused(client, upload, asked):
    upload("images/picture.png")
    response = client.get(ADDRESS, headers={"range": asked})
    assert response.status_code == 416
    assert response["Content-Range"] == f"bytes */{SIZE}"
    assert response.content == b""


def test_part_of_a_changed_file_becomes_the_whole(client, upload):
    path = upload("images/picture.png")
    etag = client.get(ADDRESS)["ETag"]
    date = formatdate(int(path.stat().st_mtime), usegmt=True)
    for condition, status in ((etag, 206), (date, 206), ('"other"', 200)):
        headers = {"range": "bytes=0-9", "if-range": condition}
        assert client.get(ADDRESS, headers=headers).status_code == status, condition


def test_large_file_is_streamed(client, upload, monkeypatch):
    monkeypatch.setattr(media_files, "READ_AT_ONCE", 100)
    upload("images/picture.png")
    whole = client.get(ADDRESS)
    assert whole.streaming
    assert body(whole) == BODY
    part = client.get(ADDRESS, headers={"range": "bytes=5-1004"})
    assert part.streaming
    assert body(part) == BODY[5:1005]
    assert part["Content-Length"] == "1000"


def test_empty_file_is_served(client, upload):
    upload("images/picture.png", b"")
    assert client.get(ADDRESS).status_code == 200
    assert client.get(ADDRESS, headers={"range": "bytes=0-"}).status_code == 416
