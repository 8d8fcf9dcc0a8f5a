"""The admin's first screen: what waits, and for whom."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission, Task, Workflow, WorkflowTask

from pages.access import permissions, roles
from pages.models import BasePage, ScheduledRelease
from pages.staff.dashboard import ROWS
from tests.factories import ContentPageFactory, make_administrator, make_member

LANGUAGE_CODES = ["ar", "en"]


@pytest.fixture
def staff(admin_client_in, language):
    """A browser signed in to the admin, in each of its languages in turn."""
    return admin_client_in(language)


def panel(staff, name):
    """A panel of the dashboard, or ``None``."""
    soup = BeautifulSoup(staff.get(reverse("wagtailadmin_home")).content, "html.parser")
    return soup.select_one(f"#{name}-section")


def waiting_titles(staff):
    """The pages that wait, by language."""
    sections = panel(staff, "waiting").select("section")
    return {
        language: [link.get_text() for link in section.select("li a")]
        for language, section in zip(LANGUAGE_CODES, sections, strict=True)
    }


def test_when_nothing_waits_it_says_so_for_each_language(staff, home):
    assert waiting_titles(staff) == {"ar": [], "en": []}
    assert len(panel(staff, "waiting").select("section p")) == 2


def test_what_is_missing_or_held_back_waits_in_that_language_only(staff, home, language):
    missing = ContentPageFactory(parent=home, title_en="", summary_en="", released_en=False)
    held = ContentPageFactory(parent=home, released_ar=False)
    found = waiting_titles(staff)
    assert [getattr(held, f"title_{language}")] == found["ar"]
    assert len(found["en"]) == 1
    assert missing.title_ar in found["en"][0]


def test_a_draft_waits_in_the_languages_that_it_changes(staff, home, language):
    page = ContentPageFactory(parent=home)
    page.summary_en = "A new summary"
    page.save_revision()
    assert waiting_titles(staff) == {"ar": [], "en": [getattr(page, f"title_{language}")]}


def test_a_long_list_ends_in_a_link_to_all_of_it(staff, home):
    for _ in range(ROWS + 1):
        ContentPageFactory(parent=home, released_en=False)
    link = panel(staff, "waiting").select("section")[1].select("li a")[-1]
    response = staff.get(link["href"], follow=True)
    soup = BeautifulSoup(response.content, "html.parser")
    assert len(soup.select("tbody [id^=page_][id$=_title]")) == ROWS + 1


def test_planned_releases_are_listed_by_time(staff, home, language):
    now = timezone.now()
    pages = [ContentPageFactory(parent=home) for _ in range(2)]
    for page, days in zip(pages, (2, 1), strict=True):
        ScheduledRelease.objects.create(
            page=BasePage.objects.get(pk=page.pk),
            language="ar",
            action="withdraw",
            at=now + timedelta(days=days),
        )
    titles = [link.get_text() for link in panel(staff, "planned").select("tbody a")]
    assert titles == [getattr(page, f"title_{language}") for page in reversed(pages)]


def test_what_others_review_is_listed(staff, home, language):
    """A plain task can be reviewed by nobody, so this person waits."""
    workflow = Workflow.objects.create(name="Review")
    task = Task.objects.create(name="Look at it")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    page = ContentPageFactory(parent=home)
    assert panel(staff, "in-review") is None
    page.save_revision()
    workflow.start(page, make_administrator(f"{language}-author"))
    row = panel(staff, "in-review").select_one("tbody tr")
    assert getattr(page, f"title_{language}") in row.get_text()
    assert "Look at it" in row.get_text()


def test_a_reader_of_drafts_sees_who_is_to_review_and_can_follow_the_link(client, home, language):
    roles.set_up(lambda line: None)
    page = ContentPageFactory(parent=home)
    page.save_revision()
    page.get_workflow().start(page, make_member(roles.EDITOR, language))
    client.force_login(make_member(roles.READER, language))
    row = panel(client, "in-review").select_one("tbody tr")
    assert roles.PUBLISHER in row.get_text()
    assert client.get(row.a["href"]).status_code == 200


def test_the_number_of_queries_does_not_grow_with_the_pages(staff, home):
    def add(number):
        for _ in range(number):
            ContentPageFactory(parent=home, released_en=False)
            page = ContentPageFactory(parent=home)
            page.title_en = "Changed"
            page.save_revision()
            ScheduledRelease.objects.create(
                page=BasePage.objects.get(pk=page.pk),
                language="ar",
                action="withdraw",
                at=timezone.now() + timedelta(days=1),
            )

    add(1)
    staff.get(reverse("wagtailadmin_home"))
    with CaptureQueriesContext(connection) as few:
        staff.get(reverse("wagtailadmin_home"))
    add(3)
    with CaptureQueriesContext(connection) as many:
        staff.get(reverse("wagtailadmin_home"))
    assert len(many) == len(few)


def test_a_translator_is_told_of_their_own_language_only(client, home, language):
    ContentPageFactory(parent=home, released_en=False, released_ar=False)
    user = get_user_model().objects.create_user("translator")
    group = Group.objects.create(name="Translators")
    group.permissions.set(
        Permission.objects.filter(codename__in=["access_admin", permissions.edit_texts(language)])
    )
    GroupPagePermission.objects.create(
        group=group,
        page=BasePage.objects.get(pk=home.pk),
        permission=Permission.objects.get(
            content_type__app_label="pages", codename="change_basepage"
        ),
    )
    user.groups.add(group)
    client.force_login(user)
    [section] = panel(client, "waiting").select("section")
    assert len(section.select("li")) == 1


@pytest.mark.parametrize("name", ["recent-edits", "locked-pages"])
def test_ones_own_pages_are_named_in_the_readers_language_or_marked(staff, home, language, name):
    page = ContentPageFactory(parent=home, title_en="", summary_en="", released_en=False)
    user = get_user_model().objects.get(username=f"admin-{language}")
    page.locked, page.locked_by, page.locked_at = True, user, timezone.now()
    page.save_revision(user=user, log_action=True)
    page.save()
    [title] = panel(staff, name).select("td.title a")
    marked = title.select_one("[lang=ar][dir=rtl]")
    assert title.get_text().startswith(page.title_ar)
    assert bool(marked) is (language == "en")
