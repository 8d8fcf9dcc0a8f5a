"""The order of words in dictionaries, where no library of collation can be counted on."""

import re
import unicodedata
from functools import lru_cache

from languages import folding

_WORD = re.compile(r"[^\W_]+(?:[\u200c\u200d]+[^\W_]+)*")
# Joined to the word, and no part of it for whoever looks it up.
_ARTICLES = {"ar": "ال"}
# Verbal nouns whose own first letters read like the article.
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
# What Unicode does not take apart, and CLDR sorts as a form of another letter.
_FORMS = str.maketrans({"ٱ": "ا", "ة": "ت", "ى": "ي"})
# Letters that stand right behind another in the alphabets that have them (CLDR's root order).
_BEHIND = str.maketrans(
    {"پ": "ب\uffff", "چ": "ج\uffff", "ژ": "ز\uffff", "ڤ": "ف\uffff", "گ": "ك\uffff"}
)
# Letters that are folded to another language's, and stand for themselves at the head of a list.
_OWN_LETTERS = ("ک", "ی")
# A word cannot be shorter.
_SHORTEST = 2


def without_article(word, language):
    """A word without the article that its language joins to it; no word is cut to nothing.

    Only letters count: a carrier of hamza is not the article's alef.
    """
    article = _ARTICLES.get(language.partition("-")[0])
    if not article or not word.startswith(article) or word.startswith(_NO_ARTICLE):
        return word
    return word[len(article) :] if len(word) >= len(article) + _SHORTEST else word


@lru_cache(maxsize=8192)
def fold(word):
    """A word's letters alone, each by the letter that it is sorted as a form of."""
    return folding.fold(word).translate(_FORMS)


def sort_key(text, language):
    """What texts of a language (BCP 47) are to be sorted by: word by word, without articles,
    whatever the case, vowel signs, carriers of hamza or punctuation.

    Alphabets are taken in the order of their code points, as suits Arabic and English, with what
    other languages add to the Arabic one in its place.
    """
    return [word.translate(_BEHIND) for word in map(fold, _words(text, language))], text


def _words(text, language):
    """The words of a text without marks and articles."""
    words = _WORD.findall(folding.without_marks(unicodedata.normalize("NFC", text)))
    return [without_article(word, language) for word in words]


def first_letter(text, language):
    """The letter under which a text stands in a dictionary, a capital where there are any."""
    words = _words(text, language)
    if not words:
        return "#"
    return words[0][0] if words[0].startswith(_OWN_LETTERS) else fold(words[0])[0].upper()
