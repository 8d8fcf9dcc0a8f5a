"""Pictures as pages show them: several widths, modern formats, a text alternative per language."""

from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.core.files.images import ImageFile
from django.utils import translation
from PIL import Image

from pages.templatetags.pictures import responsive_picture
from tests.factories import ImageFactory

pytestmark = pytest.mark.django_db


def picture(image, **options):
    """The element of an image, parsed."""
    html = str(responsive_picture({}, image, sizes="100vw", **options))
    return BeautifulSoup(html, "html.parser").picture


def image_of_width(width):
    """An image so many pixels wide."""
    buffer = BytesIO()
    Image.new("RGB", (width, width // 2), "teal").save(buffer, "PNG")
    return ImageFactory(file=ImageFile(BytesIO(buffer.getvalue()), name=f"{width}.png"))


def widths(srcset):
    """The width descriptors of a srcset, in order; none where it is a single address."""
    return [part.split()[1] for part in srcset.split(", ") if " " in part]


def test_a_large_image_comes_in_three_widths_of_three_formats():
    element = picture(image_of_width(1600))

    assert [source["type"] for source in element.find_all("source")] == ["image/avif", "image/webp"]
    for candidate in [*element.find_all("source"), element.img]:
        assert widths(candidate["srcset"]) == ["400w", "800w", "1200w"]
        assert candidate["sizes"] == "100vw"


@pytest.mark.parametrize(("width", "expected"), [(64, []), (600, ["400w", "600w"])])
def test_a_small_image_is_not_offered_twice_in_one_width(width, expected):
    element = picture(image_of_width(width))

    for candidate in [*element.find_all("source"), element.img]:
        assert widths(candidate["srcset"]) == expected


def test_the_alternative_is_in_the_reader_s_language_or_marked_as_in_another():
    image = ImageFactory(alt_ar="مبنى البلدية", alt_en="")

    own = picture(image).img
    with translation.override("en"):
        with_fallback = picture(image).img

    assert (own["alt"], own.get("lang")) == ("مبنى البلدية", None)
    assert (with_fallback["alt"], with_fallback["lang"], with_fallback["dir"]) == (
        "مبنى البلدية",
        "ar",
        "rtl",
    )


def test_a_decorative_picture_says_nothing():
    assert picture(ImageFactory(), decorative=True).img["alt"] == ""
