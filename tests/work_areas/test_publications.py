"""Publications: one file per language, each released, written and shown with its language."""

import pytest
from django.utils import translation
from wagtail.models import ReferenceIndex

from pages.access.roles import EDITOR, set_up, translator
from pages.models import BasePage
from pages.staff.usage import uses_of
from pages.versions.language_states import language_states
from pages.versions.releasing import release, withdraw
from tests.editor import Editor
from tests.factories import (
    ContentPageFactory,
    DocumentFactory,
    ImageFactory,
    PublicationPageFactory,
    make_member,
)
from work_areas.models import PublicationIndexPage, PublicationKind, PublicationPage

pytestmark = pytest.mark.both_databases

OTHER = {"ar": "en", "en": "ar"}
ADDRESS = "publications/report/"
NO_FILE = {"ar": "لا يوجد ملف باللغة العربية بعد", "en": "There is no file in English yet"}
IN_OTHER = {"ar": "بالإنجليزية", "en": "in Arabic"}


@pytest.fixture
def report(publications):
    """A publication with a file in each language."""
    page = PublicationPageFactory(
        parent=publications,
        slug="report",
        kind=PublicationKind.objects.first(),
        cover=ImageFactory(),
        document_ar=DocumentFactory(language="ar"),
        document_en=DocumentFactory(language="en"),
    )
    page.save_revision().publish()
    return PublicationPage.objects.get(pk=page.pk)


def files(document):
    """The files that a page offers: (address, language, what is said of them)."""
    return [
        (link["href"], link["hreflang"], " ".join(link.parent.get_text(" ").split()))
        for link in document.select(".file a")
    ]


def stored(page):
    """A page as visitors read it."""
    return PublicationPage.objects.get(pk=page.pk)


def test_the_readers_file_comes_first_with_its_type_and_size(report, read, client, language):
    document = read(f"/{language}/{ADDRESS}")

    own, other = files(document)
    assert own[0] == getattr(report, f"document_{language}").url
    assert own[1] == language
    assert "TXT" in own[2]
    assert {"ar": "21 بايت", "en": "21 bytes"}[language] in own[2].replace("\xa0", " ")
    assert IN_OTHER[language] not in own[2]
    assert other[1] == OTHER[language]
    assert IN_OTHER[language] in other[2]
    assert NO_FILE[language] not in document.get_text()
    response = client.get(own[0])
    assert response.getvalue() == b"Twelve words of text."
    response.close()


def test_without_a_file_in_the_readers_language_the_other_one_is_given_and_marked(
    report, read, language
):
    setattr(report, f"document_{language}", None)
    report.save()

    document = read(f"/{language}/{ADDRESS}")

    [(address, file_language, words)] = files(document)
    assert address == getattr(report, f"document_{OTHER[language]}").url
    assert file_language == OTHER[language]
    assert IN_OTHER[language] in words
    assert NO_FILE[language] in document.get_text()
    listed = read(f"/{language}/publications/").select_one(".publication__facts")
    assert IN_OTHER[language] in listed.get_text()


def test_a_file_knows_better_than_its_place_which_language_it_is_in(report, read):
    report.document_ar.language = "en"
    report.document_ar.save()

    assert [language for _url, language, _words in files(read(f"/ar/{ADDRESS}"))] == ["en", "en"]


def test_a_publication_without_files_offers_none(report, read, language):
    report.document_ar = report.document_en = None
    report.save()

    document = read(f"/{language}/{ADDRESS}")

    assert not document.select(".file, #files")


def test_the_file_of_a_language_that_is_held_back_is_not_given_away(report, read, language):
    other = OTHER[language]
    withdraw(report, other)

    # Not even in place of one that is missing.
    for address in (f"/{language}/{ADDRESS}", f"/{other}/{ADDRESS}"):
        document = read(address)
        assert [url for url, _language, _words in files(document)] == [
            getattr(report, f"document_{language}").url
        ]


def test_a_file_is_released_with_its_language(report, language):
    other = OTHER[language]
    before = {code: getattr(report, f"document_{code}_id") for code in ("ar", "en")}
    report.document_ar, report.document_en = DocumentFactory(), DocumentFactory()
    draft = {code: getattr(report, f"document_{code}_id") for code in ("ar", "en")}
    report.save_revision()

    release(report, language)

    page = stored(report)
    assert getattr(page, f"document_{language}_id") == draft[language]
    assert getattr(page, f"document_{other}_id") == before[other]
    latest = page.get_latest_revision_as_object()
    assert getattr(latest, f"document_{other}_id") == draft[other]
    states = language_states([page])[page.pk]
    assert {code: state.has_draft for code, state in states.items()} == {
        language: False,
        other: True,
    }


def test_a_language_without_a_file_is_not_complete(report):
    report.document_en = None
    report.save_revision().publish()

    states = language_states([stored(report)])[report.pk]

    assert (states["ar"].status, states["en"].status) == ("complete", "partial")


def test_files_are_chosen_in_the_editor_in_each_language(admin_client_in, report, language):
    new = DocumentFactory()
    editor = Editor(admin_client_in(language), report)
    editor.type(**{f"document_{language}": str(new.pk), "year": "2025"})

    assert editor.save().status_code == 302

    draft = stored(report).get_latest_revision_as_object()
    assert getattr(draft, f"document_{language}") == new
    other = OTHER[language]
    assert getattr(draft, f"document_{other}_id") == getattr(report, f"document_{other}_id")
    assert draft.year == 2025


