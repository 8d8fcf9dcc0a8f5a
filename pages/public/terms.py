"""Pure: finds glossary terms in HTML and replaces the first use of each with a control.

Only text is changed, and none in links, headings or passages in another language.
"""

import re
import unicodedata
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, Generic, TypeVar

from languages.collation import fold, without_article
from languages.folding import without_marks

# What the caller knows a term by.
Id = TypeVar("Id", bound=Hashable)

_TAG = re.compile(
    r"""<(?:!--.*?(?:-->|\Z)|(/?)([a-zA-Z][^\s/<>]*)((?:[^<>"']|"[^"]*"|'[^']*')*+)>)""", re.DOTALL
)
_LANGUAGE = re.compile(r"""\slang=["']?([\w-]+)""")
# A word with its vowel signs and joiners; names of entities are excluded below.
_MARKS = "\u200c\u200d\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed"
_WORD = re.compile(rf"[^\W_][\w{_MARKS}]*")
_WORD_OR_ENTITY = re.compile(rf"&#?\w+;|({_WORD.pattern})")
_BETWEEN_WORDS = re.compile(r"(?:\s|&nbsp;|[-\u2010\u2011])+")
# Addresses in running text, whose words are no words of the text: whole, relative, of a hashtag.
_ADDRESS = re.compile(
    r"(?:(?<![\w+.-])(?:[a-z][\w+.-]*+://|www\.)|(?<!\S)[?#]\w)\S*"
    r"|(?<![\w.-])[\w-]++(?:\.[\w-]++)++[/?#]\S*",
    re.IGNORECASE,
)
# Characters that join two words into one: compounds, addresses.
_JOINERS = "-\u2010\u2011_@./"
# Interactive elements, headings, and elements that are not running text.
_EXCLUDED = re.compile(
    r"a|abbr|audio|button|caption|code|dfn|dl|h[1-6]|iframe|label|legend|math|object|option|pre|"
    r"script|select|style|summary|svg|template|textarea|title|video"
)
_VOID = re.compile(r"area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr")
# The class of text styled as a heading.
_HEADING_CLASS = re.compile(r"""\sclass=["'][^"']*\bdisplay\b""")
# One-letter Arabic words written joined to the next: conjunctions, then prepositions.
_JOINED = {"ar": ("وف", "بكل")}
# The shortest stem left after removing joined letters.
_SHORTEST = 3
# Characters that only affect rendering, and letters typed on keyboards of other languages.
_ALIKE = str.maketrans({"\u0640": None, "\u200c": None, "\u200d": None, "ک": "ك", "ی": "ي"})


class TermFinder(Generic[Id]):
    """Finds the terms of one language (BCP 47); ``forms`` are pairs of a form and its term's id."""

    def __init__(self, language: str, forms: Iterable[tuple[str, Id]]) -> None:
        self.language = language
        # A trie of words; the key None holds the term that ends at a node.
        self._terms: dict[str | None, Any] = {}
        for form, identifier in forms:
            place = self._terms
            for word in _WORD.findall(form):
                place = place.setdefault(self._key(_plain(word)), {})
            if place is not self._terms:
                place.setdefault(None, identifier)

    def find(self, text: str) -> Iterator[tuple[int, int, Id]]:
        """The terms in a text without tags, as ``(start, end, id)``: the longest at each place,
        without overlaps."""
        # Of the same length, so that the places of the words stay.
        running = _ADDRESS.sub(lambda match: " " * len(match[0]), text)
        words = [match.span(1) for match in _WORD_OR_ENTITY.finditer(running) if match[1]]
        plain = [_plain(text[start:end]) for start, end in words]
        keys = [self._key(word) for word in plain]
        number = 0
        while number < len(words):
            last, identifier = self._longest(text, words, plain, keys, number)
            if identifier is not None:
                yield words[number][0], words[last][1], identifier
            number = last + 1

    def _longest(
        self,
        text: str,
        words: Sequence[tuple[int, int]],
        plain: Sequence[str],
        keys: Sequence[str],
        first: int,
    ) -> tuple[int, Id | None]:
        """The index of the last word of the longest term starting at a word, and the term's id."""
        found: tuple[int, Id | None] = (first, None)
        start = words[first][0]
        if _is_joined(text, start - 2, start - 1):
            return found
        for word in self._readings(plain[first]):
            place = self._terms.get(fold(word))
            last = first
            while place:
                end = words[last][1]
                if None in place and not _is_joined(text, end + 1, end) and last >= found[0]:
                    found = last, place[None]
                last += 1
                if last == len(words) or not _BETWEEN_WORDS.fullmatch(text, end, words[last][0]):
                    break
                place = place.get(keys[last])
            if found[1] is not None:
                break
        return found

    def _key(self, word: str) -> str:
        return fold(without_article(word, self.language))

    def _readings(self, word: str) -> Iterator[str]:
        """A word as written, and without the letters that may be joined to it."""
        yield word
        yield without_article(word, self.language)
        conjunctions, prepositions = _JOINED.get(self.language.partition("-")[0], ("", ""))
        bases = [word]
        if word.startswith(tuple(conjunctions)):
            bases.append(word[1:])
            yield bases[1]
            yield without_article(bases[1], self.language)
        for base in bases:
            if len(base) > _SHORTEST and base.startswith(tuple(prepositions)):
                rest = base[1:]
                yield rest
                yield without_article(rest, self.language)
                # After this letter, the article loses its alef.
                if base.startswith(prepositions[-1] * 2):
                    yield rest[1:]


