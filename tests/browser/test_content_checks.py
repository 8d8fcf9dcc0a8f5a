"""The preview's content checks: each fault is told in both admin languages, and nothing else."""

import re
import sqlite3
from contextlib import closing

import pytest
from django.utils import translation
from playwright.sync_api import expect

from pages.staff.content_checks import RULES
from tests.conftest import LANGUAGES
from tests.running_site import BASE_DIR, sign_in

SCRIPT = BASE_DIR / "static/js/content-checks.js"

# A function, its arguments, and whether it finds the fault.
JUDGEMENTS = [
    ("hasUnmarkedLanguage", ("نص عربي with English words", "ar"), True),
    ("hasUnmarkedLanguage", ("برنامج SymbioCity في SKL وUNDP", "ar"), False),
    ("hasUnmarkedLanguage", ("كلمة internet وحدها", "ar"), False),
    ("hasUnmarkedLanguage", ("اكتب إلى info@example.org أو www.example.org/about", "ar"), False),
    ("hasUnmarkedLanguage", ("English with الإدارة المحلية inside", "en"), True),
    ("hasUnmarkedLanguage", ("English with شورى inside", "en"), False),
    ("hasDoubledSpace", ("one  two",), True),
    ("hasDoubledSpace", ("one \u00a0two",), True),
    ("hasDoubledSpace", ("one\n        two",), False),
    ("hasLatinPunctuation", ("مدن, قرى", "ar"), True),
    ("hasLatinPunctuation", ("لماذا?", "ar"), True),
    ("hasLatinPunctuation", ("٥٠%", "ar"), True),
    ("hasLatinPunctuation", ("مدن، قرى؛ 1,000 و50%؟", "ar"), False),
    ("hasLatinPunctuation", ("towns, villages", "en"), False),
    ("hasStrayDirectionMarks", ("\u200fنص",), True),
    ("hasStrayDirectionMarks", ("نص\u200e عربي",), True),
    ("hasStrayDirectionMarks", ("لغة C++\u200e في جملة",), False),
    ("hasStrayDirectionMarks", ("\u202aكلمة",), True),
    ("hasStrayDirectionMarks", ("\u2067كلمة\u2069 بعدها",), False),
    ("hasStrayDirectionMarks", ("كلمة\u2069",), True),
    ("hasPresentationForms", ("ﻣﺮﺣﺒﺎ",), True),
    ("hasPresentationForms", ("مرحبا ﷺ ﴿نص﴾",), False),
    ("hasMixedDigits", ("2024 و٢٠٢٥",), True),
    ("hasMixedDigits", ("٢٠٢٤ و٢٠٢٥",), False),
    ("isVagueLink", ("  Click here! ",), True),
    ("isVagueLink", ("اضغط هنا",), True),
    ("isVagueLink", ("المزيد…",), True),
    ("isVagueLink", ("هُنا",), True),
    ("isVagueLink", ("Read the annual report",), False),
    ("isFileName", ("IMG_0001",), True),
    ("isFileName", ("town-hall final.jpeg",), True),
    ("isFileName", ("A town hall with 2 doors",), False),
]


def test_each_fault_is_told_from_what_only_looks_like_it(chromium):
    page = chromium.new_page()
    page.add_script_tag(path=SCRIPT)
    found = page.evaluate(
        "calls => calls.map(([name, values]) => globalThis.contentChecks[name](...values))",
        [[name, list(values)] for name, values, _expected in JUDGEMENTS],
    )
    page.close()
    wrong = [
        judgement
        for judgement, answer in zip(JUDGEMENTS, found, strict=True)
        if answer is not judgement[2]
    ]
    assert wrong == []


def block(kind, value):
    """A block's state as the editor's stream takes it."""
    return {"type": kind, "value": value, "id": None}


def link(label):
    """A block with one link."""
    button = {"label": label, "page": None, "url": "https://example.org/", "style": "primary"}
    return block("buttons", {"buttons": [block("item", button)]})


def quotation(text):
    """A block with a text."""
    return block("quote", {"text": text, "source": "", "language": ""})


# By rule: the body that has the fault, for the rules of words.
FAULTS = {
    "ar": {
        "text-language": [quotation("نص عربي with English words")],
        "link-words": [link("هنا")],
        "doubled-space": [quotation("كلمة  وكلمة")],
        "latin-punctuation": [quotation("مدن, وقرى")],
        "direction-marks": [quotation("كلمة \u200f وكلمة")],
        "presentation-forms": [quotation("ﻣﺮﺣﺒﺎ")],
        "mixed-digits": [quotation("عام 2024"), quotation("عام ٢٠٢٥")],
    },
    "en": {
        "text-language": [quotation("English with الإدارة المحلية inside")],
        "link-words": [link("Read more")],
        "doubled-space": [quotation("one  two")],
        "direction-marks": [quotation("one \u200e two")],
        "presentation-forms": [quotation("ﻣﺮﺣﺒﺎ")],
        "mixed-digits": [quotation("In 2024"), quotation("In ٢٠٢٥")],
    },
}
CLEAN = {
    "ar": [quotation("نص سليم، فيه SymbioCity و2024."), link("التقرير السنوي")],
    "en": [quotation("A sound text, with شورى in it."), link("Annual report")],
}


