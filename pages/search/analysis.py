"""Pure: a text as its words, and each word as the terms that it is found by.

A language with its own rules is one entry of ``ANALYSERS``; for any other, Snowball's stemmer is
taken where there is one, and what differs between spellings is folded. A word of another script
than its text's is read as its own language's: an English name in an Arabic text.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from languages import cldr, folding
from pages.search import arabic, english, snowball

# Arabic letters and their marks. Numbers are written together with them («2019م», «بـ20»), but are
# words of their own; with Latin letters, a number makes a name (“G7”).
_ARABIC = "\u0610-\u061a\u0620-\u065f\u066e-\u06d3\u06d6-\u06ed\u06fa-\u06ff"
# Words, with marks, tatweel and apostrophes inside. Hyphens join several.
WORD = re.compile(
    rf"[^\W_](?:(?!(?<=\d)[{_ARABIC}]|(?<=[{_ARABIC}])\d)"
    r"(?:[^\W_]|[\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed"
    r"\u200c\u200d]|['’ʼ](?=[^\W\d_])))*"
)
# Fewer letters beside a number are a preposition or a unit of it.
_SHORTEST_BESIDE_NUMBER = 3
HYPHENS = "-\u2010\u2011"
# Longer than any word of a language; shields the stemmers.
WORD_LIMIT = 60
QUERY_WORDS = 12


@dataclass(frozen=True, slots=True)
class Analyser:
    """How a language's words become terms.

    ``terms`` gives, for a word, the terms that count as the word itself, and those of its relatives
    (plurals, derived forms), which count less; ``derived`` those of words one step away, which are
    kept with a text's word but not asked for with a query's: two steps lead astray. ``written``
    gives the terms of the word and its inflected forms alone, without those that only share its
    stem. ``stop_words`` are passed over in a query that has others. ``bare`` gives a word without
    an article that is written with it, ``fold`` brings all spellings of a word to one, ``join``
    puts those words of a query together that many write apart. Of names that some write as one word
    and some as two, ``joined`` gives the one word of two, ``parts`` the two of one; else empty.
    """

    terms: Callable[[str], tuple[set[str], set[str]]]
    stop_words: Callable[[], frozenset[str]] = frozenset
    written: Callable[[str], set[str]] | None = None
    derived: Callable[[str], set[str]] = lambda word: set()
    fold: Callable[[str], str] = folding.fold
    bare: Callable[[str], str] = str
    join: Callable[[str], str] = str
    joined: Callable[[str, str], str] = lambda first, second: ""
    parts: Callable[[str], tuple[str, ...]] = lambda word: ()


def simple_terms(word: str) -> tuple[set[str], set[str]]:
    """The terms of a word in a language without a stemmer: the folded word alone."""
    folded = folding.fold(word)
    return ({folded} if folded else set()), set()


# The languages with their own rules; a further language of the site needs none.
ANALYSERS = {
    "ar": Analyser(
        arabic.terms,
        arabic.stop_words,
        arabic.written,
        fold=arabic.fold,
        bare=arabic.without_article,
        join=arabic.join_apart,
        joined=arabic.joined_name,
        parts=arabic.parts_of_name,
    ),
    "en": Analyser(english.terms, english.stop_words, english.written, english.derived),
}


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: where it stands, and its terms (see ``Analyser``)."""

    start: int
    end: int
    text: str
    own: frozenset[str]
    related: frozenset[str]

    @property
    def terms(self) -> frozenset[str]:
        """All terms that the word is found by."""
        return self.own | self.related


def analyser_for(language: str) -> Analyser:
    """The analyser of a language (BCP 47): its own, one of its stemmer, or simple folding."""
    return ANALYSERS.get(language) or _analyser_of_base(language.split("-")[0])


def _analyser_of_base(language: str) -> Analyser:
    return ANALYSERS.get(language) or _made_analyser(language)


@cache
def _made_analyser(language: str) -> Analyser:
    stem = snowball.stemmer_of(language)
    return Analyser(snowball.terms_by(stem) if stem else simple_terms)


@lru_cache(maxsize=100_000)
def terms_of(word: str, language: str) -> tuple[frozenset[str], frozenset[str]]:
    """The own and the related terms of a word of a text, as two frozensets."""
    own, related = _terms(word, language)
    derived = _analyser_of(word, language).derived(word[:WORD_LIMIT])
    return own, (related | _cleaned(derived)) - own


def _terms(word: str, language: str) -> tuple[frozenset[str], frozenset[str]]:
    own, related = map(_cleaned, _analyser_of(word, language).terms(word[:WORD_LIMIT]))
    return own, related - own


def _cleaned(terms: Iterable[str]) -> frozenset[str]:
    return frozenset(filter(None, map(_letters, terms)))


