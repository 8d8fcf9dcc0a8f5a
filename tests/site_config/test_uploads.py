"""Uploads that staff must not be able to make: too large, of a wrong kind, or a trap."""

import io
import struct
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from wagtail.documents import get_document_model
from wagtail.documents.forms import get_document_form
from wagtail.images import get_image_model

from pages.forms.image_uploads import ImageUploadField

pytestmark = pytest.mark.django_db


def picture(size=(40, 30), kind="PNG"):
    """A small valid image file."""
    buffer = io.BytesIO()
    Image.new("RGB", size, "teal").save(buffer, kind)
    return buffer.getvalue()


def pixel_bomb(width, height):
    """A tiny PNG file whose header promises so many pixels."""

    def chunk(name, data):
        body = name + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * 1000)
    parts = (chunk(b"IHDR", header), chunk(b"IDAT", rows), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def image_errors(name, content):
    """What the CMS says to an image file of this name."""
    from django.core.exceptions import ValidationError

    try:
        ImageUploadField().clean(SimpleUploadedFile(name, content))
    except ValidationError as error:
        return error.messages
    return []


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP", "AVIF"])
def test_usual_kind_of_image_is_taken(kind):
    assert image_errors(f"picture.{kind.lower()}", picture(kind=kind)) == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("picture.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>"),
        ("picture.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("picture.png", b"<html><script>1</script></html>"),
        ("picture.png", picture(kind="JPEG")),
        ("picture.bmp", picture(kind="BMP")),
        ("picture.html", picture()),
        ("picture.png", picture()[:60]),
        ("picture.png", b""),
    ],
)
def test_wrong_kind_of_image_is_refused_with_a_message(name, content):
    assert image_errors(name, content)


@pytest.mark.parametrize("size", [(8000, 7000), (30000, 30000), (2_000_000, 2_000)])
def test_pixel_bomb_is_refused_with_a_message_before_it_is_unpacked(monkeypatch, size):
    def unpack(*_arguments):
        raise AssertionError("The image was unpacked.")

    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", unpack)
    [message] = image_errors("bomb.png", pixel_bomb(*size))
    assert "50000000" in message


def test_forms_of_the_cms_use_the_careful_field():
    from wagtail.images.forms import get_image_form, get_image_multi_form

    model = get_image_model()
    assert isinstance(get_image_form(model)().fields["file"], ImageUploadField)
    assert "file" not in get_image_multi_form(model)().fields


def test_image_with_too_many_bytes_is_refused_with_a_message(settings):
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 60
    [message] = image_errors("picture.png", picture())
    assert "60" in message


def test_image_of_a_wrong_kind_changes_nothing_through_the_cms(home, admin_client_in, language):
    client = admin_client_in(language)
    bomb = SimpleUploadedFile("bomb.png", pixel_bomb(9000, 9000), "image/png")
    response = client.post(
        "/admin/images/multiple/add/",
        {"files[]": bomb, "title": "bomb"},
        headers={"x-requested-with": "XMLHttpRequest"},
    )
    assert response.status_code == 200
    assert response.json()["success"] is False
    assert response.json()["error_message"]
    assert not get_image_model().objects.exists()


def document_errors(name, content):
    """What the CMS says to a document of this name."""
    from wagtail.models import Collection

    form = get_document_form(get_document_model())(
        {"title": "paper", "collection": Collection.get_first_root_node().pk, "tags": ""},
        {"file": SimpleUploadedFile(name, content)},
        instance=get_document_model()(),
    )
    form.is_valid()
    return dict(form.errors)


def test_usual_kind_of_document_is_taken(home):
    assert "file" not in document_errors("paper.pdf", b"%PDF-1.7\n")


@pytest.mark.parametrize("name", ["paper.html", "paper.svg", "paper.exe", "paper.js", "paper"])
def test_wrong_kind_of_document_is_refused_with_a_message(home, name):
    assert "file" in document_errors(name, b"<script>1</script>")


def test_document_with_too_many_bytes_is_refused_with_a_message(home, settings):
    settings.WAGTAILDOCS_MAX_UPLOAD_SIZE = 100
    assert "file" in document_errors("paper.pdf", b"%PDF-1.7\n" + b"x" * 200)
