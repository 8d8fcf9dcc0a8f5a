"""Writing to the organisation without scripts and by keyboard alone, in both languages."""

import time

import pytest
from axe_playwright_python.sync_playwright import Axe

from pages.contact import guards
from tests.conftest import LANGUAGES

DIRECTIONS = {"ar": "rtl", "en": "ltr"}


def focused(page):
    """The element that has the focus."""
    return page.locator("*:focus")


def tab_to(page, selector):
    """Press Tab until an element has the focus, as somebody without a mouse does."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"Tab never reaches {selector}.")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_message_is_written_by_keyboard_without_scripts(open_page, language):
    page = open_page(f"/{language}/contact/", width=390, java_script_enabled=False)
    opened = time.monotonic()
    tab_to(page, "textarea")
    page.keyboard.type(
        {"ar": "أود أن أسأل عن الشراكات", "en": "A question on partnerships"}[language]
    )
    tab_to(page, ".contact-form button")
    time.sleep(max(0, guards.MIN_SECONDS + 1 - (time.monotonic() - opened)))
    page.keyboard.press("Enter")

    # The focus is where the answer begins; the first stop after it leads to the first mistake.
    summary = page.locator("[role=alert]")
    assert focused(page).get_attribute("role") == "alert"
    assert summary.locator("a").count() == 3
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    assert focused(page).get_attribute("autocomplete") == "name"
    page.keyboard.type("سمر / Samar")
    tab_to(page, "input[type=email]")
    page.keyboard.type("samar@example.org")
    tab_to(page, "select")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    tab_to(page, "textarea")
    tab_to(page, ".contact-form button")
    page.keyboard.press("Enter")

    page.wait_for_url(f"**/{language}/contact/?sent=*")
    assert focused(page).get_attribute("class") == "contact-sent"
    assert page.locator("html").get_attribute("dir") == DIRECTIONS[language]
    reference = page.locator(".contact-sent bdi").inner_text()
    assert len(reference) == 9
    page.reload()
    assert page.locator(".contact-sent bdi").inner_text() == reference
    assert page.context.cookies() == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_refused_form_is_accessible_and_keeps_its_sides(open_page, language, scheme):
    page = open_page(f"/{language}/contact/", width=320, color_scheme=scheme)
    page.fill("input[type=email]", "nobody")
    page.fill("textarea", "english اللغة")
    page.click(".contact-form button")
    page.wait_for_selector("[role=alert]")

    assert Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    directions = page.eval_on_selector_all(
        ".contact-form :is(input[type=email], textarea, select)",
        "fields => fields.map(field => getComputedStyle(field).direction)",
    )
    assert directions == ["ltr", DIRECTIONS[language], "ltr"]
    trap = page.locator("#homepage")
    assert not trap.is_visible()


def test_every_field_shows_its_edge_in_forced_colours(open_page):
    page = open_page("/ar/contact/", forced_colors="active")
    for selector in ("input[type=email]", "select", "textarea", "button"):
        width = page.eval_on_selector(
            f".contact-form {selector}", "field => getComputedStyle(field).borderTopWidth"
        )
        assert width != "0px"
