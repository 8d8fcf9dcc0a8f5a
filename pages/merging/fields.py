"""Three-way comparison of one value: as rendered in a form, as submitted, as saved meanwhile.

Forms carry digests of the values they were rendered with.
"""

import hashlib
import json
from collections.abc import Container, Iterator, Sequence
from enum import Enum
from typing import Any

from bs4 import BeautifulSoup
from bs4.element import Comment, NavigableString
from wagtail.blocks import StreamValue
from wagtail.rich_text import RichText

from languages.characters import clean


class Resolution(Enum):
    """Which value is kept after a merge."""

    MINE = "mine"
    THEIRS = "theirs"
    CONFLICT = "conflict"


def resolve(shown: str | None, mine: str, theirs: str) -> Resolution:
    """Compare the digests of the rendered, the submitted and the saved value.

    Without a digest of the rendered value, the submitted one is kept.
    """
    if shown is None or theirs in (shown, mine):
        return Resolution.MINE
    return Resolution.THEIRS if mine == shown else Resolution.CONFLICT


def merge_order(
    shown: Sequence[str], mine: Sequence[str], theirs: Sequence[str], surviving: Container[str]
) -> list[str]:
    """The keys of the surviving items in order: mine if I changed the order, else theirs.

    Items that only the other side has are placed after their predecessor there.
    """
    known = [key for key in shown if key in mine]
    i_moved = [key for key in mine if key in known] != known
    first, second = (mine, theirs) if i_moved else (theirs, mine)
    merged = [key for key in first if key in surviving]
    for position, key in enumerate(second):
        if key in surviving and key not in merged:
            before = [other for other in second[:position] if other in merged]
            merged.insert(merged.index(before[-1]) + 1 if before else 0, key)
    return merged


def normal_html(html: str) -> str:
    """Rich text without differences that only the editor's session makes."""
    soup = BeautifulSoup(html, "html.parser")
    for tag in soup.find_all(True):
        tag.attrs = {k: v for k, v in sorted(tag.attrs.items()) if k != "data-block-key"}
        tag.name = {"strong": "b", "em": "i"}.get(tag.name, tag.name)
    for text in soup.find_all(string=True):
        if isinstance(text, Comment) or (
            isinstance(text, NavigableString) and "\n" in text and not text.strip()
        ):
            text.extract()
    return str(soup)


def normal(value: object) -> Any:
    """A value as JSON-compatible data, equal for values that readers cannot tell apart.

    Block ids are left out: an unedited stream gets new random ones each time.
    """
    if isinstance(value, StreamValue):
        return normal(value.get_prep_value())
    if isinstance(value, RichText):
        return normal(value.source)
    if isinstance(value, dict):
        parts = {
            str(name): normal(part)
            for name, part in value.items()
            if not (name == "id" and "type" in value)
        }
        # An empty part may have been absent before.
        return {name: part for name, part in parts.items() if part != "" or name == "value"}
    if isinstance(value, list | tuple):
        return [normal(_bare(part)) for part in value]
    if value is None or isinstance(value, bool | int | float):
        return "" if value is None or value is False else value
    text = clean(str(value)).replace("\r\n", "\n").strip()
    return normal_html(text) if "<" in text else text


def _bare(part: Any) -> Any:
    """A list block's part without the wrapper that the editor adds at its first save."""
    is_wrapped = isinstance(part, dict) and part.get("type") == "item"
    return part.get("value") if is_wrapped and part.keys() <= {"type", "value", "id"} else part


def value_digest(value: object) -> str:
    """A short hash of a value in its normal form."""
    text = json.dumps(normal(value), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:20]


def plain_text(value: object) -> str:
    """A value as lines of text, for people who compare two versions."""
    return "\n".join(_lines(normal(value)))


def _lines(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        parts = [part for name, part in value.items() if name != "type" or "value" not in value]
        yield from _lines(parts)
    elif isinstance(value, list):
        for part in value:
            yield from _lines(part)
    elif value != "":
        text = str(value)
        yield BeautifulSoup(text, "html.parser").get_text(" ") if "<" in text else text
