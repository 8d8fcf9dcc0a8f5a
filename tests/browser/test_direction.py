"""One page in two directions: the header mirrors, addresses do not."""

import pytest

from tests.conftest import LANGUAGES


def box(page, selector):
    """The element's place: x, y, width and height in pixels."""
    return page.locator(selector).first.bounding_box()


@pytest.mark.parametrize("width", [390, 1280])
def test_the_header_is_mirrored(open_page, width):
    arabic = box(open_page("/ar/", width), ".brand")
    english = box(open_page("/en/", width), ".brand")

    assert english["x"] < width / 4
    assert arabic["x"] + arabic["width"] > width * 3 / 4
    assert width - (arabic["x"] + arabic["width"]) == pytest.approx(english["x"], abs=2)


def test_text_starts_at_the_side_its_language_starts_at(open_page):
    for language, edge in (("ar", "right"), ("en", "left")):
        page = open_page(f"/{language}/about/")
        assert page.evaluate("getComputedStyle(document.querySelector('h1')).textAlign") == "start"
        assert page.evaluate("getComputedStyle(document.body).direction") == (
            "rtl" if edge == "right" else "ltr"
        )


@pytest.mark.parametrize("language", LANGUAGES)
def test_addresses_run_from_left_to_right(open_page, language):
    page = open_page(f"/{language}/work-areas/decentralisation/")

    for link in page.locator("a[href^='mailto:'], a[href^='tel:']").all():
        assert link.evaluate("element => getComputedStyle(element).direction") == "ltr"


def test_arabic_text_is_larger_looser_and_never_slanted(open_page):
    arabic, english = open_page("/ar/about/"), open_page("/en/about/")
    style = "getComputedStyle(document.querySelector('main p')).{}"

    def size(page, name):
        return float(page.evaluate(style.format(name)).removesuffix("px"))

    assert size(arabic, "fontSize") >= size(english, "fontSize")
    assert size(arabic, "lineHeight") / size(arabic, "fontSize") > size(
        english, "lineHeight"
    ) / size(english, "fontSize")
    assert arabic.evaluate(style.format("letterSpacing")) in ("normal", "0px")
    assert not arabic.evaluate(
        "[...document.querySelectorAll('body *')].some("
        "element => getComputedStyle(element).fontStyle === 'italic')"
    )
