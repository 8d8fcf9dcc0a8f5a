"""Titles in the admin: in the reader's language, or marked with the one that they fell back to."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.models import Site

from pages.access import roles
from pages.models import Navigation
from pages.models.navigation import MenuLink
from tests.factories import ContentPageFactory, make_administrator

TITLE = "عنوان وحيد"
# No text for readers, or text that cannot be marked.
UNMARKABLE = "title, script, style, template, option, .messages"


@pytest.fixture
def page(home):
    """A page with an Arabic title only."""
    page = ContentPageFactory(
        parent=home, title_ar=TITLE, title_en="", summary_en="", released_en=False
    )
    page.save_revision().publish()
    return page


@pytest.fixture
def staff(page, admin_client_in, language):
    """A browser signed in to the admin, in each of its languages in turn."""
    return admin_client_in(language)


def marks_of(html, words):
    """The language, the direction and the language's label of each text with these words."""
    soup = BeautifulSoup(html, "html.parser")
    for element in soup.select(UNMARKABLE):
        element.decompose()
    for text in soup.find_all(string=lambda text: words in text):
        holder = text.find_parent(lang=True)
        label = holder.find_next_sibling(class_="language-label")
        yield holder["lang"], holder["dir"], label and label.get_text()


def of_page(name):
    """The address of a screen of one page, given the page."""
    return lambda page: reverse(f"wagtailadmin_pages:{name}", args=[page.pk])


def in_bulk(action):
    """The confirmation of a bulk action on a page."""

    def address(page):
        path = reverse("wagtail_bulk_action", args=["pages", "basepage", action])
        return f"{path}?id={page.pk}"

    return address


SCREENS = {
    "editor": of_page("edit"),
    "list of children": lambda page: reverse("wagtailadmin_explore", args=[page.pk]),
    "list": lambda page: reverse("wagtailadmin_explore", args=[page.get_parent().pk]),
    "copy": of_page("copy"),
    "move": of_page("move"),
    "confirm move": lambda page: reverse(
        "wagtailadmin_pages:move_confirm", args=[page.pk, page.get_parent().pk]
    ),
    "delete": of_page("delete"),
    "unpublish": of_page("unpublish"),
    "history": of_page("history"),
    "usage": of_page("usage"),
    "languages": lambda page: reverse("page_languages", args=[page.pk]),
    "dashboard": lambda page: reverse("wagtailadmin_home"),
    "ageing": lambda page: reverse("wagtailadmin_reports:aging_pages"),
    "page types": lambda page: reverse("wagtailadmin_reports:page_types_usage"),
    "publish in bulk": in_bulk("publish"),
    "unpublish in bulk": in_bulk("unpublish"),
    "delete in bulk": in_bulk("delete"),
    "move in bulk": in_bulk("move"),
}


def test_titles_are_in_the_readers_language_or_marked(staff, page, language):
    unmarked = {}
    for name, address in SCREENS.items():
        response = staff.get(address(page))
        assert response.status_code == 200, name
        marks = set(marks_of(response.content, TITLE))
        if marks != {("ar", "rtl", {"ar": None, "en": "Arabic"}[language])}:
            unmarked[name] = marks
    assert unmarked == {}


def test_titles_in_review_are_in_the_readers_language_or_marked(staff, page, language):
    roles.set_up(lambda line: None)
    page.get_workflow().start(page, make_administrator("ar" if language == "en" else "en"))
    reports = ("workflow", "workflow_tasks")
    for name in ("wagtailadmin_home", *(f"wagtailadmin_reports:{report}" for report in reports)):
        marks = set(marks_of(staff.get(reverse(name)).content, TITLE))
        assert marks == {("ar", "rtl", {"ar": None, "en": "Arabic"}[language])}, name


def test_a_chosen_page_is_marked(staff, page, home, language):
    Navigation(site=Site.objects.get(), menu_links=[MenuLink(page=page)]).save()
    address = reverse("wagtailsettings:edit", args=["pages", "navigation", Site.objects.get().pk])
    soup = BeautifulSoup(staff.get(address).content, "html.parser")
    [title] = soup.select("#id_menu_links-0-page-chooser [data-chooser-title]")
    assert title.get_text(strip=True) == TITLE
    assert title["dir"] == "auto"
    if language == "en":
        assert (title.span["lang"], title.span["dir"]) == ("ar", "rtl")
        assert title.span["data-language-label"] == "Arabic"
