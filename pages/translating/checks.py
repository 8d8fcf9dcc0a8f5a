"""What may be wrong with a translation: errors keep it out, warnings ask for a second look."""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from languages import cldr
from languages.characters import says_nothing
from pages.translating import markup
from pages.translating.segments import normal

# A translation of so many words is in its language's script for the most part.
WORDS_TO_TELL = 3
LEAST_IN_SCRIPT = 0.2
# Between languages of one script only a longer text that stayed the same is suspicious.
WORDS_OF_A_COPY = 4

_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
_ADDRESS = re.compile(r"https?://[^\s<>\"'«»()]+|[\w.+-]+@[\w-]+\.[\w.-]*\w")
_NUMBER = re.compile(r"\d+(?:[.,٫٬\u00a0\u202f]\d+)*")
# Marks that open and close a run of text in a direction (Unicode bidi, UAX #9).
_OPENING = {"\u202a": "\u202c", "\u202b": "\u202c", "\u202d": "\u202c", "\u202e": "\u202c",
            "\u2066": "\u2069", "\u2067": "\u2069", "\u2068": "\u2069"}  # fmt: skip
_OVERRIDES = frozenset("\u202d\u202e")
_CLOSING = frozenset(_OPENING.values())
# Ends of sentences, as what they are.
_ENDS = {"?": "?", "؟": "?", "!": "!", ":": ":", ".": ".", "۔": ".", "…": "…"}
# Punctuation with a different form in the Arabic script.
_ARABIC_FORMS = {",": "،", ";": "؛", "?": "؟"}


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a translation: ``code`` names the check, ``message`` tells people.

    ``is_error``: the translation is not to be written.
    """

    code: str
    message: Any
    is_error: bool = False


def problems(segment, text, source, target, terms=None):
    """What is wrong with ``text`` as the translation of a segment.

    In: a ``Segment``; a text as translators write it; the codes of the two languages; the
    ``terms.Terms`` between them, if terms are to be looked at. Out: ``Problem`` s, errors first.
    An empty text has none.
    """
    if says_nothing(text):
        return []
    if segment.is_rich and not has_its_tags(segment, text):
        # Without its tags nothing else of it can be told apart from them.
        message = _("The tags must match the source text: %(tags)s.")
        return [_problem("tags", message, is_error=True, tags=_named(markup.tags(segment.source)))]
    said = [markup.plain(words) if segment.is_rich else words for words in (segment.source, text)]
    present = markup.plain(segment.target) if segment.is_rich else segment.target
    found = [
        *_length(segment, text),
        *_placeholders(*said, present),
        *_addresses(*said, present),
        *_language(*said, source, target),
        *_direction_marks(said[1]),
        *_numbers(*said),
        *_punctuation(*said, target),
        *(_terms(*said, terms) if terms else ()),
    ]
    return sorted(found, key=lambda problem: not problem.is_error)


def has_its_tags(segment, text):
    """Whether a translation of a rich text has the tags of the source, or of what it replaces, and
    they close in order."""
    found = markup.tags(text)
    allowed = [markup.tags(known) for known in (segment.source, segment.target) if known]
    if found not in allowed:
        return False
    try:
        markup.decode(text, segment.target_codes | segment.source_codes)
    except markup.MarkupError:
        return False
    return True


def _problem(code, message, *, is_error=False, **values):
    return Problem(code, message % values if values else message, is_error)


def _named(counter):
    return " ".join(counter.elements()) or "–"


def _length(segment, text):
    if segment.limit and len(text.strip()) > segment.limit:
        message = ngettext_lazy(
            "The translation is too long: at most %(limit)d character fits.",
            "The translation is too long: at most %(limit)d characters fit.",
            "limit",
        )
        yield Problem("length", message % {"limit": segment.limit}, is_error=True)


def _placeholders(source, text, present):
    wanted = Counter(_PLACEHOLDER.findall(source))
    if Counter(_PLACEHOLDER.findall(text)) not in (wanted, _if_any(_PLACEHOLDER, present)):
        message = _("The placeholders must match the source text: %(names)s.")
        yield _problem("placeholders", message, is_error=True, names=_named(wanted))


def _addresses(source, text, present):
    wanted = Counter(_ADDRESS.findall(source))
    if Counter(_ADDRESS.findall(text)) not in (wanted, _if_any(_ADDRESS, present)):
        message = _("The addresses must match the source text: %(addresses)s.")
        yield _problem("addresses", message, is_error=True, addresses=_named(wanted))


def _if_any(pattern, present):
    """The matches of the existing translation, which are accepted as intended."""
    return Counter(pattern.findall(present)) if present else None


def _language(source_text, text, source, target):
    words = [word for word in text.split() if any(map(str.isalpha, word))]
    scripts = cldr.script(source), cldr.script(target)
    if scripts[0] != scripts[1] and len(words) >= WORDS_TO_TELL:
        in_target = _share(text, scripts[1])
        # A source that is in the other script itself, all names for one, need not change.
        if in_target < LEAST_IN_SCRIPT and _share(source_text, scripts[0]) >= LEAST_IN_SCRIPT:
            message = _("The translation is not in the language %(language)s.")
            language = cldr.own_name(target)
            yield _problem("language", message, is_error=True, language=language)
            return
    if len(words) >= WORDS_OF_A_COPY and normal(text) == normal(source_text):
        yield Problem("copy", _("The translation is the same as the source text."))


def _share(text, script):
    """Which part of the letters of a text is of a script (ISO 15924)."""
    letters = [letter for letter in text if letter.isalpha()]
    name = cldr.script_name(script)
    return sum(unicodedata.name(a, "").startswith(name) for a in letters) / (len(letters) or 1)


def _direction_marks(text):
    opened = []
    for letter in text:
        if letter in _OPENING:
            opened.append(_OPENING[letter])
        elif letter in _CLOSING and (not opened or opened.pop() != letter):
            opened = [letter]
            break
    if opened:
        message = _("A direction mark has no matching opening or closing mark.")
        yield Problem("direction", message, is_error=True)
    elif _OVERRIDES.intersection(text):
        yield Problem("direction", _("A direction mark reverses the order of letters."))


def _numbers(source, text):
    wanted, found = (Counter(map(_value, _NUMBER.findall(words))) for words in (source, text))
    if lacking := wanted - found:
        message = _("A number is missing: %(numbers)s.")
        yield _problem("numbers", message, numbers=", ".join(lacking.elements()))
    if new := found - wanted:
        message = _("A number is not in the source text: %(numbers)s.")
        yield _problem("numbers", message, numbers=", ".join(new.elements()))


def _value(number):
    """A number in any digits, without what separates these."""
    return "".join(str(unicodedata.digit(c)) for c in number if c.isdigit())


def _punctuation(source, text, target):
    ends = [_ENDS.get(words.rstrip(" \"'»”)")[-1:], "") for words in (source, text)]
    if ends[0] != ends[1]:
        yield Problem("end", _("Closing punctuation differs from the source."))
    if cldr.script(target) == "Arab":
        wrong = [sign for sign in _ARABIC_FORMS if re.search(rf"[\u0600-\u06ff]\s?\{sign}", text)]
        if wrong:
            message = _("Latin punctuation in Arabic script: %(signs)s. Write %(others)s.")
            others = " ".join(_ARABIC_FORMS[sign] for sign in wrong)
            yield _problem("punctuation", message, signs=" ".join(wrong), others=others)
    elif wrong := [sign for sign in _ARABIC_FORMS.values() if sign in text]:
        message = _("Arabic punctuation: %(signs)s. Write %(others)s.")
        forms = {arabic: latin for latin, arabic in _ARABIC_FORMS.items()}
        others = " ".join(forms[sign] for sign in wrong)
        yield _problem("punctuation", message, signs=" ".join(wrong), others=others)


def _terms(source, text, terms):
    for pair in terms.lacking(source, text):
        message = _("The glossary translates “%(source)s” as “%(term)s”.")
        yield _problem("terms", message, term=pair.target, source=pair.source)
