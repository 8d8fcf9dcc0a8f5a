"""What is planned for a language of a page is done when its time has come."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone, translation
from wagtail.models import Revision

from pages.models import ContentPage, ScheduledRelease
from pages.models.editing import ReleaseError
from pages.versions.releasing import cancel_schedule, release, run_due, schedule, withdraw
from tests.factories import ContentPageFactory, DecentralisationPageFactory
from work_areas.models import DecentralisationPage

pytestmark = pytest.mark.both_databases

SOON = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _admin_language(language):
    """Whoever plans works in either language."""
    with translation.override(language):
        yield


@pytest.fixture
def content_page(home):
    """A page that is live in both languages."""
    page = ContentPageFactory(parent=home, slug="page", title_ar="أول", title_en="First")
    page.save_revision().publish()
    return page


def stored(page):
    return page.specific_class.objects.get(pk=page.pk)


def latest(page):
    return stored(page).get_latest_revision_as_object()


def draft(page, **values):
    """Save a draft with other values; its revision."""
    version = latest(page)
    for name, value in values.items():
        setattr(version, name, value)
    return version.save_revision()


def plan(page, language="en", action="release", after=SOON, **options):
    return schedule(page, language, action, timezone.now() + after, **options)


def come_due(after=2 * SOON):
    """Let the time pass; what was done."""
    return list(run_due(timezone.now() + after))


def test_nothing_happens_before_its_time(content_page):
    draft(content_page, title_en="Planned")
    plan(content_page)
    assert come_due(SOON / 2) == []
    assert stored(content_page).title_en == "First"


def test_the_planned_texts_are_released_and_later_drafts_stay(content_page):
    draft(content_page, title_en="Planned", title_ar="مخطط")
    plan(content_page)
    draft(content_page, title_en="Later", title_ar="لاحق")
    [done] = come_due()
    assert done.error is None
    page = stored(content_page)
    assert (page.title_ar, page.title_en) == ("أول", "Planned")
    assert (latest(page).title_ar, latest(page).title_en) == ("لاحق", "Later")
    assert (page.draft_title_ar, page.draft_title_en) == ("لاحق", "Later")
    assert not ScheduledRelease.objects.exists()


def test_a_planned_release_leaves_no_draft_where_there_was_none(content_page):
    draft(content_page, title_en="Planned")
    plan(content_page)
    come_due()
    assert not stored(content_page).has_unpublished_changes
    assert latest(content_page).title_en == "Planned"


def test_what_became_live_meanwhile_stays_live(content_page):
    """The Arabic texts, and what the languages share."""
    draft(content_page, title_en="Planned", show_in_footer=True)
    plan(content_page)
    draft(content_page, title_ar="جديد", slug="new")
    release(content_page, "ar")
    come_due()
    page = stored(content_page)
    assert (page.title_ar, page.title_en) == ("جديد", "Planned")
    assert (page.slug, page.show_in_footer) == ("new", True)


def test_a_shared_value_that_changed_meanwhile_wins_over_the_planned_one(content_page):
    draft(content_page, title_en="Planned", slug="planned")
    plan(content_page)
    draft(content_page, slug="later")
    release(content_page, "ar")
    come_due()
    assert stored(content_page).slug == "later"


def test_a_planned_item_joins_what_is_live_by_then(index):
    page = DecentralisationPageFactory(parent=index)
    page.save_revision().publish()
    version = latest(page)
    version.reform_proposals.create(improves="powers", title_ar="مخطط", title_en="Planned")
    version.save_revision()
    plan(page)
    version = DecentralisationPage.objects.get(pk=page.pk)
    version.reform_proposals.create(improves="finance", title_ar="جديد", title_en="New")
    release(page, "ar", revision=version.save_revision())
    come_due()
    titles = {
        (item.title_ar, item.title_en)
        for item in DecentralisationPage.objects.get(pk=page.pk).reform_proposals.all()
    }
    assert titles == {("جديد", None), (None, "Planned")}


def test_a_withdrawal_comes_due(content_page):
    plan(content_page, action="withdraw")
    come_due()
    assert stored(content_page).available_languages == ["ar"]


def test_a_language_is_released_and_withdrawn_in_order(home):
    page = ContentPageFactory(parent=home, released_en=False)
    page.save_revision()
    plan(page, after=SOON)
    plan(page, action="withdraw", after=2 * SOON)
    [first, second] = come_due(3 * SOON)
    assert (first.plan.action, second.plan.action) == ("release", "withdraw")
    assert stored(page).available_languages == ["ar"]


@pytest.mark.parametrize("action", ["release", "withdraw"])
def test_a_time_that_has_passed_is_refused(content_page, action):
    with pytest.raises(ReleaseError):
        plan(content_page, action=action, after=-SOON)


def test_a_new_plan_takes_the_place_of_the_old_one(content_page):
    draft(content_page, title_en="Planned")
    plan(content_page)
    draft(content_page, title_en="Planned anew")
    plan(content_page)
    come_due()
    assert stored(content_page).title_en == "Planned anew"


def test_releasing_at_once_drops_the_plan_for_older_texts(content_page):
    draft(content_page, title_en="Planned")
    plan(content_page)
    draft(content_page, title_en="Newer")
    release(content_page, "en")
    assert come_due() == []
    assert stored(content_page).title_en == "Newer"


def test_a_cancelled_plan_is_not_done(content_page):
    cancel_schedule(plan(content_page, action="withdraw"))
    assert come_due() == []
    assert stored(content_page).available_languages == ["ar", "en"]


def test_a_planned_revision_survives_the_purge_of_revisions(content_page):
    planned = draft(content_page, title_en="Planned")
    plan(content_page)
    draft(content_page, title_en="Later")
    call_command("purge_revisions", stdout=StringIO())
    assert Revision.objects.filter(pk=planned.pk).exists()
    come_due()
    assert stored(content_page).title_en == "Planned"


def test_a_page_is_deleted_with_its_plans(content_page):
    draft(content_page, title_en="Planned")
    plan(content_page)
    stored(content_page).delete()
    assert not ScheduledRelease.objects.exists()


def make_due(*plans):
    """Put plans into the past."""
    for number, entry in enumerate(plans):
        entry.at = timezone.now() - SOON + timedelta(seconds=number)
        entry.save()


def run():
    """Run the command; what it said, and the error it ended with."""
    output, errors = StringIO(), StringIO()
    try:
        call_command("publish_scheduled", stdout=output, stderr=errors)
    except CommandError as error:
        return output.getvalue().splitlines(), errors.getvalue().splitlines(), error
    return output.getvalue().splitlines(), errors.getvalue().splitlines(), None


def test_the_command_says_a_line_for_each_page_and_runs_without_a_language(content_page):
    draft(content_page, title_en="Planned")
    make_due(plan(content_page))
    translation.deactivate_all()
    lines, errors, error = run()
    assert lines == ["/home/page/ en: release done"]
    assert (errors, error) == ([], None)
    assert stored(content_page).title_en == "Planned"
    assert run() == ([], [], None)


def test_one_page_that_fails_does_not_stop_the_others(home, content_page):
    other = ContentPageFactory(parent=home, slug="other")
    withdraw(content_page, "en")
    # As when it was unpublished after it was planned.
    failing = ScheduledRelease(page=content_page, language="en", action="withdraw")
    make_due(failing, plan(other, action="withdraw"))
    lines, errors, error = run()
    assert lines == ["/home/other/ en: withdraw done"]
    assert len(errors) == 1
    assert errors[0].startswith("/home/page/ en: withdraw failed: ")
    assert error.returncode == 1
    assert ContentPage.objects.get(slug="other").available_languages == ["ar"]
    assert ScheduledRelease.objects.filter(page=content_page).exists()