@pytest.fixture(scope="module", params=LANGUAGES)
def admin_language(request):
    """The language of the admin."""
    return request.param


@pytest.fixture(scope="module")
def editor(admin_language, chromium, running_site):
    """The editor of a page, its checks open, signed in with the admin in one language."""
    context = chromium.new_context(locale=admin_language, viewport={"width": 1500, "height": 900})
    page = context.new_page()
    sign_in(page, running_site)
    number = rows(running_site, "SELECT id FROM pages_basepage WHERE slug = 'privacy'")[0][0]
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(f"{running_site.url}/admin/pages/{number}/edit/")
    page.locator("body.ready").wait_for()
    page.locator("[data-side-panel-toggle=checks]").click()
    # The first preview has been looked at: nothing is changed under the checks.
    expect(page.locator("[data-content-word-count]")).to_have_text(re.compile(r"\d"))
    yield page
    context.close()


def rows(site, sql, *values):
    """What the running site's database answers."""
    path = site.data_dir / "data" / "db.sqlite3"
    with closing(sqlite3.connect(path, timeout=20)) as database, database:
        return database.execute(sql, values).fetchall()


def show(page, language, body):
    """Write a body, and have it previewed in a language."""
    page.evaluate(
        "([id, state]) => document.getElementById(`${id}-root`).rootBlock.setState(state)",
        [f"body_{language}", body],
    )
    preview(page, language)


def preview(page, language):
    """Have the form as it is now previewed in a language, and wait a little for a preview to be
    looked at: the admin takes up no other one while one is under way."""
    page.evaluate(
        """async language => {
            const checked = new Promise(resolve => {
                document.addEventListener("w-preview:content", resolve, { once: true });
                setTimeout(resolve, 5_000);
            });
            const mode = document.querySelector("[data-w-preview-target=mode]");
            mode.value = language;
            mode.dispatchEvent(new Event("change", { bubbles: true }));
            await checked;
        }""",
        language,
    )


def expect_findings(page, language, names):
    """The panel tells these findings and no other, of what is written in a language."""
    found = page.locator("[data-checks-panel] [data-content-checker-name]")
    for _attempt in range(5):
        try:
            expect(found).to_have_text(names, timeout=3_000)
        except AssertionError:
            preview(page, language)
        else:
            return
    expect(found).to_have_text(names)


def said(rule, language):
    """What a rule says in an admin language."""
    with translation.override(language):
        return str(RULES[rule][1])


# Each rule is told of in one admin language here and in the other there; one admin after the other.
TOLD = sorted(
    (LANGUAGES[(number + place) % len(LANGUAGES)], language, rule)
    for number, language in enumerate(FAULTS)
    for place, rule in enumerate(FAULTS[language])
)


@pytest.mark.parametrize(
    ("admin_language", "language", "rule"), TOLD, indirect=["admin_language"], scope="module"
)
def test_a_fault_of_words_is_told(editor, admin_language, language, rule):
    show(editor, language, FAULTS[language][rule])
    expect_findings(editor, language, [said(rule, admin_language)])


def test_a_page_put_right_has_no_finding(editor, admin_language):
    language = LANGUAGES[LANGUAGES.index(admin_language) - 1]
    show(editor, language, FAULTS[language]["doubled-space"])
    expect_findings(editor, language, [said("doubled-space", admin_language)])
    show(editor, language, CLEAN[language])
    expect_findings(editor, language, [])


def picture(site, **changes):
    """A body with a picture like one of the demo site's, but for some columns."""
    [image] = rows(site, "SELECT min(id) FROM pages_customimage")
    names = [row[1] for row in rows(site, "PRAGMA table_info(pages_customimage)") if row[1] != "id"]
    values = ", ".join("?" if name in changes else name for name in names)
    rows(
        site,
        f"INSERT INTO pages_customimage ({', '.join(names)}) SELECT {values}"
        " FROM pages_customimage WHERE id = ?",
        *(changes[name] for name in names if name in changes),
        *image,
    )
    [[pk]] = rows(site, "SELECT max(id) FROM pages_customimage")
    chosen = {"id": pk, "title": "Picture", "edit_url": "", "preview": {"url": "", "width": 1}}
    return [block("image", {"image": chosen, "caption": "", "decorative": False})]


@pytest.mark.parametrize(
    ("alternative", "decorative", "rule"),
    [
        ("", False, "picture-alternative"),
        ("IMG_0001", False, "picture-file-name"),
        ("", True, None),
    ],
)
def test_a_picture_that_says_nothing_is_told_unless_it_is_decorative(
    editor, running_site, admin_language, alternative, decorative, rule
):
    language = admin_language
    show(editor, language, FAULTS[language]["doubled-space"])
    expect_findings(editor, language, [said("doubled-space", admin_language)])
    changes = {f"alt_{language}": alternative, "is_decorative": decorative}
    show(editor, language, picture(running_site, **changes))
    expect_findings(editor, language, [said(rule, admin_language)] if rule else [])
