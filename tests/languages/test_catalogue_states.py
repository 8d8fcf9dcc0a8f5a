"""How far each catalogue of interface words is."""

import pytest
from babel.messages.pofile import PoFileError

from languages.catalogues.states import catalogue_states

CATALOGUE = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "Two words"
msgstr "كلمتان اثنتان"

msgid "Not yet there"
msgstr ""

#, fuzzy
msgid "Doubtful"
msgstr "مشكوك فيه"

msgid "One page"
msgid_plural "%(n)s pages"
msgstr[0] "صفحة"
msgstr[1] ""

#~ msgid "Gone"
#~ msgstr ""
"""


@pytest.fixture
def folder(tmp_path):
    """Catalogues of the same texts in both languages, and one that corrects packages."""
    for where in ("ar", "en", "packages/ar"):
        path = tmp_path / where / "LC_MESSAGES" / "django.po"
        path.parent.mkdir(parents=True)
        path.write_text(CATALOGUE)
    return tmp_path


def test_words_and_texts_are_counted(folder):
    arabic, english, corrections = catalogue_states(folder)
    assert (arabic.language, arabic.domain, arabic.is_correction) == ("ar", "django", False)
    assert (arabic.total, arabic.untranslated, arabic.fuzzy) == (4, 2, 1)
    assert (arabic.words, arabic.words_left, arabic.percent) == (8, 6, 25)
    # An empty text in the code's own language means the code's.
    assert (english.language, english.untranslated, english.fuzzy) == ("en", 0, 1)
    assert english.words_left == 1
    assert corrections.is_correction


def test_a_changed_file_is_read_again(folder):
    assert catalogue_states(folder)[0].fuzzy == 1
    path = folder / "ar" / "LC_MESSAGES" / "django.po"
    path.write_text(CATALOGUE.replace("#, fuzzy\n", ""))
    assert catalogue_states(folder)[0].fuzzy == 0


def test_a_broken_file_is_named(folder):
    (folder / "en" / "LC_MESSAGES" / "django.po").write_text(
        'msgid "Page"\nmsgstr ""\nnonsense here\n'
    )
    with pytest.raises(PoFileError):
        catalogue_states(folder)


def test_the_projects_own_are_complete():
    states = catalogue_states()
    assert {state.language for state in states if not state.is_correction} == {"ar", "en"}
    assert [state for state in states if state.percent < 100] == []
