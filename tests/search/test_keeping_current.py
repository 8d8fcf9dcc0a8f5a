"""The index follows the site: what everybody may read is found at once, and nothing else."""

from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import PageViewRestriction

from pages.models import BasePage, ContentPage, ScheduledRelease
from pages.search.models import SearchEntry, SearchWord
from pages.versions import releasing
from tests.factories import ContentPageFactory, DecentralisationPageFactory
from work_areas.models import ReformProposal

pytestmark = pytest.mark.both_databases

QUERIES = {"ar": "منارة", "en": "lighthouse"}


def make_page(parent, **fields):
    return ContentPageFactory(
        parent=parent,
        **{"slug": "lighthouse", "title_ar": "المنارة", "title_en": "The lighthouse"} | fields,
    )


def languages_found(found, slug="lighthouse"):
    """The languages in which the page with this slug is found."""
    return {language for language, query in QUERIES.items() if slug in found(query, language)}


def test_a_language_is_found_from_its_release_to_its_withdrawal(home, found):
    page = make_page(home, live=False, released_ar=False, released_en=False)
    assert languages_found(found) == set()

    releasing.release(page, "en")
    assert languages_found(found) == {"en"}
    releasing.release(page, "ar")
    assert languages_found(found) == {"ar", "en"}
    releasing.withdraw(page, "en")
    assert languages_found(found) == {"ar"}
    releasing.withdraw(page, "ar")
    assert languages_found(found) == set()


def test_a_draft_is_not_found_before_it_is_published(home, found):
    page = make_page(home)
    page.title_en = "The windmill"
    page.save_revision()
    assert languages_found(found) == {"ar", "en"}
    assert found("windmill", "en") == []

    page.get_latest_revision().publish()
    assert found("windmill", "en") == ["lighthouse"]
    assert languages_found(found) == {"ar"}


def test_what_is_planned_is_found_when_its_time_has_come(home, found):
    page = make_page(home, live=False, released_ar=False, released_en=False)
    at = timezone.now() + timedelta(hours=1)
    releasing.schedule(page, "en", ScheduledRelease.Action.RELEASE, at)
    assert languages_found(found) == set()

    assert [due.error for due in releasing.run_due(at)] == [None]
    assert languages_found(found) == {"en"}


def test_a_deleted_page_is_gone_with_its_words(home, found):
    page = make_page(home)
    assert SearchWord.objects.get(language="en", folded="lighthouse").entries == 1

    page.delete()
    assert languages_found(found) == set()
    assert not SearchEntry.objects.filter(title__contains="lighthouse").exists()
    assert SearchWord.objects.get(language="en", folded="lighthouse").entries == 0


def test_pages_below_a_private_page_are_not_found(home, found):
    parent = make_page(home)
    make_page(parent, slug="below", title_ar="منارة صغيرة", title_en="A small lighthouse")
    assert languages_found(found, "below") == {"ar", "en"}

    restriction = PageViewRestriction.objects.create(page=parent, restriction_type="login")
    assert languages_found(found) == languages_found(found, "below") == set()
    restriction.groups.set([Group.objects.create(name="Guests")])
    restriction.delete()
    assert languages_found(found) == languages_found(found, "below") == {"ar", "en"}


def test_a_page_moved_below_a_private_one_and_back_is_found_again(home, found):
    page = make_page(home)
    private = ContentPageFactory(parent=home, slug="private")
    PageViewRestriction.objects.create(page=private, restriction_type="login")

    page.move(ContentPage.objects.get(pk=private.pk), pos="last-child")
    assert languages_found(found) == set()
    ContentPage.objects.get(pk=page.pk).move(BasePage.objects.get(pk=home.pk), pos="last-child")
    assert languages_found(found) == {"ar", "en"}


def test_nobody_is_shown_a_page_that_became_private_behind_the_index_s_back(home, found):
    page = make_page(home)
    BasePage.objects.filter(pk=page.pk).update(released_en=False)
    assert languages_found(found) == {"ar"}


def test_items_inside_a_page_are_found(index, found):
    area = DecentralisationPageFactory(parent=index, slug="area")
    proposal = ReformProposal(
        title_ar="منارة", title_en="A lighthouse", text_ar="ضوء", text_en="Light", improves="powers"
    )
    area.reform_proposals.add(proposal)
    area.save_revision().publish()
    assert languages_found(found, "area") == {"ar", "en"}
    assert found("light", "en") == ["area"]


def test_saving_a_draft_writes_nothing_to_the_index(home, django_assert_num_queries):
    page = make_page(home)
    before = list(SearchEntry.objects.values())
    page.title_en = "Something else"
    page.save_revision()
    assert list(SearchEntry.objects.values()) == before


def test_the_command_makes_the_whole_index_anew_and_tells_how_far_it_is(home, found, monkeypatch):
    monkeypatch.setattr("pages.search.indexing.CHUNK", 2)
    for number in range(3):
        make_page(home, slug=f"page-{number}")
    words = list(SearchWord.objects.order_by("pk").values_list("language", "folded", "entries"))
    entries = SearchEntry.objects.count()
    SearchEntry.objects.filter(page__slug="page-1").delete()
    SearchWord.objects.update(entries=7)
    output = StringIO()

    call_command("rebuild_search_index", stdout=output)

    total = BasePage.objects.count()
    assert f"pages: 2 of {total}" in output.getvalue()
    assert f"pages: {total} of {total}" in output.getvalue()
    assert SearchEntry.objects.count() == entries
    assert sorted(found("lighthouse", "en")) == ["page-0", "page-1", "page-2"]
    assert sorted(SearchWord.objects.values_list("language", "folded", "entries")) == sorted(words)


@pytest.mark.parametrize("verbosity", [0])
def test_the_command_can_be_silent(home, verbosity):
    output = StringIO()
    call_command("rebuild_search_index", stdout=output, verbosity=verbosity)
    assert output.getvalue() == ""
