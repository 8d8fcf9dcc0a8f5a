"""How far each language of a page is."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from pages.models import BasePage, ScheduledRelease
from pages.versions.language_states import LanguageState, language_states
from tests.factories import ContentPageFactory, DecentralisationPageFactory

pytestmark = pytest.mark.both_databases

HEADING = [("heading", "عنوان")]


def states_of(page):
    """The states of one page, read anew as a list of pages does: without its own type."""
    return language_states(BasePage.objects.filter(pk=page.pk))[page.pk]


@pytest.fixture
def content_page(home):
    """A live page in both languages, with a revision."""
    page = ContentPageFactory(parent=home)
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def test_a_page_in_both_languages_is_live_and_complete_in_both(content_page, language):
    state = states_of(content_page)[language]
    assert state == LanguageState(
        language=language, is_live=True, is_released=True, has_draft=False, filled=2, total=2
    )
    assert state.status == "complete"


def test_the_default_language_comes_first(content_page):
    assert list(states_of(content_page)) == ["ar", "en"]


def test_a_language_without_texts_is_missing(home):
    page = ContentPageFactory(parent=home, title_en="", summary_en="", released_en=False)
    states = states_of(page)
    assert states["ar"].status == "complete"
    assert states["en"].status == "missing"
    assert (states["en"].filled, states["en"].total) == (0, 2)
    assert not states["en"].is_live


def test_what_the_other_language_has_is_expected_of_both(home):
    page = ContentPageFactory(
        parent=home, body_ar=HEADING, body_en=[("heading", " ")], search_description_en="About"
    )
    states = states_of(page)
    assert (states["ar"].filled, states["ar"].total, states["ar"].status) == (3, 4, "partial")
    assert (states["en"].filled, states["en"].total, states["en"].status) == (3, 4, "partial")


def test_required_texts_are_expected_even_where_no_language_has_them(home):
    page = ContentPageFactory(parent=home, live=False, summary_ar="", summary_en="")
    assert states_of(page)["ar"].status == "partial"
    assert not states_of(page)["ar"].is_live


def test_texts_of_items_count(index):
    page = DecentralisationPageFactory(parent=index)
    page.reform_proposals.create(improves="powers", title_ar="اقتراح", text_ar="نص", title_en="One")
    page.save()
    states = states_of(page)
    assert (states["ar"].filled, states["ar"].total) == (4, 4)
    assert (states["en"].filled, states["en"].total) == (3, 4)


def test_a_draft_in_one_language_is_no_draft_in_the_other(content_page, language):
    other = "en" if language == "ar" else "ar"
    with translation.override(other):
        setattr(content_page, f"summary_{language}", "...")
        content_page.save_revision()
    states = states_of(content_page)
    assert states[language].has_draft
    assert not states[other].has_draft


def test_what_both_languages_share_is_no_draft_in_any(content_page):
    content_page.show_in_menus = not content_page.show_in_menus
    content_page.save_revision()
    assert not any(state.has_draft for state in states_of(content_page).values())


def test_an_item_drafted_in_one_language_is_a_draft_in_it(index):
    page = DecentralisationPageFactory(parent=index)
    page.reform_proposals.create(improves="powers", title_ar="اقتراح", title_en="Proposal")
    page.save_revision().publish()
    page = page.get_latest_revision_as_object()
    item = page.reform_proposals.get()
    item.title_en = "Proposal, corrected"
    page.reform_proposals.add(item)
    page.save_revision()
    states = states_of(page)
    assert (states["ar"].has_draft, states["en"].has_draft) == (False, True)


def test_saving_a_body_again_is_no_draft(content_page):
    """The ids of blocks, and how a stream is stored, are nothing that anybody wrote."""
    content_page.body_ar = HEADING
    content_page.save_revision().publish()
    content_page.body_ar = HEADING
    content_page.save_revision()
    assert not states_of(content_page)["ar"].has_draft


def test_the_states_count_what_the_draft_has(content_page):
    content_page.title_en = content_page.summary_en = ""
    content_page.released_en = False
    content_page.save_revision()
    state = states_of(content_page)["en"]
    assert (state.status, state.is_live, state.has_draft) == ("missing", True, True)


def test_what_has_never_been_published_is_all_draft(home):
    page = ContentPageFactory(parent=home, live=False, title_en="", summary_en="")
    states = states_of(page)
    assert (states["ar"].has_draft, states["en"].has_draft) == (True, False)
    assert not states["ar"].is_released
    assert not states["ar"].is_live


def test_planned_times_are_told(content_page):
    at = timezone.now() + timedelta(days=1)
    ScheduledRelease.objects.create(page=content_page, language="en", action="release", at=at)
    ScheduledRelease.objects.create(page=content_page, language="ar", action="withdraw", at=at)
    states = states_of(content_page)
    assert (states["en"].release_at, states["en"].withdraw_at) == (at, None)
    assert (states["ar"].release_at, states["ar"].withdraw_at) == (None, at)


def test_many_pages_take_no_more_queries_than_one(home, index, django_assert_num_queries):
    for _number in range(4):
        page = ContentPageFactory(parent=home)
        page.title_en = "A draft"
        page.save_revision()
    area = DecentralisationPageFactory(parent=index)
    pages = list(BasePage.objects.all())
    # Drafts, plans, one for each of five types (the root's included), and for the area's own items
    # one for each of the two relations that hold texts.
    with django_assert_num_queries(2 + 5 + 2):
        states = language_states(pages)
    assert len(states) == len(pages)
    assert states[area.pk]["ar"].is_live
