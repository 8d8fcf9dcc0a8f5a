"""Pure: folds the spelling variants of a word, in any language.

Search and collation share it, and each adds what its own language needs.
"""

import re
import unicodedata

# Invisible characters: joiners, direction marks, soft hyphens, tatweel.
INVISIBLE = re.compile("[\u00ad\u0640\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
# Letters that have no decomposition, and Arabic letters that keyboards of other languages type with
# different code points.
LETTERS = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i"}
    | {"ک": "ك", "ی": "ي", "ى": "ي", "ہ": "ه", "ە": "ه"}
)


def fold(word: str) -> str:
    """Lower-case letters without marks, and ASCII digits.

    In: a word. Out: the same string for “Écoles” and “ecoles”, «٢٠١٩» and “2019”, and for all
    presentation forms of an Arabic letter.
    """
    decomposed = unicodedata.normalize("NFKD", INVISIBLE.sub("", word)).casefold()
    decomposed = decomposed.translate(LETTERS)
    # This also removes hamza: its carriers decompose to a letter and a mark.
    return "".join(
        str(unicodedata.digit(letter)) if letter.isdigit() else letter
        for letter in without_marks(decomposed)
    )


def without_marks(text: str) -> str:
    """A text without combining marks, such as vowel signs."""
    return "".join(letter for letter in text if unicodedata.category(letter) != "Mn")
