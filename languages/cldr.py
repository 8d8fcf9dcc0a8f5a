"""Facts about languages from CLDR, through Babel: direction, script, dates and numbers."""

import re
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

# The scripts that run from right to left (CLDR scriptMetadata).
_RIGHT_TO_LEFT = frozenset(
    {
        *("Adlm", "Arab", "Armi", "Avst", "Chrs", "Cprt", "Elym", "Gara", "Hatr", "Hebr", "Hung"),
        *("Khar", "Lydi", "Mand", "Mani", "Mend", "Merc", "Mero", "Narb", "Nbat", "Nkoo", "Orkh"),
        *("Ougr", "Palm", "Phli", "Phlp", "Phnx", "Prti", "Rohg", "Samr", "Sarb", "Sidt", "Sogd"),
        *("Sogo", "Syrc", "Thaa", "Todr", "Yezi"),
    }
)
# A number with the separators of English or of Arabic; dates and versions, which have more points,
# are none.
_NUMBER = re.compile(
    r"(?<![\d.,\u066b\u066c])(\d{1,3}(?:[,\u066c]\d{3})+|\d+)([.\u066b]\d+)?([\xa0 ]?[%\u066a])?"
    r"(?![.,\u066b\u066c]?\d)"
)

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
    """``"rtl"`` or ``"ltr"``: the writing direction of a language tag's script."""
    return "rtl" if script(language) in _RIGHT_TO_LEFT else "ltr"


@cache
def script(language: str) -> str:
    """The ISO 15924 code of the script that a language tag names, else of its language's likely
    script: ``Arab`` for ``ar`` and ``ku-Arab`` (CLDR likelySubtags)."""
    # Babel's Locale forgets a script that it has no file for.
    if named := parse_locale(language, sep="-")[2]:
        return named
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


def numbering_system(language):
    """The name of the numbering system of a language's numbers: from the setting
    ``NUMBERING_SYSTEMS``, else CLDR's default."""
    return settings.NUMBERING_SYSTEMS.get(language) or usual_digits(language)


def in_digits_of(text, language):
    """``text`` with its digits, and the separators and per cent signs of its numbers, in a
    language's numbering system: ``1,234.5`` is «١٬٢٣٤٫٥» where that is ``arab``."""
    system = numbering_system(language)
    separators = _separators(language, system)
    text = _NUMBER.sub(lambda number: number[0].translate(separators), text)
    return text.translate(_digits(system))


@cache
def _digits(system):
    """A table for ``str.translate``: the digits of all systems in those of one."""
    zero = ord(_ZERO[system])
    return {ord(first) + n: zero + n for first in _ZERO.values() for n in range(10)}


@cache
def _separators(language, system):
    """A table for ``str.translate``: the separators and the per cent sign of a number."""
    if system == "latn":
        group, decimal, percent = ",.%"
    else:
        symbols = format_locale(language).number_symbols.get(system, {})
        if "decimal" not in symbols:
            symbols = Locale.parse("ar").number_symbols[system]
        group, decimal, percent = (symbols[name] for name in ("group", "decimal", "percentSign"))
    signs = {",": group, ".": decimal, "%": percent}
    return str.maketrans(signs | {"\u066c": group, "\u066b": decimal, "\u066a": percent})


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
    """A number with a language's separators, digits and minus sign."""
    return _formatted(numbers.format_decimal, value, language)


def format_percent(value, language):
    """A whole percentage in a language, with its sign: ``82%``."""
    return _formatted(numbers.format_percent, value / 100, language)


def _formatted(function, value, language):
    locale, system = format_locale(language), numbering_system(language)
    text = function(value, locale=locale, numbering_system=system).translate(_digits(system))
    # Babel 2.18 writes signs of its own, without the marks of direction that CLDR's may have.
    symbols = locale.number_symbols.get(system, {})
    for sign, name in (("-", "minusSign"), ("%", "percentSign")):
        text = text.replace(sign, symbols.get(name, sign))
    return text
