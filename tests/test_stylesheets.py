"""House rules of the stylesheets: one set for both directions, colours in one place."""

import re
from itertools import chain

import pytest
from babel.core import get_global, parse_locale
from babel.localedata import locale_identifiers

from tests.running_site import BASE_DIR
from tests.stylesheets import (
    FOLDER,
    PUBLIC,
    SHEETS,
    classes,
    declarations,
    faults,
    name_of,
)

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
# The value of a class attribute in a template, a script or a text that Python makes.
CLASSES = re.compile(r"""\bclass(?:Name)?\s*=\s*"((?:{%.*?%}|{{.*?}}|[^"])*)\"""")
COLOUR = re.compile(
    r"#[0-9a-f]{3,8}\b|\b(rgb|rgba|hsl|hsla|oklch|oklab|lab|lch|hwb)\(", re.IGNORECASE
)


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


@pytest.mark.parametrize("sheet", SHEETS, ids=name_of)
def test_every_stylesheet_can_be_read_to_its_end(sheet):
    assert faults(sheet) == []


def test_every_property_of_our_own_is_set_somewhere():
    found = [pair for sheet in SHEETS for pair in declarations(sheet)]
    # Those with a default may be set; Wagtail sets those that begin with its letter.
    used = {name for _, value in found for name in re.findall(r"var\((--(?!w-)[\w-]+)\)", value)}

    assert used - {name for name, _ in found} == set()


def test_every_class_of_the_public_stylesheets_is_on_an_element_somewhere():
    files = [
        BASE_DIR.joinpath("templates").rglob("*.html"),
        BASE_DIR.joinpath("static").rglob("*.js"),
    ]
    files += [
        BASE_DIR.joinpath(name).rglob("*.py") for name in ("languages", "pages", "work_areas")
    ]
    values = [value for path in chain(*files) for value in CLASSES.findall(path.read_text())]
    words = set(re.findall(r"[\w-]+", " ".join(values)))
    # What a template puts together: ``page-head--{{ variant }}``.
    begun = tuple(word for word in words if word.endswith("--"))

    named = {name for sheet in PUBLIC for name in classes(sheet)}
    assert {name for name in named - words if not name.startswith(begun)} == set()


def test_the_rules_see_what_they_are_for(tmp_path):
    sheet = tmp_path / "bad.css"
    sheet.write_text(
        "@layer base { .a { .b { margin-left: 1px; text-align: right; color: #fff } } }"
    )

    found = list(declarations(sheet))

    assert found == [("margin-left", "1px"), ("text-align", "right"), ("color", "#fff")]
    sheet.write_text("@layer a { .a-b, c:not(.d) { margin: 1.5em } .e { f: g; }")
    assert classes(sheet) == {"a-b", "d", "e"}
    assert faults(sheet) == ["blocks left open: 1"]
    assert PHYSICAL_PROPERTY.search("margin-left")
    assert COLOUR.search("#fff")
