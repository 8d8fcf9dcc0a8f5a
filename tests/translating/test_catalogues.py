"""Translators edit the interface's words in the admin, each in their own language."""

import shutil
from http import HTTPStatus

import polib
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from languages.catalogues import editing, faults, files
from languages.catalogues.editing import Catalogue, CatalogueError, change, entry_key, take_in
from pages.access.roles import READER, set_up, translator
from tests.factories import make_administrator, make_member

pytestmark = pytest.mark.both_databases


@pytest.fixture
def locale_dir(tmp_path, monkeypatch):
    """Catalogues that a test may change."""
    folder = tmp_path / "locale"
    shutil.copytree(files.LOCALE_DIR, folder)
    monkeypatch.setattr(editing.named_paths, "__defaults__", (folder,))
    yield folder
    language = translation.get_language()
    editing.translation_file_changed(None, folder / "django.mo")
    translation.activate(language)


@pytest.fixture
def arabic(locale_dir):
    """Our Arabic catalogue, one message untranslated and one with plural forms doubtful."""
    path = locale_dir / "ar" / "LC_MESSAGES" / "django.po"
    po = polib.pofile(str(path))
    search = po.find("Search")
    search.msgstr = ""
    plural = next(entry for entry in po if entry.msgid_plural and "%(" in entry.msgid)
    plural.flags.append("fuzzy")
    po.save()
    return path


def message(path, msgid):
    return next(found for found in Catalogue(path).messages if found.ids[0] == msgid)


def plural_of(path):
    return next(
        found for found in Catalogue(path).messages if len(found.ids) > 1 and found.is_fuzzy
    )


def test_a_catalogue_tells_its_messages_and_the_numbers_of_its_plural_forms(arabic):
    found = Catalogue(arabic)
    assert not message(arabic, "Search").is_translated
    assert not plural_of(arabic).is_translated
    assert len(plural_of(arabic).texts) == 6
    assert [numbers[0] for numbers in found.examples] == [0, 1, 2, 3, 11, 100]


def test_what_is_saved_is_in_the_file_and_compiled(arabic):
    key = message(arabic, "Search").key
    others = [found for found in Catalogue(arabic).messages if found.key != key]
    assert change(arabic, {key: ("ابحث هنا",)}) == {}
    assert message(arabic, "Search").texts == ("ابحث هنا",)
    assert [found for found in Catalogue(arabic).messages if found.key != key] == others
    compiled = polib.mofile(str(arabic.with_suffix(".mo")))
    assert compiled.find("Search").msgstr == "ابحث هنا"
    assert faults.catalogue_faults(arabic)[:1] != []


def test_what_is_wrong_is_told_and_the_rest_is_saved(arabic):
    plural = plural_of(arabic)
    broken = (*plural.texts[:-1], "%(nothing)s")
    search = message(arabic, "Search")
    faults = change(arabic, {plural.key: broken, search.key: ("ابحث",), "gone": ("x",)})
    assert set(faults) == {plural.key, "gone"}
    assert "%(nothing)s" in str(faults[plural.key][0])
    assert message(arabic, "Search").texts == ("ابحث",)
    assert plural_of(arabic).texts == plural.texts


def test_nobody_writes_over_what_another_has_written_meanwhile(arabic):
    key = message(arabic, "Search").key
    change(arabic, {key: ("ابحث",)}, {key: ("",)})
    assert set(change(arabic, {key: ("فتش",)}, {key: ("",)})) == {key}
    assert message(arabic, "Search").texts == ("ابحث",)


