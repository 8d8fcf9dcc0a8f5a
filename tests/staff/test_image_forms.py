"""Uploading pictures: what each shows is asked for in every language, in both admin languages."""

from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from wagtail.models import Collection, UploadedFile

from languages import cldr
from pages.forms.files import is_file_name
from pages.models import CustomDocument, CustomImage
from tests.factories import ContentPageFactory, ImageFactory

ALT = {"alt_ar": "مبنى البلدية", "alt_en": "A town hall"}


# The columns of the alternative texts: input, language, direction, label.
COLUMNS = [("alt_ar", "ar", "rtl", "العربية"), ("alt_en", "en", "ltr", "English")]


@pytest.fixture
def staff(admin_client_in, home, language):
    """A browser signed in to the admin, in each of its languages in turn."""
    return admin_client_in(language)


def upload():
    """A small picture, as a browser sends it."""
    buffer = BytesIO()
    Image.new("RGB", (40, 30), "teal").save(buffer, "PNG")
    return SimpleUploadedFile("IMG_0001.png", buffer.getvalue(), "image/png")


def image_data(prefix="", **fields):
    """The data of an image's form."""
    collection = Collection.get_first_root_node().pk
    data = {"title": "Town hall", "collection": collection, "tags": ""} | fields
    return {f"{prefix}{name}": value for name, value in data.items()}


def errors_of(response):
    """The messages beside the fields of a form that was sent back, by the input's name."""
    html = response.content
    if "json" in response["Content-Type"]:
        html = response.json().get("form") or response.json()["htmlFragment"]
    found = {}
    for errors in BeautifulSoup(html, "html.parser").select("[data-field-errors]"):
        if text := errors.get_text(" ", strip=True):
            field = errors.find_parent(attrs={"data-field": True})
            found[field.select_one("input, textarea")["name"]] = text
    return found


def columns_of(html):
    """The columns for languages in a form, in their order."""
    return [
        (
            column.input["name"].rpartition("-")[2],
            column["data-language"],
            column["dir"],
            column.label.get_text(strip=True),
        )
        for column in BeautifulSoup(html, "html.parser").select(
            "[role=group][aria-label] > [lang][data-language][data-language-name]"
        )
    ]


def test_every_form_of_a_picture_or_document_has_a_column_for_each_language(staff):
    image = ImageFactory()
    file = SimpleUploadedFile("report.txt", b"report")
    document = CustomDocument.objects.create(title="Report", file=file)
    for address in (reverse("wagtailimages:add"), reverse("wagtailimages:edit", args=[image.pk])):
        assert columns_of(staff.get(address).content) == COLUMNS
    chooser = staff.get(reverse("wagtailimages_chooser:choose")).json()["html"]
    assert columns_of(chooser) == COLUMNS
    titles = [(name.replace("alt", "display_title"), *rest) for name, *rest in COLUMNS]
    for address in (
        reverse("wagtaildocs:add"),
        reverse("wagtaildocs:edit", args=[document.pk]),
    ):
        assert columns_of(staff.get(address).content) == titles
    chooser = staff.get(reverse("wagtaildocs_chooser:choose")).json()["html"]
    assert columns_of(chooser) == titles


def test_an_upload_without_alternatives_is_asked_for_them_language_by_language(staff, language):
    response = staff.post(reverse("wagtailimages:add"), image_data(file=upload()))
    errors = errors_of(response)
    assert errors.keys() == ALT.keys()
    for name in ALT:
        assert cldr.name_in(name.removeprefix("alt_"), language) in errors[name]
    assert not CustomImage.objects.exists()


def test_an_alternative_in_one_language_is_not_enough(staff):
    data = image_data(file=upload(), alt_ar=ALT["alt_ar"])
    errors = errors_of(staff.post(reverse("wagtailimages:add"), data))
    assert errors.keys() == {"alt_en"}


def test_a_picture_is_kept_with_its_alternatives_or_as_decorative(staff):
    address = reverse("wagtailimages:add")
    assert staff.post(address, image_data(file=upload(), **ALT)).status_code == 302
    assert staff.post(address, image_data(file=upload(), is_decorative="on")).status_code == 302
    told, decorative = CustomImage.objects.order_by("pk")
    assert {name: getattr(told, name) for name in ALT} == ALT
    assert decorative.is_decorative


