"""Dictionary order of words, without a collation library such as ICU."""

import re
import unicodedata
from functools import lru_cache

from languages import folding

_WORD = re.compile(r"[^\W_]+(?:[\u200c\u200d]+[^\W_]+)*")
# Articles that are written joined to the word, and ignored in dictionaries.
_ARTICLES = {"ar": "ال"}
# Verbal nouns whose own first letters look like the article.
_NO_ARTICLE = (
    "التئام",
    "التباس",
    "التحاق",
    "التزام",
    "التفات",
    "التفاف",
    "التقاء",
    "التقاط",
    "التماس",
    "التهاب",
    "التواء",
)
# Letters without a Unicode decomposition that CLDR sorts as a form of another letter.
_FORMS = str.maketrans({"ٱ": "ا", "ة": "ت", "ى": "ي"})
# Letters sorted directly after another one (CLDR's root order).
_BEHIND = str.maketrans(
    {"پ": "ب\uffff", "چ": "ج\uffff", "ژ": "ز\uffff", "ڤ": "ف\uffff", "گ": "ك\uffff"}
)
# Letters that folding merges with another language's, but that head their own section.
_OWN_LETTERS = ("ک", "ی")
# The shortest word left after removing an article.
_SHORTEST = 2


def without_article(word: str, language: str) -> str:
    """A word without its joined article; a word is never reduced to nothing.

    Only the exact letters match: an alef with hamza is not the article's alef.
    """
    article = _ARTICLES.get(language.partition("-")[0])
    if not article or not word.startswith(article) or word.startswith(_NO_ARTICLE):
        return word
    return word[len(article) :] if len(word) >= len(article) + _SHORTEST else word


@lru_cache(maxsize=8192)
def fold(word: str) -> str:
    """A word's letters alone, each replaced by the letter that it is sorted with."""
    return folding.fold(word).translate(_FORMS)


def sort_key(text: str, language: str) -> tuple[list[str], str]:
    """The sort key of a text in a language (BCP 47): word by word, without articles, case, vowel
    signs, hamza carriers or punctuation.

    Letters are sorted by code point, which suits Arabic and English; additional Arabic-script
    letters are moved to their place.
    """
    return [word.translate(_BEHIND) for word in map(fold, _words(text, language))], text


def _words(text: str, language: str) -> list[str]:
    """The words of a text, without marks and articles."""
    words = _WORD.findall(folding.without_marks(unicodedata.normalize("NFC", text)))
    return [without_article(word, language) for word in words]


def first_letter(text: str, language: str) -> str:
    """The letter under which a text is listed in a dictionary, upper case if it has case."""
    words = _words(text, language)
    if not words:
        return "#"
    return words[0][0] if words[0].startswith(_OWN_LETTERS) else fold(words[0])[0].upper()
