"""Facts about languages from CLDR, through Babel: direction, script, dates and numbers."""

from datetime import date
from functools import cache

from babel import Locale, UnknownLocaleError, dates, lists, numbers
from babel.core import get_global, parse_locale
from django.conf import settings

# The digit zero of each numbering system that the settings may name (CLDR numberingSystems).
_ZERO = {
    "latn": "0",
    "arab": "\N{ARABIC-INDIC DIGIT ZERO}",
    "arabext": "\N{EXTENDED ARABIC-INDIC DIGIT ZERO}",
}

# Codes that CLDR lists besides countries and territories: unions, ranges, and exceptional
# reservations of ISO 3166-1. Kosovo's XK is user-assigned, but in wide use, and stays.
_NO_COUNTRIES = frozenset(
    {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}
)


def language_codes() -> list[str]:
    """The site's language codes (BCP 47), the default language first."""
    codes = [code for code, _name in settings.LANGUAGES]
    return sorted(codes, key=lambda code: code != settings.LANGUAGE_CODE)


def default_language():
    """The site's default language code: a function, so that migrations do not contain it."""
    return settings.LANGUAGE_CODE


def language_choices():
    """The site's languages as field choices: pairs of code and autonym.

    Fields take the function itself, so that migrations do not list the languages.
    """
    return settings.LANGUAGES


@cache
def is_language(code: str) -> bool:
    """Whether CLDR knows a language tag (BCP 47)."""
    try:
        Locale.parse(code, sep="-")
    except (UnknownLocaleError, ValueError):
        return False
    return True


def own_name(language):
    """The language's autonym, from the settings: ``العربية`` for ``ar``."""
    return dict(settings.LANGUAGES).get(language, language)


@cache
def name_in(language: str, reader_language: str) -> str:
    """The language's name in the reader's language: ``الإنجليزية`` for ``en`` read in ``ar``."""
    return Locale.parse(language, sep="-").get_display_name(Locale.parse(reader_language, sep="-"))


@cache
def direction(language):
    """``"rtl"`` or ``"ltr"``: the writing direction of a language (BCP 47)."""
    return Locale.parse(language, sep="-").text_direction


@cache
def script(language: str) -> str:
    """The ISO 15924 code of a language's likely script: ``Arab`` for ``ar`` (CLDR
    likelySubtags)."""
    locale = Locale.parse(language, sep="-")
    if locale.script:
        return locale.script
    likely = get_global("likely_subtags")
    return parse_locale(likely.get(str(locale)) or likely[locale.language])[2]


@cache
def script_name(script: str) -> str:
    """The prefix of the Unicode names of a script's letters: ``ARABIC`` for ``Arab``."""
    return Locale.parse("en").scripts[script].upper()


@cache
def country_codes():
    """The ISO 3166-1 alpha-2 codes of all countries and territories, and Kosovo's (``XK``)."""
    names = Locale.parse("en").territories
    return tuple(sorted({code for code in names if code.isalpha()} - _NO_COUNTRIES))


@cache
def country_name(code, reader_language):
    """A country's name in the reader's language: ``السويد`` for ``SE`` read in ``ar``."""
    return Locale.parse(reader_language, sep="-").territories.get(code, code)


@cache
def format_locale(language):
    """The Babel ``Locale`` for a language's dates and numbers (setting ``FORMAT_LOCALES``)."""
    return Locale.parse(settings.FORMAT_LOCALES.get(language, language), sep="-")


def territorial_code(language):
    """A language with its territory, as in Open Graph's ``og:locale``: ``ar_JO``."""
    locale = format_locale(language)
    return "_".join(filter(None, (locale.language, locale.territory)))


@cache
def usual_digits(language):
    """The name of a language's default numbering system; ``latn`` if we do not support it."""
    system = format_locale(language).default_numbering_system
    return system if system in _ZERO else "latn"


def in_digits_of(text, language):
    """``text`` with its digits in a language's numbering system: from the setting
    ``NUMBERING_SYSTEMS``, else CLDR's default."""
    system = settings.NUMBERING_SYSTEMS.get(language) or usual_digits(language)
    zero = ord(_ZERO[system])
    table = {ord(first) + n: zero + n for first in _ZERO.values() for n in range(10)}
    return text.translate(table)


def format_date(value, language, style="long"):
    """A date or datetime (in local time) in a language; ``style`` is one of CLDR's four lengths."""
    text = dates.format_date(value, format=style, locale=format_locale(language))
    return in_digits_of(text, language)


def format_partial_date(text, language):
    """A year, month or day (ISO 8601: ``2026``, ``2026-03`` or ``2026-03-15``) in a language."""
    if len(text) == len("2026"):
        return in_digits_of(text, language)
    if len(text) == len("2026-03"):
        month = date.fromisoformat(f"{text}-01")
        words = dates.format_skeleton("yMMMM", month, locale=format_locale(language))
        return in_digits_of(words, language)
    return format_date(date.fromisoformat(text), language)


def format_list(words, language):
    """Words joined as a list in a language: ``a, b and c``."""
    return lists.format_list(list(words), locale=format_locale(language))


def format_number(value, language):
    """A number with a language's separators and digits."""
    text = numbers.format_decimal(value, locale=format_locale(language), numbering_system="latn")
    return in_digits_of(text, language)


def format_percent(value, language):
    """A whole percentage in a language, with its sign: ``82%``."""
    text = numbers.format_percent(
        value / 100, locale=format_locale(language), numbering_system="latn"
    )
    return in_digits_of(text, language)
