"""Texts of installed packages are put right in our own catalogue, which stays in step with them."""

import gettext
import json
import re
from datetime import UTC, date, datetime

import pytest
from babel import Locale
from django.apps import apps
from django.conf import settings
from django.template.defaultfilters import date as format_date
from django.utils import formats, translation
from django.utils.translation import gettext as translate
from django.utils.translation import ngettext

from languages import cldr
from languages.catalogues import files
from languages.catalogues.faults import catalogue_faults
from languages.catalogues.packages import (
    PACKAGES_DIR,
    corrected_languages,
    is_words,
    package_faults,
)
from tests.languages.test_catalogues import HEADER, SIX, plural


@pytest.fixture
def written(tmp_path):
    """A function that writes a catalogue of a package or of ours; returns its locale folder."""

    def write(room, language, body, domain="django"):
        path = tmp_path / room / language / "LC_MESSAGES" / f"{domain}.po"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(HEADER + body)
        return tmp_path / room

    return write


@pytest.fixture
def faults_of(written, tmp_path):
    """A function: a package's English and Arabic texts and our Arabic ones, to what is wrong."""

    def find(english, arabic, ours):
        package = written("package", "en", english)
        written("package", "ar", arabic)
        return package_faults("ar", written("ours", "ar", ours), [package])

    return find


def test_text_that_the_package_leaves_out_is_told_until_we_have_it(faults_of):
    english = 'msgid "Lock"\nmsgstr ""\n'
    [fault] = faults_of(english, "", "")
    assert "'Lock' of an installed package is not translated" in fault
    assert faults_of(english, "", 'msgid "Lock"\nmsgstr "قفل"\n') == []


@pytest.mark.parametrize(
    "arabic",
    [
        'msgid "Lock"\nmsgstr ""\n',
        'msgid "Lock"\nmsgstr "Lock"\n',
        '#, fuzzy\nmsgid "Lock"\nmsgstr "قفل"\n',
    ],
)
def test_empty_english_or_doubtful_text_counts_as_none(faults_of, arabic):
    [fault] = faults_of('msgid "Lock"\nmsgstr ""\n', arabic, "")
    assert "not translated" in fault


def test_plural_with_one_english_form_counts_as_none(faults_of):
    english = 'msgid "%(count)s page"\nmsgid_plural "%(count)s pages"\nmsgstr[0] ""\nmsgstr[1] ""\n'
    assert faults_of(english, plural(*SIX), "") == []
    [fault] = faults_of(english, plural(*SIX[:2], "%(count)s pages", *SIX[3:]), "")
    assert "not translated" in fault


def test_text_of_placeholders_alone_needs_no_translation(faults_of):
    body = 'msgid "<b>%(label)s</b>: {}"\nmsgstr ""\n'
    assert faults_of(body, body, "") == []
    assert is_words("إلى %(label)s")
    assert not is_words("%(label)s – %s")


def test_correction_wins_over_a_wrong_text(faults_of):
    wrong = 'msgid "Fair"\nmsgstr "عادل"\n'
    assert faults_of('msgid "Fair"\nmsgstr ""\n', wrong, 'msgid "Fair"\nmsgstr "مقبول"\n') == []


def test_correction_of_a_text_that_is_gone_is_told(faults_of):
    [fault] = faults_of("", "", 'msgid "Lock"\nmsgstr "قفل"\n')
    assert "'Lock' is in no installed package any longer" in fault


def test_correction_of_a_text_that_became_plural_is_told(faults_of):
    english = 'msgid "%(count)s page"\nmsgid_plural "%(count)s pages"\nmsgstr[0] ""\nmsgstr[1] ""\n'
    [fault] = faults_of(english, plural(*SIX), 'msgid "%(count)s page"\nmsgstr "%(count)s صفحة"\n')
    assert "any longer" in fault


def test_correction_that_the_package_has_taken_over_is_told(faults_of):
    same = 'msgid "Lock"\nmsgstr "قفل"\n'
    [fault] = faults_of('msgid "Lock"\nmsgstr ""\n', same, same)
    assert "says what the package itself says" in fault


def test_package_without_an_english_catalogue_is_taken_at_its_word(written):
    package = written("package", "ar", 'msgid "Lock"\nmsgstr "قفل"\n')
    ours = written("ours", "ar", 'msgid "Lock"\nmsgstr "إقفال"\n')
    assert package_faults("ar", ours, [package]) == []


def test_installed_packages_say_everything_in_arabic():
    assert corrected_languages() == ["ar", "en"]
    assert package_faults("ar") == []


def test_corrections_are_compiled_with_our_own_catalogues():
    paths = files.catalogue_paths()
    assert PACKAGES_DIR / "ar" / "LC_MESSAGES" / "djangojs.po" in paths
    assert all(not catalogue_faults(path) for path in paths if "packages" in path.parts)


def test_corrections_are_what_the_admin_says():
    with translation.override("ar"):
        assert translate("Bold") == "عريض"
        assert translate("Live") == "منشورة"
        assert ngettext("Delete 1 image", "Delete %(counter)s images", 2) == "حذف صورتين"


def test_our_own_words_win_over_corrections():
    own, packages = settings.LOCALE_PATHS
    assert (own, packages) == (files.LOCALE_DIR, PACKAGES_DIR)


def test_corrections_reach_the_scripts_of_the_admin(admin_client_in):
    client = admin_client_in("ar")
    source = client.get("/admin/jsi18n/").content.decode()
    catalogue = json.loads(re.search(r"const newcatalog = (\{.*?\});", source, re.DOTALL)[1])
    assert catalogue["Fair"] == "مقبول"
    assert catalogue["%(num)s error"][2] == "خطآن"


def test_plural_rule_is_the_packages_own():
    # Two rules of different wording would hide our plurals from the admin's scripts.
    wagtail_locale = f"{apps.get_app_config('wagtailadmin').path}/locale"
    for domain in ("django", "djangojs"):
        ours = gettext.translation(domain, PACKAGES_DIR, languages=["ar"])
        theirs = gettext.translation(domain, wagtail_locale, languages=["ar"])
        assert ours.plural.__code__ == theirs.plural.__code__


def test_admin_names_months_as_the_site_does():
    names = Locale.parse(settings.FORMAT_LOCALES["ar"], sep="-").months["format"]["wide"]
    with translation.override("ar"):
        for number, name in names.items():
            day = date(2026, number, 1)
            assert {format_date(day, letter) for letter in "FNEM"} == {name}
            assert format_date(day, "b") == name


@pytest.mark.parametrize(
    ("language", "day", "moment", "number"),
    [
        ("ar", "3 تشرين الثاني 2026", "3 تشرين الثاني 2026، 16:05", "1.5"),
        ("en", "3 November 2026", "3 November 2026, 16:05", "1.5"),
    ],
)
def test_admin_writes_dates_and_numbers_as_the_site_does(language, day, moment, number):
    value = datetime(2026, 11, 3, 16, 5, tzinfo=UTC)
    with translation.override(language):
        assert formats.date_format(value, "DATE_FORMAT") == day == cldr.format_date(value, language)
        assert formats.date_format(value, "DATETIME_FORMAT") == moment
        assert formats.number_format(1.5) == number == cldr.format_number(1.5, language)
