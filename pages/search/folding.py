"""Pure: a word without what differs between its spellings in any language."""

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
    letters = (letter for letter in decomposed if unicodedata.category(letter) != "Mn")
    return "".join(
        str(unicodedata.digit(letter)) if letter.isdigit() else letter for letter in letters
    )


def terms(word):
    """The terms of a word in a language without rules of its own: the folded word alone."""
    folded = fold(word)
    return ({folded} if folded else set()), set()