def test_a_file_that_comes_back_goes_in(arabic):
    po = polib.pofile(str(arabic))
    po.find("Search").msgstr = "ابحث"
    wrong = next(entry for entry in po if "%(language)s" in entry.msgid and not entry.msgid_plural)
    before, wrong.msgstr = wrong.msgstr, "بلا شيء"
    count, refused = take_in(arabic, str(po).encode(), "ar")
    assert count > 100
    assert [msgid for _line, msgid, _faults in refused] == [wrong.msgid]
    assert (message(arabic, "Search").texts, message(arabic, wrong.msgid).texts) == (
        ("ابحث",),
        (before,),
    )


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\x01",
        'msgid "a"\nmsgstr "\u00e9"'.encode("latin-1"),
        b'msgid "torn',
        b"msgid",
        b'msgid "a"\nmsgid "b"\nmsgid',
        b'msgid ""\nmsgstr "Language: fr\\n"\n\nmsgid "Search"\nmsgstr "Chercher"\n',
        b'msgid "x"\nmsgstr "y"\n' + b"#" * editing.LARGEST_FILE,
    ],
)
def test_what_is_no_catalogue_of_the_language_changes_nothing(arabic, content):
    before = arabic.read_bytes()
    with pytest.raises(CatalogueError):
        take_in(arabic, content, "ar")
    assert arabic.read_bytes() == before


def test_translators_edit_their_language_in_either_admin(arabic, client, db, settings, language):
    settings.EDIT_CATALOGUES = True
    set_up(lambda line: None)
    client.force_login(make_member(translator("ar"), language))
    page = client.get(reverse("translation_catalogues")).content.decode()
    url = reverse("edit_catalogue", args=["ar", "django"])
    assert url in page
    assert reverse("edit_catalogue", args=["en", "django"]) not in page
    shown = client.get(url).content.decode()
    search = message(arabic, "Search")
    assert f'value="{search.key}"' in shown
    assert 'lang="ar" dir="rtl"' in shown
    sent = {"message": search.key, f"text-{search.key}": "ابحث", f"seen-{search.key}": ""}
    assert client.post(url, sent).status_code == HTTPStatus.FOUND
    assert message(arabic, "Search").texts == ("ابحث",)
    plural = plural_of(arabic)
    sent = {
        "message": plural.key,
        f"text-{plural.key}": ["%(bad)s"] * 6,
        f"seen-{plural.key}": plural.texts,
    }
    answer = client.post(url, sent).content.decode()
    assert f'id="faults-{plural.key}"' in answer
    assert answer.count("%(bad)s</textarea>") == 6


def test_a_file_is_taken_away_and_taken_in(arabic, client, db, settings):
    settings.EDIT_CATALOGUES = True
    client.force_login(make_administrator("en"))
    answer = client.get(reverse("download_catalogue", args=["ar", "django"]))
    assert answer.getvalue() == arabic.read_bytes()
    url = reverse("edit_catalogue", args=["ar", "django"])
    file = SimpleUploadedFile("ar.po", arabic.read_bytes())
    assert client.post(url, {"upload": "on", "file": file}).status_code == HTTPStatus.FOUND
    torn = client.post(url, {"upload": "on", "file": SimpleUploadedFile("ar.po", b"msgid")})
    assert torn.status_code == HTTPStatus.OK
    assert b"PO" in torn.content


def is_missing(client, url):
    return client.get(url, follow=True).status_code == HTTPStatus.NOT_FOUND


def test_nobody_else_gets_at_them(arabic, client, db, settings):
    settings.EDIT_CATALOGUES = True
    set_up(lambda line: None)
    edit = reverse("edit_catalogue", args=["ar", "django"])
    client.force_login(make_member(READER, "en"))
    assert edit not in client.get(reverse("translation_catalogues")).content.decode()
    assert client.get(edit).status_code == HTTPStatus.FOUND
    client.force_login(make_member(translator("en"), "en"))
    assert client.get(edit).status_code == HTTPStatus.FOUND
    client.force_login(make_administrator("en"))
    for args in (["fr", "django"], ["ar", "nothing"]):
        assert is_missing(client, reverse("edit_catalogue", args=args))
    settings.EDIT_CATALOGUES = False
    assert is_missing(client, edit)
    assert client.get(reverse("translation_catalogues")).status_code == HTTPStatus.OK


def test_keys_tell_contexts_apart():
    entries = [polib.POEntry(msgid="a", msgctxt=context) for context in (None, "b", "c")]
    assert len({entry_key(entry) for entry in entries}) == 3
