"""Uploads while nothing can be stored: staff are told beside the file, and nothing else is lost."""

import errno

import pytest
from bs4 import BeautifulSoup
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from wagtail.models import Collection, UploadedFile

from pages.forms.storing import NOT_STORED
from pages.models import CustomDocument, CustomImage
from tests.factories import ImageFactory
from tests.site_config.test_uploads import picture

ALT = {"alt_ar": "مبنى البلدية", "alt_en": "A town hall"}
TITLES = {"display_title_ar": "تقرير", "display_title_en": "A report"}
XHR = {"x-requested-with": "XMLHttpRequest"}


@pytest.fixture
def staff(admin_client_in, home, language):
    """A browser signed in to the admin, in each of its languages in turn."""
    return admin_client_in(language)


@pytest.fixture
def message(language):
    """What staff are to read."""
    with translation.override(language):
        return str(NOT_STORED)


@pytest.fixture
def fill_up(monkeypatch):
    """A function that fills the disk of the uploads, and gives back one that makes room again."""

    def fail(storage, name, content):
        raise OSError(errno.ENOSPC, "No space left on device")

    def fill():
        with_room = FileSystemStorage._save
        monkeypatch.setattr(FileSystemStorage, "_save", fail)
        return lambda: monkeypatch.setattr(FileSystemStorage, "_save", with_room)

    return fill


def image_file():
    """A small picture, as a browser sends it."""
    return SimpleUploadedFile("hall.png", picture(), "image/png")


def document_file(content=b"%PDF-1.7\n"):
    """A small document, as a browser sends it."""
    return SimpleUploadedFile("report.pdf", content, "application/pdf")


def data(prefix="", **fields):
    """What the form of a picture or a document sends."""
    collection = Collection.get_first_root_node().pk
    fields = {"title": "Town hall", "collection": collection, "tags": ""} | fields
    return {f"{prefix}{name}": value for name, value in fields.items()}


def beside_the_file(response, prefix=""):
    """The message beside the field of the file in a form that was sent back."""
    html = response.content
    if "json" in response["Content-Type"]:
        html = response.json().get("htmlFragment") or response.json()["html"]
    document = BeautifulSoup(html, "html.parser")
    field = document.find("input", attrs={"name": f"{prefix}file"}).find_parent(
        attrs={"data-field": True}
    )
    return field.select_one("[data-field-errors]").get_text(" ", strip=True)


ADDED = {
    "images": (CustomImage, image_file, ALT),
    "docs": (CustomDocument, document_file, TITLES),
}


@pytest.mark.parametrize("kind", ADDED)
def test_a_new_file_is_refused_beside_its_field_and_what_was_typed_stays(
    staff, fill_up, message, kind
):
    model, file, texts = ADDED[kind]
    address = reverse(f"wagtail{kind}:add")
    make_room = fill_up()

    response = staff.post(address, data(file=file(), **texts))

    assert response.status_code == 200
    assert beside_the_file(response) == message
    assert all(text in response.text for text in texts.values())
    assert not model.objects.exists()
    make_room()
    assert staff.post(address, data(file=file(), **texts)).status_code == 302
    assert model.objects.count() == 1


@pytest.mark.parametrize("kind", ADDED)
def test_a_folder_that_cannot_be_made_is_told_like_a_full_disk(
    staff, settings, tmp_path, message, kind
):
    _model, file, texts = ADDED[kind]
    (tmp_path / "no-folder").touch()
    settings.MEDIA_ROOT = tmp_path / "no-folder"

    response = staff.post(reverse(f"wagtail{kind}:add"), data(file=file(), **texts))

    assert beside_the_file(response) == message


@pytest.mark.parametrize(
    ("kind", "chooser"), [("images", "wagtailimages_chooser"), ("docs", "wagtaildocs_chooser")]
)
def test_a_chooser_says_so_as_well(staff, fill_up, message, kind, chooser):
    model, file, texts = ADDED[kind]
    prefix = {"images": "image-chooser-upload-", "docs": "document-chooser-upload-"}[kind]
    fill_up()

    response = staff.post(reverse(f"{chooser}:create"), data(prefix, file=file(), **texts))

    assert beside_the_file(response, prefix) == message
    assert not model.objects.exists()


def test_a_picture_that_was_to_be_replaced_is_still_there(staff, fill_up, message):
    image = ImageFactory(**ALT)
    address = reverse("wagtailimages:edit", args=[image.pk])
    before, name = image.file.read(), image.file.name
    image.file.close()
    staff.get(address)
    fill_up()

    response = staff.post(address, data(file=image_file(), **ALT))

    assert beside_the_file(response) == message
    image.refresh_from_db()
    assert image.file.name == name
    with image.file.open() as file:
        assert file.read() == before


def test_a_document_that_was_to_be_replaced_is_still_there(staff, fill_up, message):
    document = CustomDocument.objects.create(title="Report", file=document_file(), **TITLES)
    address = reverse("wagtaildocs:edit", args=[document.pk])
    make_room = fill_up()

    response = staff.post(address, data(file=document_file(b"%PDF-1.7\nnew"), **TITLES))

    assert beside_the_file(response) == message
    document.refresh_from_db()
    with document.file.open() as file:
        assert file.read() == b"%PDF-1.7\n"
    make_room()
    staff.post(address, data(file=document_file(b"%PDF-1.7\nnew"), **TITLES))
    document.refresh_from_db()
    with document.file.open() as file:
        assert file.read() == b"%PDF-1.7\nnew"
    assert document.file_size == len(b"%PDF-1.7\nnew")


def test_texts_can_be_changed_without_a_new_file(staff, fill_up):
    document = CustomDocument.objects.create(title="Report", file=document_file(), **TITLES)
    fill_up()
    changed = TITLES | {"display_title_ar": "تقرير سنوي"}
    response = staff.post(reverse("wagtaildocs:edit", args=[document.pk]), data(**changed))
    assert response.status_code == 302
    document.refresh_from_db()
    assert document.display_title_ar == "تقرير سنوي"


@pytest.mark.parametrize("kind", ADDED)
def test_a_heap_of_uploads_tells_of_each_file(staff, fill_up, message, kind):
    _model, file, _texts = ADDED[kind]
    fill_up()

    # What Django rolls back here is its own transaction in production, and the test's otherwise.
    with transaction.atomic():
        response = staff.post(
            reverse(f"wagtail{kind}:add_multiple"), {"files[]": file(), "title": "a"}, headers=XHR
        )

    assert response.json() == {"success": False, "error_message": message}
    assert not UploadedFile.objects.exists()


@pytest.mark.parametrize(
    ("kind", "view", "prefix"),
    [
        ("images", "create_multiple_from_uploaded_image", "uploaded-image"),
        ("docs", "create_multiple_from_uploaded_document", "uploaded-document"),
    ],
)
def test_a_kept_file_stays_kept_until_it_can_be_stored(staff, fill_up, message, kind, view, prefix):
    model, file, texts = ADDED[kind]
    staff.post(
        reverse(f"wagtail{kind}:add_multiple"), {"files[]": file(), "title": "a"}, headers=XHR
    )
    kept = UploadedFile.objects.get()
    address = reverse(f"wagtail{kind}:{view}", args=[kept.pk])
    described = data(f"{prefix}-{kept.pk}-", **texts)
    make_room = fill_up()

    response = staff.post(address, described)

    assert not response.json()["success"]
    assert message in response.json()["form"]
    assert all(text in response.json()["form"] for text in texts.values())
    assert not model.objects.exists()
    make_room()
    assert staff.post(address, described).json()["success"]
    assert model.objects.count() == 1
    assert not UploadedFile.objects.exists()
