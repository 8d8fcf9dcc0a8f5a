"""Pure: the terms of an English word, by the Snowball stemmer, with both spellings as one."""

import re
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
stem = cache(snowballstemmer.stemmer("english").stemWord)


@cache
def families():
    """From a word or a stem to the terms of the families it belongs to (``english_words.txt``), and
    from words to the one stem that they have in place of the stemmer's."""
    related, apart = {}, {}
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
def stop_words():
    """What a query is not about."""
    lines = (Path(__file__).parent / "english_words.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if line[:1] == "-" for word in line[1:].split())


def one_spelling(word):
    """A folded word as British and American writers alike are read."""
    for pattern, replacement in SPELLINGS:
        word = pattern.sub(replacement, word)
    return word


def terms(word):
    """The stem of a word as its own term, and its families as related ones."""
    folded = one_spelling(APOSTROPHES.sub("", POSSESSIVE.sub("", fold(word))))
    if not folded:
        return set(), set()
    related, apart = families()
    # The word as it is written counts once more than its other forms.
    written = f"x{folded}"
    if folded in apart:
        return {apart[folded], written}, related.get(folded, set())
    stemmed = stem(folded)
    return {stemmed, written}, related.get(folded, set()) | related.get(stemmed, set())