def _analyser_of(word: str, language: str) -> Analyser:
    """The analyser that reads a word in a text of a language."""
    letter = next((letter for letter in word if letter.isalpha()), "")
    script = unicodedata.name(letter, "").partition(" ")[0] if letter else ""
    if script and script != _script_of(language):
        # A script that no language of the site has is read as the text's own.
        language = _language_in(script) or language
    return analyser_for(language)


@cache
def _language_in(script: str) -> str | None:
    """The first of the site's languages whose words are written in a script (see ``cldr``)."""
    return next((code for code in cldr.language_codes() if _script_of(code) == script), None)


@cache
def _script_of(language: str) -> str:
    """The script of a language as Unicode names its letters."""
    return cldr.script_name(cldr.script(language))


@lru_cache(maxsize=100_000)
def compared(word: str, language: str) -> str:
    """A word in the one spelling in which words are compared letter by letter."""
    analyser = _analyser_of(word, language)
    return analyser.fold(analyser.bare(word[:WORD_LIMIT]))


@lru_cache(maxsize=100_000)
def bare(word: str, language: str) -> str:
    """A word as it is written, without an article."""
    return _analyser_of(word, language).bare(word[:WORD_LIMIT])


def _letters(term: str) -> str:
    """A term without characters that a database would split it at, or treat as an operator."""
    return "".join(letter for letter in term if letter.isalnum())


def words(text: str, language: str) -> Iterator[Word]:
    """The words of a text in its order, as ``Word``s.

    The parts of a word with hyphens are words; the first of them has as related terms those of the
    whole as well, so that “whistleblower” finds “whistle-blower”. Likewise names in two words, and
    the other way round.
    """
    analyser = analyser_for(language)
    found = [*WORD.finditer(text)]
    for position, match in enumerate(found):
        own, related = terms_of(match[0], language)
        if not own:
            continue
        whole = ""
        if position + 1 < len(found) and found[position + 1].start() == match.end() + 1:
            following = found[position + 1][0]
            if text[match.end()] in HYPHENS:
                whole = match[0] + following
            elif text[match.end()].isspace():
                whole = analyser.joined(match[0], following)
        for other in (whole, *analyser.parts(match[0])):
            if other:
                related = related.union(*terms_of(other, language)) - own
        yield Word(match.start(), match.end(), match[0], own, related)


@dataclass(frozen=True, slots=True)
class QueryWord:
    """A word of a query, to be found by any of ``terms``, or by all of ``parts`` (its own parts,
    where it has hyphens); ``own`` are the terms of the word in its inflected forms, ``text`` is the
    word as written."""

    text: str
    terms: frozenset[str]
    own: frozenset[str]
    parts: tuple["QueryWord", ...] = ()

    @property
    def all_terms(self) -> frozenset[str]:
        """Every term that marks a match in a text."""
        return self.terms.union(*(part.terms for part in self.parts))


def query_words(query: str, language: str) -> list[QueryWord]:
    """The ``QueryWord``s of a query, all of which must be found; empty if it has no words."""
    analyser = analyser_for(language)
    query = analyser.join(query)
    words: list[QueryWord] = []
    stopped: list[QueryWord] = []
    stop_words = analyser.stop_words()
    found = [*WORD.finditer(query)]
    position = 0
    while position < len(found) and len(words) < QUERY_WORDS:
        group = [found[position]]
        while (
            position + 1 < len(found)
            and found[position + 1].start() == found[position].end() + 1
            and query[found[position].end()] in HYPHENS
        ):
            position += 1
            group.append(found[position])
        position += 1
        if len(group) == 1 and _is_beside_number(query, group[0]):
            continue
        word = _query_word([match[0] for match in group], language)
        if word is None:
            continue
        is_stopped = len(group) == 1 and analyser.fold(group[0][0]) in stop_words
        (stopped if is_stopped else words).append(word)
    return words or stopped[:QUERY_WORDS]


def _is_beside_number(query: str, match: re.Match[str]) -> bool:
    """Whether a match is the few letters written together with a number: «م» in «2019م»."""
    if sum(map(str.isalpha, folding.INVISIBLE.sub("", match[0]))) >= _SHORTEST_BESIDE_NUMBER:
        return False
    around = query[match.start() - 1 : match.start()] + query[match.end() : match.end() + 1]
    return match[0][0].isalpha() and any(map(str.isdigit, around))


def _query_word(parts: list[str], language: str) -> QueryWord | None:
    """One word, or several joined by hyphens, as a ``QueryWord``; None without terms."""
    own, related = _terms("".join(parts), language)
    if not own:
        return None
    written = _analyser_of(parts[0], language).written
    itself = _cleaned(written("".join(parts)[:WORD_LIMIT])) if written else own
    if len(parts) == 1:
        return QueryWord(parts[0], own | related, itself)
    pieces = [_query_word([part], language) for part in parts]
    return QueryWord(
        "-".join(parts), own | related, itself, tuple(piece for piece in pieces if piece)
    )