def test_two_people_choose_a_file_each_and_both_stay(client, admin_client_in, report):
    staff = admin_client_in("en")
    mine, theirs = Editor(staff, report), Editor(staff, report)
    arabic, english = DocumentFactory(), DocumentFactory()
    theirs.type(document_ar=str(arabic.pk))
    assert theirs.save().status_code == 302
    mine.type(document_en=str(english.pk))
    assert mine.save().status_code == 302

    draft = stored(report).get_latest_revision_as_object()

    assert (draft.document_ar, draft.document_en) == (arabic, english)


def test_whoever_writes_one_language_chooses_its_file_and_no_other(client, report, language):
    set_up(lambda line: None)
    client.force_login(make_member(translator(language), language))
    new, other = DocumentFactory(), OTHER[language]
    editor = Editor(client, report)
    assert f"document_{other}" not in editor.form.fields
    assert "kind" not in editor.form.fields
    editor.type(**{f"document_{language}": str(new.pk), f"document_{other}": str(new.pk)})
    assert editor.save().status_code == 302

    draft = stored(report).get_latest_revision_as_object()

    assert getattr(draft, f"document_{language}") == new
    assert getattr(draft, f"document_{other}_id") == getattr(report, f"document_{other}_id")


def test_a_draft_is_previewed_with_its_files(report, language):
    report.document_ar, report.document_en = DocumentFactory(), DocumentFactory()
    report.save_revision()

    draft = report.get_latest_revision_as_object()
    text = draft.make_preview_request(preview_mode=language).content.decode()

    assert getattr(report, f"document_{language}").url in text


def test_a_copy_has_the_same_files_and_kind(report):
    copy = report.copy(update_attrs={"slug": "copy"})

    copy = stored(copy)
    assert (copy.document_ar_id, copy.document_en_id) == (
        report.document_ar_id,
        report.document_en_id,
    )
    assert copy.kind_id == report.kind_id
    assert copy.get_latest_revision_as_object().document_en_id == report.document_en_id


def test_a_deleted_file_or_kind_is_missed_by_nobody(report, read, language):
    report.save_revision()
    report.document_ar.delete()
    report.document_en.delete()
    report.kind.delete()
    report.cover.delete()

    assert not files(read(f"/{language}/{ADDRESS}"))
    draft = stored(report).get_latest_revision_as_object()
    assert (draft.document_ar_id, draft.document_en_id, draft.kind_id) == (None, None, None)


def test_a_file_tells_once_in_which_language_it_is_used(report):
    ReferenceIndex.create_or_update_for_object(report)

    [use] = uses_of(report.document_ar)

    assert use.source.pk == report.pk
    assert len(use.places) == 1
    assert "العربية" in next(iter(use.places))


def test_staff_keep_the_kinds_in_the_form_of_the_list(client, publications, language):
    set_up(lambda line: None)
    client.force_login(make_member(EDITOR, language))
    editor = Editor(client, publications)
    guide, report = PublicationKind.objects.all()
    prefix = editor.prefix_of("kinds", title_ar="دليل")
    editor.type(**{f"{prefix}-ORDER": "9"})
    editor.add_item("kinds", title_ar="نشرة", title_en="Bulletin", ORDER="5")
    assert editor.save().status_code == 302
    publications.refresh_from_db()
    publications.get_latest_revision().publish()

    kinds = list(PublicationKind.objects.all())

    assert [kind.title_ar for kind in kinds] == ["تقرير", "نشرة", "دليل"]
    # The same ones as before: publications refer to them.
    assert {guide.pk, report.pk} < {kind.pk for kind in kinds}


@pytest.mark.parametrize("year", ["1899", "2101", "x", ""])
def test_a_year_is_one(admin_client_in, report, year):
    editor = Editor(admin_client_in("en"), report)
    editor.type(year=year)

    assert editor.save().status_code == 200
    assert list(editor.form.errors) == ["year"]


def test_publications_stand_below_their_list_of_which_there_is_one(home, publications, index):
    assert PublicationPage.can_create_at(publications)
    for parent in (home, index, ContentPageFactory(parent=home)):
        assert not PublicationPage.can_create_at(parent)
    assert not PublicationIndexPage.can_create_at(home)
    assert publications.creatable_subpage_models() == [PublicationPage]


def test_files_are_the_same_whoever_saves(report, language):
    with translation.override(language):
        page = BasePage.objects.get(pk=report.pk).specific
        page.year = 2020
        page.save_revision().publish()

    page = stored(report)
    assert (page.document_ar_id, page.document_en_id) == (
        report.document_ar_id,
        report.document_en_id,
    )


def test_deleting_the_file_of_one_language_leaves_the_other_language_alone(report, language):
    other = OTHER[language]
    getattr(report, f"document_{language}").delete()

    page = stored(report)

    assert getattr(page, f"document_{language}") is None
    assert getattr(page, f"document_{other}_id") == getattr(report, f"document_{other}_id")
