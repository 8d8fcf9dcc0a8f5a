"""Facts about languages: direction, script, dates, numbers."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from languages import cldr

DAY = date(2026, 1, 5)
# What CLDR calls January where Arabic is read: the Levant, Egypt, Morocco.
JANUARY = {"ar-JO": "كانون الثاني", "ar-EG": "يناير", "ar-MA": "يناير"}
AUGUST = {"ar-JO": "آب", "ar-EG": "أغسطس", "ar-MA": "غشت"}


@pytest.fixture(autouse=True)
def _forget_settings():
    """What is remembered of the settings is forgotten around each test."""
    cldr.format_locale.cache_clear()
    yield
    cldr.format_locale.cache_clear()


@pytest.mark.parametrize(
    ("language", "direction", "script"),
    [
        ("ar", "rtl", "Arab"),
        ("en", "ltr", "Latn"),
        ("sv", "ltr", "Latn"),
        ("fa", "rtl", "Arab"),
        ("he", "rtl", "Hebr"),
        ("en-GB", "ltr", "Latn"),
        ("ar-JO", "rtl", "Arab"),
        ("zh-Hant", "ltr", "Hant"),
        ("zh-Hant-HK", "ltr", "Hant"),
        ("sr-Latn", "ltr", "Latn"),
        ("az-Cyrl", "ltr", "Cyrl"),
        ("uk", "ltr", "Cyrl"),
        # The script that the tag names decides, whether or not CLDR has a file for it.
        ("ku", "ltr", "Latn"),
        ("ku-Arab", "rtl", "Arab"),
        ("ckb", "rtl", "Arab"),
        ("ckb-Latn", "ltr", "Latn"),
        ("ar-Latn", "ltr", "Latn"),
        ("uz-Arab-AF", "rtl", "Arab"),
        ("sd-Deva", "ltr", "Deva"),
        ("ff-Adlm", "rtl", "Adlm"),
        ("dv", "rtl", "Thaa"),
    ],
)
def test_direction_and_script_are_known(language, direction, script):
    assert cldr.direction(language) == direction
    assert cldr.script(language) == script


def test_default_language_comes_first(settings):
    assert cldr.language_codes() == ["ar", "en"]
    settings.LANGUAGES = [("en", "English"), ("ar", "العربية")]
    assert cldr.language_codes() == ["ar", "en"]


def test_languages_are_named_in_themselves():
    assert cldr.own_name("ar") == "العربية"
    assert cldr.own_name("en") == "English"
    assert cldr.own_name("sv") == "sv"


@pytest.mark.parametrize("usage", JANUARY)
def test_months_have_the_names_of_the_region_set(settings, usage):
    settings.FORMAT_LOCALES = {"ar": usage, "en": "en-GB"}
    assert JANUARY[usage] in cldr.format_date(DAY, "ar")
    assert AUGUST[usage] in cldr.format_date(DAY.replace(month=8), "ar")
    assert cldr.format_date(DAY, "en") == "5 January 2026"


def test_a_language_without_a_region_follows_its_own_usage(settings):
    settings.FORMAT_LOCALES = {}
    assert cldr.format_date(DAY, "en") == "January 5, 2026"


@pytest.mark.parametrize("usage", JANUARY)
@pytest.mark.parametrize(
    ("system", "digits"), [("latn", "2026"), ("arab", "٢٠٢٦"), ("arabext", "۲۰۲۶")]
)
def test_digits_of_dates_are_those_set_in_every_region(settings, usage, system, digits):
    settings.FORMAT_LOCALES = {"ar": usage}
    settings.NUMBERING_SYSTEMS = {"ar": system}
    text = cldr.format_date(DAY, "ar")
    assert digits in text
    assert text.count("5") == (system == "latn")


@pytest.mark.parametrize("style", ["short", "medium", "long", "full"])
def test_every_length_of_date_is_written(language, style):
    assert cldr.format_date(DAY, language, style)
    assert cldr.format_date(datetime(2026, 1, 5, 12, tzinfo=UTC), language, style)


@pytest.mark.parametrize(
    ("value", "language", "system", "text"),
    [
        (1234567.5, "en", "latn", "1,234,567.5"),
        (1234567, "ar", "latn", "1,234,567"),
        (Decimal("-12.5"), "en", "latn", "-12.5"),
        (0, "ar", "arab", "٠"),
        (1234567.5, "ar", "arab", "١٬٢٣٤٬٥٦٧٫٥"),
        (Decimal("-12.5"), "ar", "arab", "\u061c-١٢٫٥"),
        (Decimal("-12.5"), "ar", "latn", "\u200e-12.5"),
        (2026, "ar", "arabext", "۲٬۰۲۶"),
        (1234567.5, "fa", "arabext", "۱٬۲۳۴٬۵۶۷٫۵"),
        (-3, "fa", "arabext", "\u200e\u2212۳"),
        (1234567.5, "en", "arab", "١٬٢٣٤٬٥٦٧٫٥"),
    ],
)
def test_numbers_are_written_as_set(settings, value, language, system, text):
    settings.NUMBERING_SYSTEMS = {language: system}
    assert cldr.format_number(value, language) == text


@pytest.mark.parametrize(
    ("language", "system", "text"),
    [
        ("en", "latn", "82%"),
        ("ar", "latn", "82\u200e%\u200e"),
        ("ar", "arab", "٨٢٪\u061c"),
        ("fa", "arabext", "۸۲٪"),
    ],
)
def test_percentages_have_the_sign_of_their_language(settings, language, system, text):
    settings.NUMBERING_SYSTEMS = {language: system}
    assert cldr.format_percent(82, language) == text


@pytest.mark.parametrize(
    ("typed", "arab", "latn"),
    [
        ("1,234,567.5", "١٬٢٣٤٬٥٦٧٫٥", "1,234,567.5"),
        ("٢٬٠٠٠ / 3.5", "٢٬٠٠٠ / ٣٫٥", "2,000 / 3.5"),
        ("82%", "٨٢٪\u061c", "82%"),
        ("31.3.2026, 14:30", "٣١.٣.٢٠٢٦, ١٤:٣٠", "31.3.2026, 14:30"),
        ("1, 2,3", "١, ٢,٣", "1, 2,3"),
        ("2.5 MB", "٢٫٥ MB", "2.5 MB"),
    ],
)
def test_numbers_in_a_text_have_the_separators_of_their_digits(settings, typed, arab, latn):
    settings.NUMBERING_SYSTEMS = {"ar": "arab", "en": "latn"}
    assert cldr.in_digits_of(typed, "ar") == arab
    assert cldr.in_digits_of(typed, "en") == latn


@pytest.mark.parametrize("text", ["8 areas", "٨ areas", "۸ areas"])
def test_digits_of_any_system_become_those_set(settings, text):
    assert cldr.in_digits_of(text, "ar") == "8 areas"
    settings.NUMBERING_SYSTEMS = {"ar": "arab"}
    assert cldr.in_digits_of(text, "ar") == "٨ areas"
    assert cldr.in_digits_of(text, "en") == "8 areas"


@pytest.mark.parametrize(
    ("language", "reader", "name"),
    [("en", "ar", "الإنجليزية"), ("ar", "ar", "العربية"), ("ar", "en", "Arabic")],
)
def test_a_language_is_called_as_its_reader_calls_it(language, reader, name):
    assert cldr.name_in(language, reader) == name


@pytest.mark.parametrize(
    ("code", "reader", "name"),
    [("SE", "ar", "السويد"), ("SE", "en", "Sweden"), ("??", "en", "??")],
)
def test_a_country_is_called_as_its_reader_calls_it(code, reader, name):
    assert cldr.country_name(code, reader) == name


def test_countries_are_those_of_iso_3166(language):
    codes = cldr.country_codes()
    assert len(codes) == 250
    assert {"JO", "PS", "SE", "XK"} <= set(codes)
    assert not {"EU", "UN", "ZZ"} & set(codes)
    assert all(cldr.country_name(code, language) != code for code in codes)


@pytest.mark.parametrize(
    ("text", "arabic", "english"),
    [
        ("2026", "2026", "2026"),
        ("2026-01", "كانون الثاني 2026", "January 2026"),
        ("2026-01-05", "5 كانون الثاني 2026", "5 January 2026"),
    ],
)
def test_a_date_known_in_part_is_written_in_part(text, arabic, english):
    assert cldr.format_partial_date(text, "ar") == arabic
    assert cldr.format_partial_date(text, "en") == english


def test_words_stand_in_a_row_as_the_language_puts_them():
    assert cldr.format_list(["a", "b", "c"], "en") == "a, b and c"
    assert cldr.format_list(["أ", "ب"], "ar") == "أ وب"
