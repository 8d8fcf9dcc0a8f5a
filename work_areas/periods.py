"""Pure: a partnership's period, whose ends are known to the year, month or day."""

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Literal

_PARTIAL_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII)
FIRST_YEAR, LAST_YEAR = 1900, 2199

PLANNED, RUNNING, FINISHED = "planned", "running", "finished"


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A year, month or day: ``text`` in ISO 8601, and its first and last day."""

    text: str
    first: date
    last: date


def partial_date(text: str) -> PartialDate:
    """The PartialDate for a text, with digits of any script; ValueError if it is not one."""
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


def status(start: str, end: str, today: date) -> str:
    """``PLANNED``, ``RUNNING`` or ``FINISHED``: the status of a period on a day.

    In: partial dates as texts, ``end`` empty if open. Invalid ones count as open.
    """
    if today < _read(start, "first", date.min):
        return PLANNED
    return FINISHED if today > _read(end, "last", date.max) else RUNNING


def _read(text: str, side: Literal["first", "last"], otherwise: date) -> date:
    try:
        found = partial_date(text)
    except ValueError:
        return otherwise
    return found.first if side == "first" else found.last
