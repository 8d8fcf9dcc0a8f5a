"""Reaching everything by keyboard."""

import pytest

from tests.conftest import LANGUAGES

FOCUSED = "document.activeElement"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_stop_leads_past_the_header(open_page, language):
    page = open_page(f"/{language}/about/")

    page.keyboard.press("Tab")
    assert page.evaluate(f"{FOCUSED}.getAttribute('href')") == "#main"
    assert page.evaluate(f"{FOCUSED}.getBoundingClientRect().top") >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate(f"document.querySelector('main').contains({FOCUSED})")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_stop_shows_that_it_has_the_focus(open_page, language):
    page = open_page(f"/{language}/work-areas/municipal-services/")
    stops = []
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate(f"{FOCUSED} === document.body"):
            break
        stops.append(
            page.evaluate(
                f"""(() => {{
                    const style = getComputedStyle({FOCUSED});
                    return [{FOCUSED}.outerHTML.slice(0, 80),
                            style.outlineStyle !== 'none' && style.outlineWidth !== '0px'
                            || style.boxShadow !== 'none'];
                }})()"""
            )
        )

    assert len(stops) > 8
    assert [html for html, is_visible in stops if not is_visible] == []


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_phone_s_menu_opens_and_leads_to_a_page(open_page, language, javascript):
    page = open_page(f"/{language}/", width=390, java_script_enabled=javascript)
    link = page.locator("header nav a[href$='/work-areas/']")

    assert not link.is_visible()
    page.locator("header summary").first.focus()
    page.keyboard.press("Enter")
    assert link.is_visible()
    link.click()

    assert page.url.endswith(f"/{language}/work-areas/")


def test_the_language_switch_keeps_the_page_and_the_query(open_page):
    page = open_page("/ar/search/?q=symbio&x=1")

    page.locator("header a[hreflang=en]").click()

    assert page.url.endswith("/en/search/?q=symbio&x=1")
    assert page.locator("main input[name=q]").input_value() == "symbio"
