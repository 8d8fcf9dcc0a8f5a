"""Pure: the terms of a word in a language that has no rules here, but a stemmer in Snowball."""

import re
import unicodedata
from collections.abc import Callable
from functools import cache

import snowballstemmer

from languages import cldr
from languages.folding import fold

APOSTROPHES = re.compile("[’ʼ]")


@cache
def stemmer_of(language: str) -> Callable[[str], str] | None:
    """The function that brings a word of a language (BCP 47) to its stem, or None.

    Snowball calls its stemmers by the languages' English names.
    """
    name = cldr.name_in(language.split("-")[0], "en").lower()
    return snowballstemmer.stemmer(name).stemWord if name in snowballstemmer.algorithms() else None


def terms_by(stem: Callable[[str], str]) -> Callable[[str], tuple[set[str], set[str]]]:
    """The function that gives a word's terms, by a language's stemmer.

    A word with all its marks and one typed without them have different stems: of each word both are
    terms.
    """

    def terms(word: str) -> tuple[set[str], set[str]]:
        folded = fold(word)
        if not folded:
            return set(), set()
        written = unicodedata.normalize("NFC", APOSTROPHES.sub("'", word)).lower()
        # The word as it is written counts once more than its other forms.
        return {fold(stem(written)), fold(stem(folded)), f"x{folded}"}, set()

    return terms
