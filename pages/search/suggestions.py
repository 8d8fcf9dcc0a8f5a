"""What else a reader may have meant, and what a query that is being typed may become."""

from django.db.models import Q
from django.db.models.functions import Length
from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from pages.search.analysis import WORD, compared, words
from pages.search.models import SearchEntry, SearchWord
from pages.search.querying import Search

# How many letters may differ, by the length of a word.
MISTAKES = [(3, 0), (5, 1), (9, 2), (60, 3)]
TITLES = 6


def meant(query, language):
    """The query with misspelt words corrected, if the index then finds something; else ""."""
    replaced, position, parts = False, 0, []
    known = _vocabulary(query, language)
    if not known:
        return ""
    for match in list(WORD.finditer(query))[:8]:
        word = compared(match[0], language)
        parts.append(query[position : match.start()])
        position = match.end()
        closest = None if word in known else _closest(word, known)
        parts.append(closest or match[0])
        replaced |= bool(closest)
    suggestion = "".join([*parts, query[position:]])
    if not replaced or not Search(suggestion, language).count():
        return ""
    return suggestion


def _mistakes(word):
    return next(mistakes for length, mistakes in MISTAKES if len(word) <= length)


def _vocabulary(query, language):
    """The words of the index that are about as long as one of the query's, as compared and as
    written, the most frequent first."""
    lengths = Q()
    for match in list(WORD.finditer(query))[:8]:
        length = len(compared(match[0], language))
        if length > 2:
            lengths |= Q(length__range=(length - 2, length + 2))
    if not lengths:
        return {}
    found = SearchWord.objects.filter(language=language, entries__gt=0).alias(
        length=Length("folded")
    )
    return dict(found.filter(lengths).order_by("-entries").values_list("folded", "word"))


def _closest(word, known):
    """The known word that differs least, as written, or None."""
    limit = _mistakes(word)
    if not limit:
        return None
    found = process.extractOne(
        word, known.keys(), scorer=DamerauLevenshtein.distance, score_cutoff=limit
    )
    return known[found[0]] if found else None


def titles(query, language):
    """Titles of pages and documents that the words of a query that is being typed begin to say, at
    most six, as ``SearchEntry``s without their texts."""
    parts = [compared(word.text, language) for word in words(query, language)]
    if not parts or len("".join(parts)) < 2:
        return []
    entries = SearchEntry.objects.filter(language=language).only("title", "page", "document")
    for part in parts:
        entries = entries.filter(
            Q(folded_title__startswith=part) | Q(folded_title__contains=f" {part}")
        )
    return list(entries.order_by(Length("folded_title"), "pk")[:TITLES])
