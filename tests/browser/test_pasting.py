"""Pasting from Word, Google Docs and PDF files: structure stays, junk goes, in both languages.

The files in ``pastes`` are what these programs put on the clipboard: HTML, or plain text for PDF.
"""

import json
import re
import sqlite3
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest

from tests.running_site import BASE_DIR, sign_in

PASTES = Path(__file__).parent / "pastes"
PASTE = """(element, { html, text }) => {
  element.focus();
  const clipboardData = new DataTransfer();
  if (html) clipboardData.setData("text/html", html);
  clipboardData.setData("text/plain", text);
  const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
  // A browser inserts what no script has taken.
  if (element.dispatchEvent(event) && "value" in element) {
    document.execCommand("insertText", false, text);
  }
}"""
EMPTY = {"key": "aaaaa", "text": "", "type": "unstyled", "depth": 0}
NUMBERS = count(1)

ARABIC = (
    "<p><b>مهام البلدية</b></p>"
    '<p>تقدّم البلدية خدماتها <b>لكل السكان</b> وتنشر <a href="https://example.org/budget">'
    "ميزانيتها</a>.</p>"
    "<ul><li>المياه</li><li>النقل</li></ul>"
)
ENGLISH = (
    "<p><b>The tasks</b></p>"
    "<p>A council serves all its residents, <b>always</b> and <i>openly</i>.</p>"
    "<ol><li>Listen</li><li>Decide</li></ol>"
)


@pytest.fixture(scope="module")
def context(chromium, running_site):
    """A browser in which an administrator has signed in."""
    context = chromium.new_context(locale="ar", viewport={"width": 1500, "height": 900})
    page = context.new_page()
    sign_in(page, running_site)
    page.close()
    yield context
    context.close()


def rows(site, sql):
    """What the running site's database answers."""
    with closing(sqlite3.connect(site.data_dir / "data" / "db.sqlite3", timeout=20)) as database:
        return database.execute(sql).fetchall()


@pytest.fixture
def new_page(context, running_site):
    """The form of a new page with an empty rich text in each language's body."""
    [[home]] = rows(running_site, "SELECT root_page_id FROM wagtailcore_site")
    page = context.new_page()
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(f"{running_site.url}/admin/pages/add/pages/contentpage/{home}/")
    page.locator("body.ready").wait_for()
    page.fill("[name=title_ar]", f"لصق {next(NUMBERS)}")
    raw = {"blocks": [EMPTY | {"inlineStyleRanges": [], "entityRanges": []}], "entityMap": {}}
    page.evaluate(
        "(value) => { for (const id of ['body_ar', 'body_en'])"
        " document.getElementById(`${id}-root`).rootBlock.setState("
        "[{ type: 'rich_text', id: null, value }]); }",
        json.dumps(raw),
    )
    yield page
    page.close()


def saved(page, site):
    """The contents of the page's draft after saving the form."""
    [[before]] = rows(site, "SELECT max(id) FROM wagtailcore_revision")
    page.locator("[data-edit-form]").evaluate("form => form.requestSubmit()")
    page.wait_for_url(re.compile(r"/admin/pages/\d+/edit/"))
    page.locator("body.ready").wait_for()
    [[content]] = rows(
        site,
        f"SELECT content FROM wagtailcore_revision WHERE id > {before} ORDER BY id DESC LIMIT 1",
    )
    return json.loads(content)


def rich_text(content, language):
    """The markup of a draft's only block of text, without the editor's own attributes."""
    [block] = json.loads(content[f"body_{language}"])
    return re.sub(r' data-block-key="\w+"', "", block["value"])


@pytest.mark.parametrize(
    ("name", "language", "expected"),
    [
        ("word-ar.html", "ar", ARABIC),
        ("word-en.html", "en", ENGLISH),
        ("google-docs-ar.html", "ar", ARABIC),
        ("google-docs-en.html", "en", ENGLISH),
        (
            "pdf-ar.txt",
            "ar",
            "<p>تقدم البلدية خدماتها لكل السكان دون استثناء ودون تمييز وتنشر ميزانيتها كل عام.</p>",
        ),
        (
            "pdf-en.txt",
            "en",
            "<p>A council serves all its residents, always and openly, and it publishes its "
            "budget every year.</p><p>Listen</p><p>Decide</p>",
        ),
    ],
)
def test_rich_text_keeps_its_structure_and_loses_its_junk(
    new_page, running_site, name, language, expected
):
    content = (PASTES / name).read_bytes().decode()
    html = content if name.endswith(".html") else ""
    editor = new_page.locator(f"[data-contentpath=body_{language}] .public-DraftEditor-content")
    editor.evaluate(PASTE, {"html": html, "text": re.sub(r"<[^>]*>", "", content)})
    # The editor hands its text to the form a moment later.
    new_page.wait_for_function(
        "(name) => JSON.parse("
        "document.querySelector(`[name=${name}]`)?.value || 'null')?.blocks[0]?.text",
        arg=f"body_{language}-0-value",
    )
    found = rich_text(saved(new_page, running_site), language)
    assert re.sub(r"<p>\s*</p>", "", found) == expected


