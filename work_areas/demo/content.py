"""Pure: the demo site's TOML files as data, each text picked out per language."""

import tomllib
from pathlib import Path

from languages import cldr

FOLDER = Path(__file__).parent
# The tree, in order: the pages below the home page, then those below their indexes.
TOP_PAGES = ("about", "work-areas", "partnerships", "glossary", "accessibility", "privacy")
AREA_PAGES = (
    "decentralisation",
    "local-authority-associations",
    "territorial-development",
    "local-democracy",
    "municipal-services",
    "partnership-themes",
    "eu-integration",
    "symbiocity",
)
PARTNERSHIP_PAGES = (
    "water-for-every-district",
    "a-budget-open-to-residents",
    "new-tasks-new-finances",
    "an-association-finds-its-voice",
    "women-in-the-council",
    "a-town-planned-as-a-whole",
)
# The pages below those of the first level.
BELOW = {"work-areas": AREA_PAGES, "partnerships": PARTNERSHIP_PAGES}


def read(name):
    """The data of one file, by its name without ending."""
    with (FOLDER / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


def is_text(value):
    """Whether a value is one text in every language: ``{"ar": ..., "en": ...}``."""
    return isinstance(value, dict) and set(value) == set(cldr.language_codes())


def in_language(value, language):
    """``value`` with every text in it, however deep, replaced by that of a language."""
    if is_text(value):
        return value[language]
    if isinstance(value, dict):
        return {key: in_language(part, language) for key, part in value.items()}
    if isinstance(value, list):
        return [in_language(part, language) for part in value]
    return value


def as_columns(values):
    """A mapping of field names to values, with each text spread over its columns."""
    spread = {}
    for name, value in values.items():
        if is_text(value):
            spread |= {f"{name}_{language}": value[language] for language in value}
        else:
            spread[name] = value
    return spread


def raw_table(block):
    """A typed table's stored form, from a caption and rows of texts, the first of them headings."""
    headings, *rows = block["rows"]
    return {
        "caption": block["caption"],
        "columns": [{"type": "text", "heading": heading} for heading in headings],
        "rows": [{"values": row} for row in rows],
    }


def raw_body(body, language, page_ids):
    """A body's stored form in a language; ``page_ids`` gives a page's key by its slug."""
    stream = []
    for block in body:
        kind, value = block["type"], {k: v for k, v in block.items() if k != "type"}
        value = in_language(value, language)
        if kind == "table":
            value = raw_table(value)
        elif kind == "buttons":
            value["buttons"] = [
                {**button, "page": page_ids[button["page"]]} for button in value["buttons"]
            ]
        stream.append({"type": kind, "value": value})
    return stream
