"""Pure: the terms of an English word, by the Snowball stemmer, with both spellings as one.

What the stemmer parts although one derives from the other (“visit”, “visitor”) is known from
WordNet (``english_derivations.txt``), and for the field from a list (``english_words.txt``).
"""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import snowballstemmer

from languages.folding import fold

POSSESSIVE = re.compile(r"['’ʼ](s)?$")
APOSTROPHES = re.compile(r"['’ʼ]")
# Both spellings of one word, brought to one of them.
SPELLINGS = [
    (re.compile(r"(?<=[a-z]{3})(i|y)z(?=(e|es|ed|er|ers|ing|ation|ations|ational|able)$)"), r"\1s"),
    (re.compile(r"(?<=[a-z]{3})our(?=(s|ed|ing|ful|able|hood|hoods|ite|ites|less|al)?$)"), "or"),
    (re.compile(r"(?<=[a-z]{3})tre(?=s?$)"), "ter"),
    (re.compile(r"^(program)me(?=s?$)"), r"\1"),
    (re.compile(r"^(licen|defen|offen|practi)[cs]e(?=[sd]?$)"), r"\1se"),
    (re.compile(r"^(enrol|fulfil|instal|skil)l(?=(ment|ments|ful|s)?$)"), r"\1"),
    (re.compile(r"(?<=[aeiou])ll(?=(ed|ing|er|ers)$)"), "l"),
    (re.compile(r"^(judg|acknowledg)e(?=ment)"), r"\1"),
]
# The endings of number, and of a verb's forms.
NUMBER = [
    (re.compile(r"(?<=..)ie[sd]$"), "y"),
    (re.compile(r"(?<=ss|sh|ch|.x|.z)es$"), ""),
    (re.compile(r"(?<=[^aeo]us)es$"), ""),
    (re.compile(r"(?<=[^sui])s$"), ""),
]
VERB = re.compile(r"(?<=[aeiouy][^aeiouy])(?:ed|ing)$|(?<=[aeiouy][^aeiouy]{2})(?:ed|ing)$")
DOUBLED = re.compile(r"([bdfgmnprt])\1$")
stem: Callable[[str], str] = cache(snowballstemmer.stemmer("english").stemWord)


@cache
def families() -> tuple[dict[str, set[str]], dict[str, str]]:
    """From a word or a stem to the terms of the families it belongs to (``english_words.txt``), and
    from words to the one stem that they have in place of the stemmer's."""
    related: dict[str, set[str]] = {}
    apart: dict[str, str] = {}
    for line in (Path(__file__).parent / "english_words.txt").read_text("utf-8").splitlines():
        names = line.partition("#")[0].split()
        if names and names[0] == "=":
            apart |= dict.fromkeys(map(one_spelling, names[1:]), names[1])
        elif names and names[0] == "~":
            for name in names[1:]:
                related.setdefault(name, set()).add(f"f{names[1]}")
        elif names and names[0] != "-":
            for name in names:
                spelled = one_spelling(name)
                for key in (spelled, stem(spelled)):
                    related.setdefault(key, set()).add(f"f{names[0]}")
    return related, apart


@cache
def derivations() -> dict[str, set[str]]:
    """From a stem to the stems that derive from it, or it from them."""
    _related, apart = families()
    found: dict[str, set[str]] = {}
    for line in (Path(__file__).parent / "english_derivations.txt").read_text("utf-8").splitlines():
        names = map(one_spelling, line.partition("#")[0].split())
        stems = [stem(name) for name in names if name not in apart]
        first = stems[0] if stems else ""
        for other in stems[1:]:
            if other != first:
                found.setdefault(first, set()).add(other)
                found.setdefault(other, set()).add(first)
    return found


@cache
def stop_words() -> frozenset[str]:
    """What a query is not about."""
    lines = (Path(__file__).parent / "english_words.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if line[:1] == "-" for word in line[1:].split())


def one_spelling(word: str) -> str:
    """A folded word as British and American writers alike are read."""
    for pattern, replacement in SPELLINGS:
        word = pattern.sub(replacement, word)
    return word


def plain(word: str) -> str:
    """A word in one spelling, without a possessive ending."""
    return one_spelling(APOSTROPHES.sub("", POSSESSIVE.sub("", fold(word))))


def inflections(word: str) -> set[str]:
    """What a plain word may be an inflected form of, itself if of nothing."""
    for pattern, replacement in NUMBER:
        word = pattern.sub(replacement, word)
    base = VERB.sub("", word)
    if base == word:
        return {word}
    return {DOUBLED.sub(r"\1", base)} if DOUBLED.search(base) else {base, f"{base}e"}


def written(word: str) -> set[str]:
    """The terms of a word as it is written, and of its inflected forms."""
    folded = plain(word)
    _related, apart = families()
    if not folded:
        return set()
    # The word as it is written counts once more than its other forms.
    forms = {apart[folded]} if folded in apart else inflections(folded)
    return {f"x{folded}", *(f"i{form}" for form in forms)}


def terms(word: str) -> tuple[set[str], set[str]]:
    """The stem of a word as its own term beside those of ``written``, and its families as related
    ones."""
    folded = plain(word)
    if not folded:
        return set(), set()
    related, apart = families()
    if folded in apart:
        return {apart[folded], *written(word)}, related.get(folded, set())
    stemmed = stem(folded)
    own = {stemmed, *written(word)}
    return own, related.get(folded, set()) | related.get(stemmed, set())


def derived(word: str) -> set[str]:
    """The stems of what derives from a word, or what it derives from."""
    folded = plain(word)
    _related, apart = families()
    return set() if folded in apart else derivations().get(stem(folded), set())