def explain(html: str, finder: TermFinder[Id], control: Callable[[Id, str], str]) -> str:
    """``html`` with the first use of each term replaced by ``control(id, text)``.

    A collapsible part (``details``) may stay closed: a term explained inside one is explained again
    at its first use outside, but not vice versa.

    In: safe HTML; a ``TermFinder``; ``control``, a function of a term's id and the HTML of the
    words, which returns HTML. Runs in linear time.
    """
    in_text: set[Id] = set()
    anywhere: set[Id] = set()
    result: list[str] = []
    excluded, depth, parts, position = "", 0, 0, 0

    def explained(text: str) -> str:
        if excluded:
            return text
        found = _explained(text, finder, control, anywhere if parts else in_text)
        anywhere.update(in_text)
        return found

    for tag in _TAG.finditer(html):
        result += [explained(html[position : tag.start()]), tag[0]]
        position = tag.end()
        is_end, name, attributes = tag[1], (tag[2] or "").lower(), tag[3]
        if excluded:
            if name == excluded:
                depth += -1 if is_end else 1
            excluded = excluded if depth else ""
        elif name and not is_end and _is_excluded(name, attributes, finder.language):
            excluded, depth = name, 1
        elif name == "details":
            parts = max(0, parts - 1 if is_end else parts + 1)
    return "".join([*result, explained(html[position:])])


def _is_excluded(name: str, attributes: str, language: str) -> bool:
    if _VOID.fullmatch(name):
        return False
    said = _LANGUAGE.search(attributes)
    is_foreign = said is not None and said[1] != language
    return is_foreign or bool(_EXCLUDED.fullmatch(name) or _HEADING_CLASS.search(attributes))


def _explained(
    text: str, finder: TermFinder[Id], control: Callable[[Id, str], str], used: set[Id]
) -> str:
    parts: list[str] = []
    position = 0
    for start, end, identifier in finder.find(text):
        if identifier not in used:
            used.add(identifier)
            parts += [text[position:start], control(identifier, text[start:end])]
            position = end
    return "".join([*parts, text[position:]])


@lru_cache(maxsize=8192)
def _plain(word: str) -> str:
    """A word without vowel signs, tatweel and joiners; hamza carriers are kept."""
    return without_marks(unicodedata.normalize("NFC", word)).translate(_ALIKE)


def _is_joined(text: str, outer: int, joint: int) -> bool:
    """Whether a character joins a word to a letter or digit at another position."""
    return (
        0 <= outer < len(text)
        and 0 <= joint < len(text)
        and text[joint] in _JOINERS
        and text[outer].isalnum()
    )
