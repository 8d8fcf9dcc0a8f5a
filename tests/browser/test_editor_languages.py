"""Writing in two directions in a real browser, with the admin in each language."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.running_site import sign_in

DIRECTIONS = {"ar": "rtl", "en": "ltr"}

INPUTS = """() => [...document.querySelectorAll(
    "form [data-language] :is(input:not([type=hidden], [type=checkbox]), textarea, "
    + ".public-DraftEditor-content, .public-DraftStyleDefault-block)"
)].map(element => [
    element.closest("[data-language]").dataset.language,
    element.name || element.className,
    element.type,
    getComputedStyle(element).direction,
])"""


@pytest.fixture(scope="module", params=list(DIRECTIONS))
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
    yield context
    context.close()


@pytest.fixture
def editor(signed_in):
    """A new content page below the home page, whose address any page's bar leads to."""
    page = signed_in.new_page()
    page.goto("/en/")
    number = page.locator(".editor-bar__edit").first.get_attribute("href").split("/")[3]
    page.goto(f"/admin/pages/add/pages/contentpage/{number}/")
    page.locator("body.ready").wait_for()
    yield page
    show(page, "")
    page.close()


def show(page, language):
    """Press the button of a language, or of all; wait until the choice is kept."""
    with page.expect_response("**/shown-language/"):
        page.locator(f"[data-language-switch] button[value='{language}']").click()


def stream(page, language):
    """The column of one language's body."""
    return page.locator(f"[data-stream][data-language={language}]").first


def add_block(page, language, number):
    """Add the block that stands at a place of the list to the end of a body, and wait for it."""
    count = blocks(page, language).count()
    button = stream(page, language).locator("button.c-sf-add-button").last
    button.click()
    # In the list of this very button: that of another one may still be closing.
    listed = button.evaluate_handle("button => button._tippy.popper")
    option = page.wait_for_function(
        "([list, number]) => list.querySelectorAll('[role=option]')[number]", arg=[listed, number]
    )
    # The list still moves with the block before it, which unfolds.
    option.evaluate("option => option.click()")
    expect(blocks(page, language)).to_have_count(count + 1)


def blocks(page, language):
    """The blocks of a body."""
    return (
        stream(page, language)
        .locator("[data-streamfield-stream-container]")
        .first.locator("> [data-streamfield-child]:not([aria-hidden])")
    )


def test_every_input_runs_in_the_direction_of_its_language(editor):
    count = 11
    for language in DIRECTIONS:
        for number in range(count):
            add_block(editor, language, number)
    found = editor.evaluate(INPUTS)
    assert len(found) > 2 * count
    for language, name, kind, direction in found:
        # Addresses and codes of languages are no words of a language.
        is_code = kind in ("url", "email", "tel") or name.endswith("-value-language")
        wanted = "ltr" if is_code else DIRECTIONS[language]
        assert direction == wanted, name


@pytest.mark.parametrize(
    ("language", "words"), [("ar", "2024 SKL International نص"), ("en", "2024 نص in English")]
)
def test_rich_text_keeps_its_direction_whatever_it_begins_with(editor, language, words):
    add_block(editor, language, 1)
    block = stream(editor, language).locator(".public-DraftStyleDefault-block")
    direction = "element => getComputedStyle(element).direction"
    assert block.evaluate(direction) == DIRECTIONS[language]
    stream(editor, language).locator(".public-DraftEditor-content").click()
    editor.keyboard.type(words)
    expect(block).to_contain_text(words)
    assert block.evaluate(direction) == DIRECTIONS[language]


def test_columns_stand_side_by_side_and_stack_on_a_phone(editor):
    def places():
        boxes = [editor.locator(f"#id_title_{language}").bounding_box() for language in DIRECTIONS]
        return [(box["x"], box["y"]) for box in boxes]

    (arabic, english) = places()
    assert arabic[1] == pytest.approx(english[1], abs=2)
    is_rtl = editor.evaluate("document.documentElement.dir") == "rtl"
    assert (arabic[0] > english[0]) == is_rtl
    editor.set_viewport_size({"width": 390, "height": 844})
    editor.reload()
    editor.locator("body.ready").wait_for()
    (arabic, english) = places()
    assert english[1] > arabic[1]
    assert arabic[0] == pytest.approx(english[0], abs=2)
    assert editor.evaluate("document.documentElement.scrollWidth") == 390


def test_one_language_is_shown_at_a_press_and_still_when_coming_back(editor):
    editor.fill("#id_title_en", "Kept though hidden")
    editor.locator("[data-language-switch] button[value=ar]").focus()
    with editor.expect_response("**/shown-language/"):
        editor.keyboard.press("Enter")
    expect(editor.locator("#id_title_en")).to_be_hidden()
    expect(editor.locator("#id_title_ar")).to_be_visible()
    assert editor.locator("#id_title_en").input_value() == "Kept though hidden"
    pressed = editor.locator("[data-language-switch] [aria-pressed=true]")
    assert pressed.get_attribute("value") == "ar"
    editor.reload()
    expect(editor.locator("#id_title_en")).to_be_hidden()


