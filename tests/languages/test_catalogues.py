"""Catalogues are compiled without gettext, and what is wrong in them is found."""

import gettext
import os

import pytest

from languages.catalogues import compiling, extraction, faults

HEADER = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : "
"n%100>=11 && n%100<=99 ? 4 : 5;\\n"

"""


@pytest.fixture
def catalogue(tmp_path):
    """A function that writes the Arabic catalogue of a locale folder of its own."""

    def write(body):
        path = tmp_path / "ar" / "LC_MESSAGES" / "django.po"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(HEADER + body)
        return path

    return write


def plural(*forms):
    """A plural entry with these forms."""
    texts = "".join(f'msgstr[{number}] "{form}"\n' for number, form in enumerate(forms))
    return f'msgid "%(count)s page"\nmsgid_plural "%(count)s pages"\n{texts}'


SIX = ("لا صفحات", "صفحة", "صفحتان", "%(count)s صفحات", "%(count)s صفحة", "%(count)s صفحة")


def test_compiled_catalogue_is_read_by_gettext(catalogue, tmp_path):
    path = catalogue('msgid "Search"\nmsgstr "بحث"\n\n' + plural(*SIX))
    assert compiling.compile_catalogues(tmp_path) == [path.with_suffix(".mo")]
    with path.with_suffix(".mo").open("rb") as source:
        translations = gettext.GNUTranslations(source)
    assert translations.gettext("Search") == "بحث"
    found = [
        translations.ngettext("%(count)s page", "%(count)s pages", n) for n in (0, 1, 2, 3, 11)
    ]
    assert found == list(SIX[:5])


def test_catalogue_is_compiled_only_when_it_changed(catalogue, tmp_path):
    path = catalogue('msgid "Search"\nmsgstr "بحث"\n')
    assert compiling.compile_catalogues(tmp_path)
    assert not compiling.compile_catalogues(tmp_path)
    os.utime(path, (4_000_000_000, 4_000_000_000))
    assert compiling.compile_catalogues(tmp_path)


def test_good_catalogue_has_no_faults(catalogue):
    body = 'msgid "Page %(number)s"\nmsgstr "الصفحة %(number)s"\n\n' + plural(*SIX)
    assert faults.catalogue_faults(catalogue(body)) == []


@pytest.mark.parametrize(
    ("body", "word"),
    [
        ('msgid "Search"\nmsgstr ""\n', "not translated"),
        ('#, fuzzy\nmsgid "Search"\nmsgstr "بحث"\n', "fuzzy"),
        ('msgid "Page %(n)s"\nmsgstr "صفحة"\n', "leaves out"),
        ('msgid "Page %(n)s"\nmsgstr "صفحة %(m)s"\n', "unknown placeholder"),
        ('#~ msgid "Search"\n#~ msgstr "بحث"\n', "obsolete"),
        (plural(*SIX[:2]), "not translated"),
        (plural(*SIX[:5], ""), "not translated"),
    ],
)
def test_fault_is_told(catalogue, body, word):
    [fault] = faults.catalogue_faults(catalogue(body))
    assert word in fault


def test_torn_catalogue_is_told(tmp_path):
    path = tmp_path / "ar" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    path.write_text('<<<<<<< HEAD\nmsgid "Search"\nmsgstr "بحث"\n')
    [fault] = faults.catalogue_faults(path)
    assert str(path) in fault


def test_texts_are_found_in_python():
    source = b"""
_("One")
label = gettext_lazy("Two " "words")
ngettext("%(n)s page", "%(n)s pages", 3)
pgettext_lazy("verb", "Open")
other("Nothing")
"""
    assert extraction.extract_from_python(source) == {
        (None, "One"),
        (None, "Two words"),
        (None, "%(n)s page"),
        ("verb", "Open"),
    }


def test_texts_are_found_in_templates():
    source = """
{% load i18n %}<p title="{% translate "Site's name" %}">don't</p>
  {% trans 'Menu' as menu %} {% translate "Open" context "verb" %}
{% include "x.html" with label=_("Label") only %}{{ x|default:_("Nothing") }}
{% blocktranslate trimmed with x=y %}
    Hello
    {{ x }}
{% endblocktranslate %}
{% blocktranslate count counter=n %}{{ counter }} page{% plural %}{{ counter }} pages
{% endblocktranslate %}
"""
    found = extraction.extract_from_template(source)
    assert {
        (None, "Site's name"),
        (None, "Menu"),
        (None, "Label"),
        (None, "Nothing"),
        ("verb", "Open"),
        (None, "Hello %(x)s"),
        (None, "%(counter)s page"),
    } <= found


def test_texts_of_the_code_and_of_the_catalogues_are_the_same(tmp_path, settings):
    """Mails count as code, too."""
    settings.LANGUAGES = [("ar", "العربية")]
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "mail.txt").write_text('{% load i18n %}{% translate "New" %}')
    catalogue = tmp_path / "locale" / "ar" / "LC_MESSAGES" / "django.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text('msgid ""\nmsgstr ""\n"Language: ar\\n"\n\nmsgid "Old"\nmsgstr "قديم"\n')
    assert [
        fault.split(": ", 1)[1] for fault in faults.code_faults(tmp_path, tmp_path / "locale")
    ] == [
        "'New' is missing",
        "'Old' is not in the code",
    ]
