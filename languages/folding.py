"""Pure: a word without what differs between its spellings in any language.

Search and dictionaries fold by it, each with what its own language needs beyond it.
"""

import re
import unicodedata

# Nothing that a reader sees: joiners, direction marks, soft hyphens, tatweel.
INVISIBLE = re.compile("[\u00ad\u0640\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
# Letters that are no letter and a mark, and are written with two or without; and those of the
# Arabic script that keyboards of different languages type with different code points.
LETTERS = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i"}
    | {"ک": "ك", "ی": "ي", "ى": "ي", "ہ": "ه", "ە": "ه"}
)


def fold(word):
    """Letters in lower case without marks, and digits as 0 to 9.

    In: a word. Out: the same for “Écoles” and “ecoles”, «٢٠١٩» and “2019”, and for Arabic letters
    in whichever of their presentation forms.
    """
    decomposed = unicodedata.normalize("NFKD", INVISIBLE.sub("", word)).casefold()
    decomposed = decomposed.translate(LETTERS)
    # Arabic hamza forms decompose to a letter and a mark as well.
    return "".join(
        str(unicodedata.digit(letter)) if letter.isdigit() else letter
        for letter in without_marks(decomposed)
    )


def without_marks(text):
    """A text without vowel signs and what else stands over or under a letter."""
    return "".join(letter for letter in text if unicodedata.category(letter) != "Mn")
