"""The order of words in dictionaries, where no library of collation can be counted on."""

import re
import unicodedata
from functools import lru_cache

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
# What Unicode does not take apart, and CLDR sorts as a form of another letter; and what joins or
# parts letters without being seen.
_FORMS = str.maketrans({"ٱ": "ا", "ة": "ت", "ى": "ي", "ـ": None, "\u200c": None, "\u200d": None})
# Letters that are another's in another language, or stand right behind it (CLDR's root order).
_IN_PLACE = str.maketrans(
    {"ک": "ك", "ی": "ي"}
    | {"پ": "ب\uffff", "چ": "ج\uffff", "ژ": "ز\uffff", "ڤ": "ف\uffff", "گ": "ك\uffff"}
)
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
    """A word's letters alone: no case, vowel signs or tatweel, no carrier of hamza."""
    letters = without_marks(unicodedata.normalize("NFD", word))
    return letters.casefold().translate(_FORMS)


def without_marks(text):
    """A text without vowel signs and what else stands over or under a letter."""
    return "".join(letter for letter in text if unicodedata.category(letter) != "Mn")


def sort_key(text, language):
    """What texts of a language (BCP 47) are to be sorted by: word by word, without articles,
    whatever the case, vowel signs, carriers of hamza or punctuation.

    Alphabets are taken in the order of their code points, as suits Arabic and English, with what
    other languages add to the Arabic one in its place.
    """
    return [word.translate(_IN_PLACE) for word in _words(text, language)], text


def _words(text, language):
    """The words of a text, folded and without articles."""
    words = _WORD.findall(without_marks(unicodedata.normalize("NFC", text)))
    return [fold(without_article(word, language)) for word in words]


def first_letter(text, language):
    """The letter under which a text stands in a dictionary, a capital where there are any."""
    words = _words(text, language)
    return words[0][0].upper() if words else "#"
