"""What a site that adds a language is told, and what its readers are given meanwhile."""

import gettext
import os

import pytest
from django.core.checks import run_checks

from languages import cldr, migrated
from languages.catalogues import compiling, faults
from site_config import start

GERMAN = ("de", "Deutsch")
PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def said(settings, languages):
    """The ids of what the system checks say of a site with these languages, and all their words."""
    settings.LANGUAGES = languages
    found = [told for told in run_checks(tags=["languages"]) if "languages.W" in told.id]
    return sorted(told.id for told in found), " ".join(told.msg for told in found)


def test_a_language_without_columns_and_catalogue_is_told(settings):
    ids, words = said(settings, [*settings.LANGUAGES, GERMAN])
    assert ids == ["languages.W001", "languages.W003"]
    assert "'de'" in words


def test_columns_without_a_language_are_told(settings):
    kept, (gone, _name) = settings.LANGUAGES
    ids, words = said(settings, [kept])
    assert ids == ["languages.W002"]
    assert f"'{gone}'" in words


def test_the_site_does_not_start_without_the_columns(settings):
    start.ensure_columns()
    settings.LANGUAGES = [*settings.LANGUAGES, GERMAN]
    with pytest.raises(SystemExit, match=r"^Configuration error: LANGUAGES has de, [^\n]*$"):
        start.ensure_columns()


def test_the_site_does_not_start_while_columns_have_no_language(settings):
    settings.LANGUAGES = settings.LANGUAGES[:1]
    with pytest.raises(SystemExit, match=r"^Configuration error: LANGUAGES has no [^\n]*$"):
        start.ensure_columns()
    assert not migrated.without_columns()


@pytest.fixture
def german(settings, tmp_path):
    """What gettext makes of a catalogue folder with an English catalogue, and a German one of the
    text given, if any."""
    settings.LANGUAGES = [*settings.LANGUAGES, GERMAN]
    english = tmp_path / "en" / "LC_MESSAGES" / "django.po"
    english.parent.mkdir(parents=True)
    english.write_text(
        PO + 'msgid "Skip to content"\nmsgstr ""\n\nmsgid "Hello"\nmsgstr "Good day"\n\n'
        'msgid "Search"\nmsgstr ""\n\n'
        'msgid "%(n)s stage"\nmsgid_plural "%(n)s stages"\nmsgstr[0] ""\nmsgstr[1] ""\n'
    )
    path = tmp_path / "de" / "LC_MESSAGES" / "django.po"

    def compiled(text=""):
        if text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(PO + text)
            os.utime(path, (4_000_000_000, 4_000_000_000))
        compiling.compile_catalogues(tmp_path)
        with path.with_suffix(".mo").open("rb") as file:
            return gettext.GNUTranslations(file)

    return compiled


def test_what_nobody_has_translated_is_read_in_the_source_language(german):
    for translations in (german(), german('msgid "Hello"\nmsgstr ""\n')):
        # Without an entry, Django would ask the default language.
        translations.add_fallback(None)
        assert translations.gettext("Hello") == "Good day"
        assert translations.gettext("Skip to content") == "Skip to content"
        assert translations.ngettext("%(n)s stage", "%(n)s stages", 1) == "%(n)s stages"
        # A text of a package, and one that a package has translated.
        assert (None, "Search") not in translations._catalog
        assert "Search" not in translations._catalog


def test_what_is_translated_wins(german):
    german()
    assert german('msgid "Hello"\nmsgstr "Guten Tag"\n').gettext("Hello") == "Guten Tag"


def test_a_catalogue_that_is_missing_is_a_fault(settings, tmp_path):
    settings.LANGUAGES = [("zh-hans", "简体中文")]
    [fault] = faults.code_faults(tmp_path, tmp_path)
    assert fault.endswith("zh_Hans/LC_MESSAGES/django.po does not exist")


@pytest.mark.parametrize(
    ("language", "digits", "script", "direction"),
    [
        ("fr", "12", "LATIN", "ltr"),
        ("fa", "۱۲", "ARABIC", "rtl"),
        ("uk", "12", "CYRILLIC", "ltr"),
        ("he", "12", "HEBREW", "rtl"),
    ],
)
def test_facts_of_a_language_that_no_setting_names(language, digits, script, direction):
    assert cldr.in_digits_of("12", language) == digits
    assert cldr.script_name(cldr.script(language)) == script
    assert cldr.direction(language) == direction
