"""Pure: the demo site's TOML files as data, with texts selected per language."""

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from languages import cldr
from languages.texts import column

FOLDER = Path(__file__).parent
# The tree, in order: the children of the home page, then those of some of these.
TOP_PAGES = (
    "about",
    "work-areas",
    "news",
    "publications",
    "partnerships",
    "glossary",
    "contact",
    "accessibility",
    "privacy",
)
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
# In the order of creation, the oldest first.
NEWS_PAGES = (
    "news-regional-forum",
    "news-waste-exchange",
    "news-associations-meeting",
    "news-charter-course",
    "news-open-budget",
)
PUBLICATION_PAGES = (
    "publication-candidate-survey",
    "publication-service-standards",
    "publication-first-year",
    "publication-budget-page",
)
PARTNERSHIP_PAGES = (
    "water-for-every-district",
    "a-budget-open-to-residents",
    "new-tasks-new-finances",
    "an-association-finds-its-voice",
    "women-in-the-council",
    "a-town-planned-as-a-whole",
)
PAGES_BELOW = {
    "work-areas": AREA_PAGES,
    "news": NEWS_PAGES,
    "publications": PUBLICATION_PAGES,
    "partnerships": PARTNERSHIP_PAGES,
}
ALL_PAGES = (*TOP_PAGES, *AREA_PAGES, *NEWS_PAGES, *PUBLICATION_PAGES, *PARTNERSHIP_PAGES)


def read(name: str) -> dict[str, Any]:
    """The data of a file, by its name without extension."""
    with (FOLDER / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


def is_text(value: object) -> bool:
    """Whether a value is a text in several languages: ``{"ar": ..., "en": ...}``.

    The site may have more or fewer languages than the demo site.
    """
    return isinstance(value, dict) and bool(value) and all(map(cldr.is_language, value))


def languages_of(*texts: Mapping[str, str]) -> list[str]:
    """The site's languages in which all of these texts exist, the default language first."""
    return [
        language for language in cldr.language_codes() if all(language in text for text in texts)
    ]


def in_language(value: Any, language: str) -> Any:
    """``value`` with every nested text replaced by its version in a language."""
    if is_text(value):
        return value.get(language, "")
    if isinstance(value, dict):
        return {key: in_language(part, language) for key, part in value.items()}
    if isinstance(value, list):
        return [in_language(part, language) for part in value]
    return value


def as_columns(values: Mapping[str, Any]) -> dict[str, Any]:
    """A dict of field names and values, with each text expanded to its language columns."""
    spread = {}
    for name, value in values.items():
        if is_text(value):
            for language in value.keys() & set(cldr.language_codes()):
                spread[column(name, language)] = value[language]
        else:
            spread[name] = value
    return spread


def raw_table(block: Mapping[str, Any]) -> dict[str, Any]:
    """A typed table's raw value, from a caption and rows of texts; the first row holds the
    headings."""
    headings, *rows = block["rows"]
    return {
        "caption": block["caption"],
        "columns": [{"type": "text", "heading": heading} for heading in headings],
        "rows": [{"values": row} for row in rows],
    }


def raw_body(
    body: Iterable[Mapping[str, Any]], language: str, page_ids: Mapping[str, int]
) -> list[dict[str, Any]]:
    """A body's raw stream data in a language; ``page_ids`` maps slugs to primary keys."""
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