@pytest.mark.parametrize(
    ("field", "name", "expected"),
    [
        (
            "summary_ar",
            "pdf-ar.txt",
            "تقدم البلدية خدماتها لكل السكان دون استثناء ودون تمييز وتنشر ميزانيتها كل عام.",
        ),
        (
            "title_ar",
            "pdf-ar.txt",
            "تقدم البلدية خدماتها لكل السكان دون استثناء ودون تمييز وتنشر ميزانيتها كل عام.",
        ),
        (
            "summary_en",
            "pdf-en.txt",
            "A council serves all its residents, always and openly, and it publishes its "
            "budget every year.\nListen\nDecide",
        ),
    ],
)
def test_plain_inputs_take_whole_sentences_in_plain_letters(
    new_page, running_site, field, name, expected
):
    new_page.fill(f"[name={field}]", "")
    text = (PASTES / name).read_bytes().decode()
    new_page.locator(f"[name={field}]").evaluate(PASTE, {"html": "", "text": text})
    assert saved(new_page, running_site)[field].replace("\r\n", "\n").strip() == expected


def table(rows, cell="td"):
    """A table as Word writes it, with a paragraph in each cell."""
    cells = "".join(
        "<tr>" + "".join(f"<{cell}><p>{text}\n</p></{cell}>" for text in row) + "</tr>"
        for row in rows
    )
    return f"<table><tbody>\n{cells}\n</tbody></table>"


ITEM = "النقل العام بين الأحياء وصيانة الطرق والأرصفة"

# A function, what it is given, and what it makes of it.
CLEANED = [
    ("joinLines", f"• {ITEM}\n• {ITEM}", f"• {ITEM}\n• {ITEM}"),
    ("joinLines", f"1. {ITEM}\n٢. {ITEM}\n(3) {ITEM}", f"1. {ITEM}\n٢. {ITEM}\n(3) {ITEM}"),
    ("joinLines", f"أ) {ITEM}\nب) {ITEM}", f"أ) {ITEM}\nب) {ITEM}"),
    ("joinLines", f"{ITEM}\nفي عام\n2024 أيضا", f"{ITEM} في عام\n2024 أيضا"),
    ("cleanText", "لغة C++\u200e في جملة", "لغة C++\u200e في جملة"),
    ("cleanText", "\u200fنص\u200e عربي.\u200f\u202c", "نص عربي."),
    (
        "cleanHtml",
        f"<p>قبل</p>{table([['المستوى', 'المهمة'], ['محلي', 'المياه']])}<p>بعد</p>",
        "<p>قبل</p><p>المستوى | المهمة</p><p>محلي | المياه</p><p>بعد</p>",
    ),
    (
        "cleanHtml",
        table([["Level", "Task"]], "th") + table([["Local", '<a href="https://a.se/">Water</a>']]),
        '<p><b>Level</b> | <b>Task</b></p><p>Local | <a href="https://a.se/">Water</a></p>',
    ),
    ("cleanHtml", table([["The whole text"]]), "<p>The whole text</p>"),
    ("cleanHtml", '<p lang="EN-US">One <bdi lang="sv">två</bdi></p>', "<p>One <bdi>två</bdi></p>"),
]


def test_lists_marks_and_tables_are_kept_as_far_as_they_can_be(chromium):
    page = chromium.new_page()
    page.add_script_tag(path=BASE_DIR / "static/js/pages/staff/paste-cleaning.js")
    found = page.evaluate(
        "calls => calls.map(([name, value]) => globalThis.pasteCleaning[name](value))",
        [[name, value] for name, value, _expected in CLEANED],
    )
    page.close()
    assert found == [expected for _name, _value, expected in CLEANED]


def test_what_is_clean_is_left_to_the_browser(new_page, running_site):
    new_page.locator("[name=summary_en]").evaluate(PASTE, {"html": "", "text": "One (2) three"})
    assert saved(new_page, running_site)["summary_en"] == "One (2) three"
