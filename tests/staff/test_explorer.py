"""Lists of pages in the admin: each language's state, filters by it, and what that costs."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from pages.models import BasePage, ScheduledRelease
from tests.factories import ContentPageFactory

pytestmark = pytest.mark.both_databases

LIVE, HELD, MISSING, CHANGED = "Live", "Not published", "Missing", "Unpublished changes"


@pytest.fixture
def staff(admin_client_in, language):
    """A browser signed in to the admin, in each of its languages in turn."""
    return admin_client_in(language)


@pytest.fixture
def pages(home):
    """One page for each state that English may be in, by the state's name in the filter."""
    live = ContentPageFactory(parent=home)
    held = ContentPageFactory(parent=home, released_en=False)
    missing = ContentPageFactory(parent=home, title_en="", summary_en="", released_en=False)
    draft = ContentPageFactory(parent=home)
    draft.title_en = "A new title"
    draft.save_revision()
    other_draft = ContentPageFactory(parent=home)
    other_draft.title_ar = "عنوان جديد"
    other_draft.save_revision()
    planned = ContentPageFactory(parent=home, released_en=False)
    ScheduledRelease.objects.create(
        page=BasePage.objects.get(pk=planned.pk),
        language="en",
        action="withdraw",
        at=timezone.now() + timedelta(days=1),
    )
    return {
        "live": live,
        "held": held,
        "missing": missing,
        "draft": draft,
        "planned": planned,
        "other draft": other_draft,
    }


def explore(home):
    """The address of the list of pages below the home page."""
    return reverse("wagtailadmin_explore", args=[home.pk])


def rows(response):
    """The rows of a list of pages by primary key."""
    soup = BeautifulSoup(response.content, "html.parser")
    return {
        int(title["id"].split("_")[1]): title.find_parent("tr")
        for title in soup.select("tbody [id^=page_][id$=_title]")
    }


def states(row):
    """What a row says of Arabic and of English."""
    return [
        [part.get_text().strip() for part in cell.select("span")]
        for cell in row.select(".language-state")
    ]


def words(language, *msgids):
    """Messages as the admin gives them in a language."""
    with translation.override(language):
        return [translation.gettext(msgid) for msgid in msgids]


def test_each_row_tells_the_state_of_each_language(staff, home, pages, language):
    found = {pk: states(row) for pk, row in rows(staff.get(explore(home))).items()}
    live, held, missing, changed = words(language, LIVE, HELD, MISSING, CHANGED)
    assert found[pages["live"].pk] == [[live], [live]]
    assert found[pages["held"].pk] == [[live], [held]]
    assert found[pages["missing"].pk] == [[live], [missing]]
    assert found[pages["draft"].pk] == [[live], [live, changed]]
    assert found[pages["other draft"].pk] == [[live, changed], [live]]
    assert len(found[pages["planned"].pk][1]) == 2


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("live", {"live", "draft", "other draft"}),
        ("held", {"held", "planned"}),
        ("missing", {"missing"}),
        ("draft", {"draft"}),
        ("planned", {"planned"}),
    ],
)
def test_pages_are_filtered_by_the_state_of_a_language(staff, home, pages, value, expected):
    found = rows(staff.get(explore(home), {"state_en": value}))
    assert {name for name, page in pages.items() if page.pk in found} == expected


def test_filters_of_both_languages_are_joined(staff, home, pages):
    found = rows(staff.get(explore(home), {"state_ar": "live", "state_en": "missing"}))
    assert set(found) == {pages["missing"].pk}


def test_filters_and_words_are_joined(staff, home, pages):
    query = {"q": pages["live"].title_ar, "state_en": "live", "search_all": "on"}
    assert pages["live"].pk in rows(staff.get(explore(home), query))
    query["state_en"] = "missing"
    assert pages["live"].pk not in rows(staff.get(explore(home), query))


def test_filters_are_called_as_the_reader_calls_the_languages(staff, home, language):
    soup = BeautifulSoup(staff.get(explore(home)).content, "html.parser")
    expected = {"ar": ["العربية", "الإنجليزية"], "en": ["Arabic", "English"]}[language]
    text = soup.select_one("#filters-drilldown").get_text()
    assert all(name in text for name in expected)


@pytest.mark.parametrize("address", ["search", "type"])
def test_other_lists_tell_the_states_too(staff, pages, address):
    if address == "search":
        url = reverse("wagtailadmin_pages:search") + f"?q={pages['live'].title_ar}"
    else:
        url = reverse("wagtailadmin_pages:type_use", args=["pages", "contentpage"])
    assert len(states(rows(staff.get(url))[pages["live"].pk])) == 2


def test_the_number_of_queries_does_not_grow_with_the_pages(staff, home, pages):
    staff.get(explore(home))
    with CaptureQueriesContext(connection) as few:
        staff.get(explore(home))
    for number in range(6):
        page = ContentPageFactory(parent=home)
        page.title_en = f"Draft {number}"
        page.save_revision()
    with CaptureQueriesContext(connection) as many:
        staff.get(explore(home))
    assert len(many) == len(few)
