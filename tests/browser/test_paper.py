"""Pages on paper."""

import pytest

from tests.conftest import LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_paper_has_the_text_and_where_links_lead_but_no_menus(open_page, language):
    page = open_page(f"/{language}/work-areas/decentralisation/")
    page.emulate_media(media="print")

    assert page.locator("h1").is_visible()
    assert not page.locator("header nav").first.is_visible()
    assert not page.locator("header form").first.is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") in (
        "rgb(255, 255, 255)",
        "rgba(0, 0, 0, 0)",
    )
