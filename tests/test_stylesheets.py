"""House rules of the stylesheets: one set for both directions, colours in one place."""

import re

import pytest
import tinycss2
from babel.core import get_global, parse_locale
from babel.localedata import locale_identifiers

from tests.running_site import BASE_DIR

FOLDER = BASE_DIR / "static" / "css"
SHEETS = sorted(FOLDER.rglob("*.css"))

# Properties and values that mean a side of the screen rather than of the text.
PHYSICAL_PROPERTY = re.compile(
    r"(margin|padding|border|scroll-margin|scroll-padding)-(left|right)(-|$)|^(left|right)$"
    r"|border-(top|bottom)-(left|right)-radius"
)
PHYSICAL_VALUE = {
    "text-align": {"left", "right"},
    "float": {"left", "right"},
    "clear": {"left", "right"},
}
COLOUR = re.compile(
    r"#[0-9a-f]{3,8}\b|\b(rgb|rgba|hsl|hsla|oklch|oklab|lab|lch|hwb)\(", re.IGNORECASE
)


def name_of(sheet):
    """A stylesheet's path in its folder."""
    return str(sheet.relative_to(FOLDER))


def declarations(sheet):
    """Every declaration of a stylesheet, however deep, as (property, value)."""
    waiting = [tinycss2.parse_stylesheet(sheet.read_text(), skip_comments=True)]
    while waiting:
        for node in waiting.pop():
            if node.type == "declaration":
                yield node.lower_name, tinycss2.serialize(node.value).strip()
            elif node.type in ("qualified-rule", "at-rule") and node.content:
                waiting.append(tinycss2.parse_blocks_contents(node.content, skip_comments=True))


@pytest.mark.parametrize("sheet", SHEETS, ids=name_of)
def test_no_side_of_the_screen_is_named(sheet):
    named = [
        (name, value)
        for name, value in declarations(sheet)
        if PHYSICAL_PROPERTY.search(name) or value in PHYSICAL_VALUE.get(name, ())
    ]

    assert named == []


@pytest.mark.parametrize("sheet", SHEETS, ids=name_of)
def test_colours_stand_among_the_tokens_only(sheet):
    colours = [(name, value) for name, value in declarations(sheet) if COLOUR.search(value)]

    assert bool(colours) == (sheet.name == "tokens.css")


@pytest.mark.parametrize("sheet", SHEETS, ids=name_of)
def test_type_follows_the_script_and_layout_the_direction_itself(sheet):
    selectors = re.findall(r"\[dir[^\]]*\]|\.rtl\b", sheet.read_text())

    assert selectors == []


def test_the_type_of_the_arabic_script_is_that_of_all_languages_written_in_it():
    selected = re.findall(r":lang\(([^)]+)\)", (FOLDER / "tokens.css").read_text())
    likely = get_global("likely_subtags")
    written = set()
    for name in locale_identifiers():
        language, _territory, script, *_rest = parse_locale(name)
        usual = likely.get(language, "").split("_")[1:2]
        if "Arab" in (script, *([] if script else usual)):
            written.add(language if usual == ["Arab"] else f"{language}-Arab")

    assert set(selected) == written


def test_the_rules_see_what_they_are_for(tmp_path):
    sheet = tmp_path / "bad.css"
    sheet.write_text(
        "@layer base { .a { .b { margin-left: 1px; text-align: right; color: #fff } } }"
    )

    found = list(declarations(sheet))

    assert found == [("margin-left", "1px"), ("text-align", "right"), ("color", "#fff")]
    assert PHYSICAL_PROPERTY.search("margin-left")
    assert COLOUR.search("#fff")
