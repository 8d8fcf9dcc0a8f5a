"""Pure: a few words around what was found, with the words that match marked.

Matching words are found by their terms, so that a word in another spelling or form than the query's
is marked where it stands, as it is written there.
"""

from collections.abc import Iterable

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from pages.search.analysis import WORD, QueryWord, terms_of

# Characters of a snippet, and how much of a long text is looked through.
LENGTH = 220
SEARCHED = 60_000
# Among the first of these, the best stretch is chosen.
MATCHES = 60
BEFORE = 70


def marked(text: str, words: Iterable[QueryWord], language: str) -> SafeString:
    """A text as safe HTML, the words that match a word of the query in ``<mark>``."""
    return _marked(text, _matches(text, words, language))


def snippet(text: str, words: Iterable[QueryWord], language: str) -> SafeString:
    """The stretch of a text that holds most of what is looked for, as safe HTML with marks; the
    start of the text when it holds none of it."""
    text = " ".join(text[:SEARCHED].split())
    matches = _matches(text, words, language)
    start = max(0, _best(matches) - BEFORE) if matches else 0
    if start:
        # From the start of a word, and of a sentence if one begins close by.
        sentence = max(text.rfind(sign, start, start + BEFORE) for sign in ".؟!?؛")
        start = sentence + 2 if sentence > 0 else text.find(" ", start) + 1
    end = len(text)
    if end - start > LENGTH:
        end = text.rfind(" ", start, start + LENGTH)
        end = end if end > start else start + LENGTH
    inside = [
        (first - start, last - start, word)
        for first, last, word in matches
        if start <= first and last <= end
    ]
    return format_html(
        "{}{}{}",
        "… " if start else "",
        _marked(text[start:end], inside),
        " …" if end < len(text) else "",
    )


def _matches(text: str, words: Iterable[QueryWord], language: str) -> list[tuple[int, int, int]]:
    """Where a text has words that match: start, end, and the number of the word."""
    wanted = [word.all_terms for word in words]
    known: dict[str, list[int]] = {}
    found: list[tuple[int, int, int]] = []
    for match in WORD.finditer(text):
        numbers = known.get(match[0])
        if numbers is None:
            own, related = terms_of(match[0], language)
            numbers = known[match[0]] = [
                number
                for number, terms in enumerate(wanted)
                if not (terms.isdisjoint(own) and terms.isdisjoint(related))
            ]
        found += [(match.start(), match.end(), number) for number in numbers]
        if len(found) >= MATCHES:
            break
    return found


def _best(matches: list[tuple[int, int, int]]) -> int:
    """The place of the first match of the stretch with most different words in it."""

    def different(position: int) -> int:
        first = matches[position][0]
        return len(
            {
                word
                for start, _end, word in matches[position : position + 30]
                if start - first < LENGTH - BEFORE
            }
        )

    return matches[max(range(len(matches)), key=different)][0]


def _marked(text: str, matches: Iterable[tuple[int, int, int]]) -> SafeString:
    parts: list[str] = []
    position = 0
    for start, end, _number in matches:
        if start >= position:
            parts += [escape(text[position:start]), f"<mark>{escape(text[start:end])}</mark>"]
            position = end
    # Every part was escaped, or is a tag of ours.
    return mark_safe("".join([*parts, escape(text[position:])]))  # noqa: S308
