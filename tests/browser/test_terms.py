"""Terms explained in a text, for whoever reads it: by keyboard, by screen reader, on paper."""

import pytest

from tests.conftest import LANGUAGES

OPEN = ".term-note:popover-open"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_term_is_explained_by_keyboard_without_javascript(open_page, language):
    page = open_page(f"/{language}/about/", java_script_enabled=False)
    term = page.locator("main button.term").first
    note = page.locator(f"[id='{term.get_attribute('popovertarget')}']")

    assert not note.is_visible()
    term.focus()
    page.keyboard.press("Enter")
    assert note.is_visible()
    # What is next in the order of the keyboard is the explanation's own link.
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{language}/glossary/#term-*")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_screen_reader_is_told_whether_a_term_is_open(open_page, language):
    page = open_page(f"/{language}/about/")
    term = page.locator("main button.term").first
    word = term.inner_text()

    def told():
        session = page.context.new_cdp_session(page)
        nodes = session.send("Accessibility.getFullAXTree")["nodes"]
        [node] = [
            node
            for node in nodes
            if node.get("role", {}).get("value") == "button" and node["name"]["value"] == word
        ]
        return {entry["name"]: entry["value"]["value"] for entry in node["properties"]}

    assert told()["expanded"] is False
    term.press("Space")
    assert told()["expanded"] is True
    assert page.locator(OPEN).count() == 1
    page.keyboard.press("Escape")
    assert page.locator(OPEN).count() == 0
    assert page.evaluate("document.activeElement.className") == "term"


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_explanation_stays_within_the_window(open_page, language, width):
    page = open_page(f"/{language}/about/", width=width, reduced_motion="reduce")
    for term in page.locator("main button.term:visible").all():
        term.click()
        box = page.locator(OPEN).bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= 900
        page.keyboard.press("Escape")


@pytest.mark.parametrize("language", LANGUAGES)
def test_paper_has_the_words_alone(open_page, language):
    page = open_page(f"/{language}/about/")
    page.emulate_media(media="print")
    term = page.locator("main button.term").first
    assert term.is_visible()
    assert term.evaluate("term => getComputedStyle(term).textDecorationLine") == "none"
    assert not page.locator(".term-note").first.is_visible()
