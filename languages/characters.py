"""Pure: characters that a text cannot keep, and texts that say nothing to a reader."""

import re
import unicodedata

# What Word and PowerPoint mean by control characters that they leave in copied text.
MEANT = str.maketrans(
    {
        "\x0b": " ",  # line break inside a paragraph
        "\x0c": " ",  # page break
        "\x1e": "\u2011",  # non-breaking hyphen
        "\x1f": "\u00ad",  # soft hyphen
        "\x85": " ",  # next line
    }
)
# What XML 1.0, section 2.2, does not allow (control characters, halves of surrogate pairs,
# non-characters), and the C1 controls, which HTML calls an error.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# Letters without a shape: tatweel, Hangul fillers, and the empty Braille pattern.
SHAPELESS = frozenset("\u0640\u115f\u1160\u2800\u3164\uffa0")
# General categories (UAX #44) of what has no shape of its own: marks, separators, controls.
EMPTY = frozenset({"Cc", "Cf", "Cs", "Mc", "Me", "Mn", "Zl", "Zp", "Zs"})


def clean(text: str) -> str:
    """A text without characters that XML 1.0 forbids, and with what Word and PowerPoint mean by
    theirs; empty if it says nothing (see ``says_nothing``); the same object if nothing changes."""
    if FORBIDDEN.search(text):
        text = without_forbidden(text)
    return "" if text and says_nothing(text) else text


def without_forbidden(text: str) -> str:
    """A text as XML 1.0 allows it: for outputs, since stored texts may be older than this rule."""
    return FORBIDDEN.sub("", text.translate(MEANT))


def says_nothing(text: str) -> bool:
    """Whether a plain text shows no reader anything: it is empty, or all white space, control and
    format characters, lone combining marks and letters without a shape."""
    return all(letter in SHAPELESS or unicodedata.category(letter) in EMPTY for letter in text)