def test_a_pictures_inputs_follow_the_switch_and_come_back_with_errors(signed_in):
    page = signed_in.new_page()
    page.goto("/admin/images/add/")
    page.locator("body.ready").wait_for()
    arabic, english = page.locator("#id_alt_ar"), page.locator("#id_alt_en")
    boxes = [field.bounding_box() for field in (arabic, english)]
    assert boxes[0]["y"] == pytest.approx(boxes[1]["y"], abs=2)
    show(page, "ar")
    expect(english).to_be_hidden()
    expect(arabic).to_be_visible()
    page.locator("main form button[type=submit]").last.click()
    expect(page.locator("[data-language=en] .error-message")).to_be_visible()
    expect(english).to_be_visible()
    arabic.fill("مبنى البلدية")
    page.fill("#id_alt_en", "A town hall")
    page.locator("main form button[type=submit]").last.click()
    expect(arabic).to_have_value("مبنى البلدية")
    expect(english).to_be_hidden()
    show(page, "")
    page.close()


def test_a_streams_structure_is_copied_and_taken_back_in_one_step(editor):
    copy = stream(editor, "en").locator("[data-copy]")
    undo = stream(editor, "en").locator("[data-undo]")
    expect(copy).to_be_hidden()
    add_block(editor, "ar", 0)
    stream(editor, "ar").locator("input[name$=-value]").fill("عنوان")
    add_block(editor, "ar", 1)
    stream(editor, "ar").locator(".public-DraftEditor-content").click()
    editor.keyboard.type("فقرة أولى")
    add_block(editor, "ar", 6)
    copy.click()
    expect(blocks(editor, "en")).to_have_count(3)
    expect(copy).to_be_hidden()
    # The texts are empty, and what they translate stands beside them.
    rich_text = stream(editor, "en").locator(".public-DraftEditor-content")
    expect(rich_text).not_to_contain_text("فقرة أولى")
    assert stream(editor, "en").locator("input[name$=-value]").first.input_value() == ""
    beside = stream(editor, "en").locator(".source-text")
    expect(beside).to_have_text(["عنوان", "فقرة أولى"])
    expect(beside.first).to_have_attribute("lang", "ar")
    identifiers = editor.evaluate(
        "['ar', 'en'].map(code => [...document.querySelectorAll("
        "`[name^=body_${code}-][name$='-id']`)].map(input => input.value)).flat().filter(Boolean)"
    )
    assert len(identifiers) == len(set(identifiers))
    undo.click()
    expect(blocks(editor, "en")).to_have_count(0)
    expect(copy).to_be_visible()
    expect(blocks(editor, "ar")).to_have_count(3)


def test_nothing_that_was_written_is_copied_over_or_taken_back(editor):
    add_block(editor, "ar", 0)
    stream(editor, "ar").locator("input[name$=-value]").fill("عنوان")
    stream(editor, "en").locator("[data-copy]").click()
    stream(editor, "en").locator("input[name$=-value]").fill("A heading")
    expect(stream(editor, "en").locator("[data-undo]")).to_be_hidden()
    expect(stream(editor, "en").locator("[data-copy]")).to_be_hidden()
    expect(stream(editor, "ar").locator("[data-copy]")).to_be_hidden()
    assert stream(editor, "en").locator("input[name$=-value]").input_value() == "A heading"


def test_what_was_copied_is_saved(editor, signed_in):
    editor.fill("#id_title_ar", "صفحة")
    add_block(editor, "ar", 1)
    stream(editor, "ar").locator(".public-DraftEditor-content").click()
    editor.keyboard.type("فقرة")
    stream(editor, "en").locator("[data-copy]").click()
    # The rich-text editor hands its text to the form a moment after the last letter.
    expect(editor.locator("input[name=body_ar-0-value]")).to_have_value(re.compile("فقرة"))
    stream(editor, "en").locator(".public-DraftEditor-content").click()
    editor.keyboard.type("A paragraph")
    expect(editor.locator("input[name=body_en-0-value]")).to_have_value(re.compile("A paragraph"))
    editor.locator("button.action-save").first.click()
    editor.wait_for_url("**/edit/")
    editor.reload()
    editor.locator("body.ready").wait_for()
    for language, words in {"ar": "فقرة", "en": "A paragraph"}.items():
        text = stream(editor, language).locator(".public-DraftEditor-content")
        expect(text).to_contain_text(words)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", list(DIRECTIONS))
def test_axe_finds_nothing_on_a_public_page_with_the_bar(signed_in, language, scheme):
    page = signed_in.new_page()
    page.emulate_media(color_scheme=scheme)
    page.goto(f"/{language}/about/")
    assert page.locator(".editor-bar").is_visible()
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        results = Axe().run(page, options={"resultTypes": ["violations"]})
        assert results.violations_count == 0, results.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.emulate_media(media="print")
    assert not page.locator(".editor-bar").is_visible()
    page.close()
