"""Texts from a translator's file go into the draft, unless somebody changed them since."""

import pytest

from pages.contents import content_of
from pages.imports import ImportedText, import_texts, text_digest
from tests.factories import GeneralWorkAreaPageFactory, make_administrator
from work_areas.models import GeneralWorkAreaPage, WorkAreaPoint


@pytest.fixture
def area(index):
    """A live work area with one point."""
    page = GeneralWorkAreaPageFactory(parent=index, slug="area", title_ar="عنوان", title_en="Title")
    page.points = [WorkAreaPoint(title_ar="نقطة", title_en="Point")]
    page.save_revision().publish()
    return page


def latest(page):
    """A page as its editors see it."""
    return GeneralWorkAreaPage.objects.get(pk=page.pk).get_latest_revision_as_object()


def exported(page, where, value, language):
    """A text for a place that says what it says now."""
    seen = text_digest(type(page), content_of(latest(page)), where, language)
    return ImportedText(where, value, seen)


def point(page):
    """Where the title of the point stands."""
    return ("points", str(latest(page).points.first().key), "title")


def test_texts_of_page_and_items_become_one_draft_in_their_language(area, language):
    user = make_administrator("en")
    texts = [exported(area, where, f"New {n}", language) for n, where in enumerate(places(area))]
    before = area.revisions.count()
    assert import_texts(area, language, texts, user=user) == []
    draft, other = latest(area), {"ar": "en", "en": "ar"}[language]
    assert (getattr(draft, f"title_{language}"), getattr(draft, f"title_{other}")) == (
        "New 0",
        getattr(area, f"title_{other}"),
    )
    assert getattr(draft.points.first(), f"title_{language}") == "New 1"
    assert GeneralWorkAreaPage.objects.get(pk=area.pk).title_en == "Title"
    assert area.revisions.count() == before + 1
    assert draft.latest_revision.user == user


def places(area):
    """The page's title, and its point's."""
    return [("title",), point(area)]


def test_what_was_changed_since_is_left_alone_and_told(area):
    texts = [exported(area, where, "From the file", "en") for where in places(area)]
    version = latest(area)
    version.title_en = "Changed since"
    version.save_revision()
    assert import_texts(area, "en", texts) == texts[:1]
    assert latest(area).title_en == "Changed since"
    assert latest(area).points.first().title_en == "From the file"


def test_another_language_changed_since_is_no_hindrance(area):
    text = exported(area, ("title",), "From the file", "en")
    version = latest(area)
    version.title_ar = "تغير"
    version.save_revision()
    assert import_texts(area, "en", [text]) == []
    assert (latest(area).title_ar, latest(area).title_en) == ("تغير", "From the file")


def test_an_item_that_is_gone_is_told(area):
    text = exported(area, point(area), "From the file", "en")
    version = latest(area)
    version.points.remove(version.points.first())
    version.save_revision()
    before = area.revisions.count()
    assert import_texts(area, "en", [text]) == [text]
    assert area.revisions.count() == before


def test_of_two_texts_for_one_place_none_is_lost_unasked(area):
    """The second would replace the first, which nobody has seen."""
    texts = [exported(area, ("title",), words, "en") for words in ("One", "Another")]
    assert import_texts(area, "en", texts) == texts[1:]
    assert latest(area).title_en == "One"


@pytest.mark.parametrize("where", [("slug",), ("nothing",), ("released",), ("points", "x", "key")])
def test_what_is_no_text_is_refused(area, where):
    with pytest.raises(ValueError, match="No such text"):
        import_texts(area, "en", [ImportedText(where, "forged", "seen")])


def test_the_same_text_again_makes_no_draft(area):
    text = exported(area, ("title",), "Title", "en")
    before = area.revisions.count()
    assert import_texts(area, "en", [text]) == []
    assert area.revisions.count() == before
