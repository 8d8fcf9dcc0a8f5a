"""Pure: the period of a partnership, whose ends may be known to the year, the month or the day."""

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

_PARTIAL_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII)
FIRST_YEAR, LAST_YEAR = 1900, 2199

PLANNED, RUNNING, FINISHED = "planned", "running", "finished"


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A year, a month or a day: ``text`` in ISO 8601, and the days that it spans."""

    text: str
    first: date
    last: date


def partial_date(text):
    """The PartialDate that a text names, in any script's digits; ValueError when it names none."""
    digits = (str(unicodedata.digit(letter, letter)) for letter in text.strip())
    if not (match := _PARTIAL_DATE.fullmatch("".join(digits))):
        raise ValueError(text)
    year, *rest = (int(part) for part in match.groups() if part)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(text)
    first = date(year, *[*rest, 1, 1][:2])
    if len(rest) == 2:
        last = first
    elif rest:
        last = first.replace(day=monthrange(year, first.month)[1])
    else:
        last = date(year, 12, 31)
    return PartialDate("-".join([f"{year:04}", *(f"{part:02}" for part in rest)]), first, last)


def status(start, end, today):
    """``PLANNED``, ``RUNNING`` or ``FINISHED``: what the period makes of a partnership on a day.

    In: texts of partial dates, ``end`` empty while it is open. What cannot be read counts as open.
    """
    if today < _read(start, "first", date.min):
        return PLANNED
    return FINISHED if today > _read(end, "last", date.max) else RUNNING


def _read(text, side, otherwise):
    try:
        return getattr(partial_date(text), side)
    except ValueError:
        return otherwise
