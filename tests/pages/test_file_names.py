"""The names of uploads: whole in any script, from any system, and never empty."""

import unicodedata
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from wagtail.models import Collection

from pages.models import CustomDocument, CustomImage


@pytest.fixture
def staff(admin_client_in, home, language):
    """A browser signed in to the admin, in each of its languages in turn."""
    return admin_client_in(language)


def fields(**extra):
    return {
        "title": "Upload",
        "display_title_en": "Upload",
        "collection": Collection.get_first_root_node().pk,
        "tags": "",
    } | extra


def picture(name):
    buffer = BytesIO()
    Image.new("RGB", (40, 30), "teal").save(buffer, "JPEG")
    return SimpleUploadedFile(name, buffer.getvalue(), "image/jpeg")


@pytest.mark.parametrize("letter", [*"أاإآءعـ؟", "'"])
def test_a_picture_whose_name_has_no_latin_form_is_stored_and_served(staff, client, letter):
    data = fields(file=picture(f"{letter}.jpg"), alt_ar="مبنى", alt_en="A hall")
    staff.post(reverse("wagtailimages:add"), data)

    image = CustomImage.objects.get()
    assert image.file.name.rpartition("/")[2].removesuffix(".jpg")[:1].isalnum()
    client.logout()
    assert client.get(image.get_rendition("width-20").url).status_code == 200


@pytest.mark.parametrize("name", ["مؤتمر آب", "تقرير إقليمي", "Übersicht", "résumé"])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_document_keeps_all_letters_of_its_name_from_any_system(staff, client, name, form):
    file = SimpleUploadedFile(unicodedata.normalize(form, f"{name}.pdf"), b"%PDF-1.7 text")
    staff.post(reverse("wagtaildocs:add"), fields(file=file))

    document = CustomDocument.objects.get()
    assert document.filename == f"{name.replace(' ', '_')}.pdf"
    client.logout()
    response = client.get(document.url)
    assert (response.status_code, b"".join(response)) == (200, b"%PDF-1.7 text")


@pytest.mark.parametrize("name", ["ـ.pdf", "؟.pdf"], ids=ascii)
def test_a_document_without_a_letter_in_its_name_gets_one(staff, name):
    file = SimpleUploadedFile(name, b"%PDF-1.7 text")
    staff.post(reverse("wagtaildocs:add"), fields(file=file))
    assert CustomDocument.objects.get().filename == "file.pdf"