def test_a_files_name_tells_nothing(staff, language):
    data = image_data(file=upload(), alt_ar="IMG_0001", alt_en="town-hall.JPG")
    errors = errors_of(staff.post(reverse("wagtailimages:add"), data))
    assert errors.keys() == ALT.keys()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("IMG_0001", True),
        ("DSC01234", True),
        ("image 3", True),
        ("P1010001", True),
        ("the hall, final.jpeg", True),
        ("WhatsApp Image 2024-01-02", True),
        ("مبنى.png", True),
        ("A town hall", False),
        ("Image of a hall with 3 doors", False),
        ("مبنى البلدية عام 2024", False),
        ("2024", False),
    ],
)
def test_what_is_taken_for_a_files_name(text, expected):
    assert is_file_name(text) is expected


def test_a_heap_of_uploads_keeps_each_file_until_it_is_described(staff):
    """First without alternatives, then with one, then with both."""
    response = staff.post(
        reverse("wagtailimages:add_multiple"),
        {"files[]": upload(), "title": "Town hall"},
        headers={"x-requested-with": "XMLHttpRequest"},
    )
    assert response.json()["success"]
    [kept] = UploadedFile.objects.all()
    assert columns_of(response.json()["form"]) == COLUMNS
    assert not CustomImage.objects.exists()

    address = reverse("wagtailimages:create_multiple_from_uploaded_image", args=[kept.pk])
    prefix = f"uploaded-image-{kept.pk}-"
    response = staff.post(address, image_data(prefix, alt_ar=ALT["alt_ar"]))
    assert not response.json()["success"]
    assert errors_of(response).keys() == {f"{prefix}alt_en"}

    response = staff.post(address, image_data(prefix, **ALT))
    assert response.json()["success"]
    image = CustomImage.objects.get()
    assert image.width == 40
    assert {name: getattr(image, name) for name in ALT} == ALT
    assert not UploadedFile.objects.exists()


def test_the_chooser_asks_for_alternatives_as_well(staff):
    address, prefix = reverse("wagtailimages_chooser:create"), "image-chooser-upload-"
    response = staff.post(address, image_data(prefix, file=upload()))
    assert not CustomImage.objects.exists()
    assert errors_of(response).keys() == {f"{prefix}{name}" for name in ALT}
    response = staff.post(address, image_data(prefix, file=upload(), **ALT))
    assert response.json()["step"] == "chosen"
    assert CustomImage.objects.count() == 1


def test_the_focal_point_is_kept(staff):
    image = ImageFactory()
    point = {f"focal_point_{name}": 10 for name in ("x", "y", "width", "height")}
    address = reverse("wagtailimages:edit", args=[image.pk])
    assert staff.post(address, image_data(**ALT, **point)).status_code == 302
    image.refresh_from_db()
    assert image.has_focal_point()
    assert (image.focal_point_x, image.focal_point_y) == (10, 10)


def test_a_decorative_picture_says_nothing_wherever_it_stands(home, client, language):
    home.hero_image = ImageFactory(is_decorative=True)
    home.save()
    body = [
        ("image", {"image": ImageFactory(is_decorative=True), "caption": "", "decorative": False})
    ]
    ContentPageFactory(parent=home, slug="page", body_ar=body, body_en=body)
    for path in (f"/{language}/", f"/{language}/page/"):
        main = BeautifulSoup(client.get(path).content, "html.parser").main
        assert [img["alt"] for img in main.select("picture img")] == [""]


def test_the_same_picture_may_be_decorative_in_one_place_only(home, client, language):
    image = ImageFactory()
    body = [
        ("image", {"image": image, "caption": "", "decorative": decorative})
        for decorative in (True, False)
    ]
    ContentPageFactory(parent=home, slug="page", body_ar=body, body_en=body)
    main = BeautifulSoup(client.get(f"/{language}/page/").content, "html.parser").main
    alternative = getattr(image, f"alt_{language}")
    assert [img["alt"] for img in main.select("picture img")] == ["", alternative]
