"""Pure: telephone numbers in a text, and the links that dial them (RFC 3966)."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

# Between two numbers; an extension comes after one of its words.
_ALTERNATIVES = re.compile(r"\s*(?:/|\||,|;|،|؛)\s*|\s+(?:or|أو|و)\s+")
_EXTENSION = re.compile(
    r"\s*\(?\s*(?:extension|ext\.?|int\.?|x|#|تحويلة|تحويله|(?:ال)?داخلي|فرعي|مقسم)"
    r"\s*[:.]?\s*(\d{1,7})\s*\)?\s*\Z",
    re.IGNORECASE,
)
# The digit that is dialled inside a country alone: +46 (0)8 is +46 8 from abroad.
_TRUNK_PREFIX = re.compile(r"\(\s*0\s*\)")
_VISUAL = re.compile(r"[\s().\-\u2010-\u2015\u2212]")
# Emergency and service numbers have three digits.
_NUMBER = re.compile(r"\+?\d{3,}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a text: ``text`` as it is shown, ``uri`` the link that dials it, or empty."""

    text: str
    uri: str = ""


def uri_of(text: str) -> str:
    """The link for one number as people write it, in the digits of any script; empty if it is none:
    ``tel:+4684527000;ext=12`` for “+46 (0)8 452 70 00 ext. 12”."""
    text = "".join(
        str(unicodedata.decimal(letter, letter))
        for letter in text
        if unicodedata.category(letter) not in ("Cf", "Cc")
    )
    extension = _EXTENSION.search(text)
    number = text[: extension.start()] if extension else text
    if number.strip().startswith(("+", "00")):
        number = _TRUNK_PREFIX.sub("", number)
    number = _VISUAL.sub("", number)
    if number.startswith("00"):
        number = f"+{number[2:]}"
    if not _NUMBER.fullmatch(number):
        return ""
    return f"tel:{number};ext={extension[1]}" if extension else f"tel:{number}"


def parts_of(text: str) -> Iterator[Part]:
    """A text with one or several telephone numbers in pieces, which make it up again.

    Of an alternative that gives only its last digits, as “06 512 34 56 / 57”, the others are those
    of the first number.
    """
    position, first = 0, ""
    for separator in _ALTERNATIVES.finditer(text):
        first = first or uri_of(text[position : separator.start()])
        yield _part(text[position : separator.start()], first)
        yield Part(separator[0])
        position = separator.end()
    yield _part(text[position:], first)


def _part(text: str, first: str) -> Part:
    uri = uri_of(text)
    digits = uri.removeprefix("tel:") or _VISUAL.sub("", text)
    base = first.partition(";")[0]
    if first and digits.isdecimal() and not digits.startswith("0") and len(digits) < len(base) - 4:
        # In ASCII, as the digits of any script are once they are numbers.
        last = "".join(str(unicodedata.decimal(digit)) for digit in digits)
        uri = base[: -len(last)] + last
    return Part(text, uri)
