"""Ways through the site: the menu, the breadcrumbs and the footer show what readers can open."""

import pytest
from bs4 import BeautifulSoup
from wagtail.models import PageViewRestriction

from pages.models import BasePage
from tests.factories import ContentPageFactory


def links_in(client, path, selector):
    """The addresses, in order, of the links inside the elements that a selector finds."""
    response = client.get(path)
    assert response.status_code == 200
    soup = BeautifulSoup(response.content, "html.parser")
    return [a["href"] for a in soup.select(f"{selector} a[href]")]


@pytest.fixture
def sections(home):
    """Pages of the first level: in the menu, in the footer, in neither."""
    return [
        ContentPageFactory(parent=home, slug="first", show_in_menus=True),
        ContentPageFactory(parent=home, slug="second", show_in_menus=True),
        ContentPageFactory(parent=home, slug="small-print", show_in_footer=True),
        ContentPageFactory(parent=home, slug="unlisted"),
    ]


def test_the_menu_is_in_tree_order_and_marks_where_the_reader_is(client, sections, language):
    soup = BeautifulSoup(client.get(f"/{language}/second/").content, "html.parser")
    menu = soup.header
    paths = [a["href"] for a in menu.select("nav a[href]:not([hreflang])")]
    expected = [f"/{language}/first/", f"/{language}/second/"]
    assert [path for path in paths if path in expected] == expected
    assert not {f"/{language}/unlisted/", f"/{language}/small-print/"} & set(paths)
    current = menu.select_one('a[aria-current="page"]')
    assert current["href"] == f"/{language}/second/"


def test_menu_and_footer_leave_out_what_is_not_available(client, sections, language):
    first, second, small, _ = sections
    BasePage.objects.filter(pk=first.pk).update(**{f"released_{language}": False})
    BasePage.objects.filter(pk=small.pk).update(live=False)
    PageViewRestriction.objects.create(page=second, restriction_type="login")
    links = links_in(client, f"/{language}/", "header") + links_in(
        client, f"/{language}/", "footer"
    )
    for page in (first, second, small):
        assert f"/{language}/{page.slug}/" not in links


def test_the_footer_has_its_pages(client, sections, language):
    links = links_in(client, f"/{language}/", "footer")
    assert f"/{language}/small-print/" in links
    assert f"/{language}/unlisted/" not in links


def test_breadcrumbs_lead_up_to_the_home_page(client, sections, language):
    middle = ContentPageFactory(parent=sections[0], slug="middle")
    ContentPageFactory(parent=middle, slug="leaf")
    links = links_in(client, f"/{language}/first/middle/leaf/", "nav")
    home, first, middle = f"/{language}/", f"/{language}/first/", f"/{language}/first/middle/"
    crumbs = [link for link in links if link in (home, first, middle)]
    assert crumbs[-3:] == [home, first, middle]


def test_breadcrumbs_leave_out_what_cannot_be_opened(client, sections, language):
    middle = ContentPageFactory(parent=sections[3], slug="middle")
    ContentPageFactory(parent=middle, slug="leaf")
    BasePage.objects.filter(pk=sections[3].pk).update(live=False)
    BasePage.objects.filter(pk=middle.pk).update(released_ar=False, released_en=False)
    path = f"/{language}/unlisted/middle/leaf/"
    soup = BeautifulSoup(client.get(path).content, "html.parser")
    links = soup.select("nav a[href]")
    assert not {f"/{language}/unlisted/", f"/{language}/unlisted/middle/"} & {
        link["href"] for link in links
    }
    assert all(link.get_text().strip() or link.select("[aria-label], svg") for link in links)


def test_a_page_above_in_the_other_language_is_a_marked_crumb(client, sections, language):
    other = "en" if language == "ar" else "ar"
    ContentPageFactory(parent=sections[3], slug="leaf")
    BasePage.objects.filter(pk=sections[3].pk).update(**{f"released_{language}": False})
    soup = BeautifulSoup(client.get(f"/{language}/unlisted/leaf/").content, "html.parser")
    crumb = soup.select_one(f'nav a[href="/{language}/unlisted/"]')
    marked = crumb if crumb.has_attr("lang") else crumb.find(lang=True)
    assert marked["lang"] == other
    assert marked["dir"] == {"ar": "rtl", "en": "ltr"}[other]
