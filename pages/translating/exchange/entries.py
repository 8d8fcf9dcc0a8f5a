"""The content of an exchange file in any format: its languages and its entries."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from django.conf import settings
from django.utils.translation import gettext as _

from languages import cldr
from pages.translating.segments import Segment


class ExchangeError(ValueError):
    """A file cannot be imported; the message gives the reason and, if known, the place."""

    def __init__(self, message, name="", line=None):
        super().__init__(message)
        self.message, self.name, self.line = message, name, line

    def __str__(self):
        """``file:line: message``, as far as they are known."""
        return ": ".join(filter(None, [place(self.name, self.line), str(self.message)]))


def place(name, line):
    """A place in a file: ``file:line``."""
    return f"{name}:{line}" if name and line else name


# Export


@dataclass(frozen=True, slots=True)
class Text:
    """A segment in a file, with its label and notes for its translator in the target language."""

    segment: Segment
    label: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """The texts of one unit: its key (``units.unit_key``), its title, the public address of it and
    that of its editor, when it was last saved."""

    key: str
    title: str
    address: str
    editor: str
    changed_at: datetime | None
    texts: list[Text] = field(default_factory=list)


# Import


class EntryState(StrEnum):
    """The state of a translation in a file: translated, fuzzy, or empty."""

    TRANSLATED = "translated"
    FUZZY = "fuzzy"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Entry:
    """A text in an imported file.

    ``unit`` and ``segment`` identify the text, ``exported`` is its fingerprint at the export, empty
    if the file has none; ``line`` is its place. ``is_escaped``: the texts escape ``&``, ``<`` and
    ``>`` whether or not the segment is a rich text.
    """

    unit: str
    segment: str
    source: str
    target: str
    state: EntryState
    exported: str = ""
    line: int | None = None
    is_escaped: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """An imported file: its name, its two languages, its entries in order."""

    name: str
    source: str
    target: str
    entries: list[Entry]


def checked(document):
    """Return the document; raises ExchangeError if it has a text twice."""
    met = set()
    for entry in document.entries:
        if (entry.unit, entry.segment) in met:
            message = _("The text “%(text)s” is in the file twice.")
            text = shortened(f"{entry.unit}/{entry.segment}")
            raise ExchangeError(message % {"text": text}, document.name, entry.line)
        met.add((entry.unit, entry.segment))
    return document


def shortened(text, length=80):
    """A text for a message, in one line and not too long."""
    text = " ".join(text.split())
    return text if len(text) <= length else f"{text[: length - 1]}…"


def site_language(code):
    """The site's code for what a file calls a language (``ar_JO``, ``AR``), or None."""
    wanted = str(code or "").strip().replace("_", "-").lower()
    known = {language.lower(): language for language, _name in settings.LANGUAGES}
    return known.get(wanted) or known.get(wanted.partition("-")[0])


def languages_of(source, target, name, line=None):
    """The site's codes for a file's two languages; raises ExchangeError for any others."""
    found = []
    for code in (source, target):
        if not (code or "").strip():
            message = _("The file does not name its source and target languages.")
            raise ExchangeError(message, name, line)
        if (language := site_language(code)) is None:
            message = _("The site has no language “%(code)s”.") % {"code": shortened(code, 20)}
            raise ExchangeError(message, name, line)
        found.append(language)
    if found[0] == found[1]:
        message = _("The file’s source and target languages are the same: %(language)s.")
        raise ExchangeError(message % {"language": cldr.own_name(found[0])}, name, line)
    return tuple(found)
