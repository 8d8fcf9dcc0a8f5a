"""Translating a page in a real browser: by keys alone, saved while one types, losing nothing."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.conftest import LANGUAGES
from tests.running_site import sign_in

PAGE = "/en/work-areas/local-authority-associations/"


@pytest.fixture(params=LANGUAGES)
def signed_in(request, chromium, running_site):
    """A browser context whose cookies are an administrator's, in a browser of each language."""
    context = chromium.new_context(
        base_url=running_site.url,
        viewport={"width": 1280, "height": 900},
        locale=request.param,
        reduced_motion="reduce",
    )
    page = context.new_page()
    sign_in(page, running_site)
    page.close()
    # Both visits are to the same site: what one of them writes must be new to the other.
    yield context, request.param
    context.close()


def segment(page, number):
    return page.locator(f"#segment-{number}")


def expect_kind(page, number, kind):
    """Wait until a text says how its saving went."""
    expect(segment(page, number).locator("[data-status]")).to_have_attribute("data-kind", kind)


def expect_state(page, number, state):
    expect(segment(page, number)).to_have_attribute("data-state", state)


def rewrite(page, words):
    """Write something else into the text that has the focus."""
    page.keyboard.press("Control+A")
    page.keyboard.type(words)


def test_a_translator_needs_only_keys_and_loses_nothing(signed_in):
    context, language = signed_in
    page = context.new_page()
    page.goto(PAGE)
    number = page.locator(".editor-bar__edit").first.get_attribute("href").split("/")[3]

    # The Arabic title and summary change, by their own view, going on by keys.
    page.goto(f"/admin/translations/basepage-{number}/en/ar/")
    page.locator("#text-1").focus()
    rewrite(page, f"دعم جمعيات البلديات {language}")
    page.keyboard.press("Control+Enter")
    expect_kind(page, 1, "saved")
    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator("#text-2")).to_be_focused()
    rewrite(page, f"نرافق جمعيات السلطات المحلية من يوم تأسيسها. {language}")
    expect_kind(page, 2, "saved")

    # What follows from them in English is found without a mouse.
    page.goto(f"/admin/translations/basepage-{number}/ar/en/")
    for place in (1, 2):
        expect_state(page, place, "outdated")
    results = Axe().run(page, context=".translation", options={"resultTypes": ["violations"]})
    assert results.violations_count == 0, results.generate_report()
    page.locator("[data-next]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#text-1")).to_be_focused()
    rewrite(page, "Support to associations of municipalities")
    # Nobody asks for it: it is saved after a moment.
    expect_kind(page, 1, "saved")
    expect_state(page, 1, "complete")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#text-2")).to_be_focused()
    page.keyboard.press("Alt+r")
    expect_state(page, 2, "complete")
    expect(page.locator("#text-2")).to_be_focused()

    # An editor saves the same text meanwhile: both versions are there, and mine is chosen.
    editor = context.new_page()
    editor.goto(f"/admin/pages/{number}/edit/")
    editor.locator("body.ready").wait_for()
    editor.fill("#id_title_en", "An editor’s title")
    editor.locator("button.action-save").first.click()
    editor.wait_for_load_state()
    expect(editor.locator("#id_title_en")).to_have_value("An editor’s title")
    editor.goto("about:blank")
    page.bring_to_front()
    page.keyboard.press("Alt+ArrowUp")
    rewrite(page, "A translator’s title")
    expect_kind(page, 1, "wrong")
    expect(segment(page, 1).locator(".segment__theirs")).to_have_text("An editor’s title")
    expect(page.locator("#text-1")).to_have_value("A translator’s title")
    segment(page, 1).locator("[data-keep]").focus()
    page.keyboard.press("Enter")
    expect_kind(page, 1, "saved")
    expect(page.locator("#text-1")).to_be_focused()

    # Without a connection, the text stays, says so, and is saved once there is one again.
    context.set_offline(True)
    rewrite(page, "A title from the train")
    expect_kind(page, 1, "offline")
    expect(page.locator("#text-1")).to_have_value("A title from the train")
    context.set_offline(False)
    expect_kind(page, 1, "saved")

    page.reload()
    expect(page.locator("#text-1")).to_have_value("A title from the train")
    expect(page.locator("#text-2")).not_to_have_value("")
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.close()
    editor.close()
