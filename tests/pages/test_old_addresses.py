"""A page that was renamed or moved is found at its old addresses, in each language, in one step."""

import pytest
from wagtail.contrib.redirects.models import Redirect

from pages.models import ContentPage
from tests.factories import ContentPageFactory

pytestmark = pytest.mark.both_databases


@pytest.fixture
def page(home):
    """A page with a page below it."""
    page = ContentPageFactory(parent=home, slug="aaa")
    ContentPageFactory(parent=page, slug="child")
    return page


@pytest.fixture
def rename(django_capture_on_commit_callbacks):
    """A function that publishes a page with another slug."""

    def publish_as(page, slug):
        page = ContentPage.objects.get(pk=page.pk)
        page.slug = slug
        with django_capture_on_commit_callbacks(execute=True):
            page.save_revision().publish()

    return publish_as


def move(page, parent):
    """Put a page below another."""
    ContentPage.objects.get(pk=page.pk).move(type(parent).objects.get(pk=parent.pk), "last-child")


def answer(client, language, path):
    """The status of an address, and where it leads."""
    response = client.get(f"/{language}/{path}/")
    return response.status_code, response.get("Location", "")


def test_old_addresses_lead_to_the_new_one(client, rename, page, language):
    rename(page, "bbb")
    assert answer(client, language, "aaa") == (301, f"/{language}/bbb/")
    assert answer(client, language, "aaa/child") == (301, f"/{language}/bbb/child/")


def test_a_chain_of_names_is_one_step(client, rename, page, language):
    for slug in ("bbb", "ccc"):
        rename(page, slug)
    assert answer(client, language, "aaa") == (301, f"/{language}/ccc/")
    assert answer(client, language, "bbb/child") == (301, f"/{language}/ccc/child/")


def test_an_address_that_is_a_page_again_leads_nowhere(client, rename, page, language):
    """Else, once the page is not shown any more, its address would lead to itself for ever."""
    for slug in ("bbb", "aaa"):
        rename(page, slug)
    assert answer(client, language, "bbb/child") == (301, f"/{language}/aaa/child/")
    ContentPage.objects.get(slug="child").unpublish()
    ContentPage.objects.get(pk=page.pk).unpublish()
    assert answer(client, language, "aaa")[0] == 404
    assert answer(client, language, "aaa/child")[0] == 404


def test_there_and_back_in_the_tree_leads_nowhere(client, home, page, language):
    other = ContentPageFactory(parent=home, slug="other")
    move(page, other)
    assert answer(client, language, "aaa/child") == (301, f"/{language}/other/aaa/child/")
    move(page, home)
    ContentPage.objects.get(slug="child").unpublish()
    ContentPage.objects.get(pk=page.pk).unpublish()
    assert answer(client, language, "aaa")[0] == 404
    assert answer(client, language, "aaa/child")[0] == 404


def test_a_redirect_that_staff_made_stays(rename, page):
    for code in ("ar", "en"):
        Redirect.add_redirect(f"/{code}/bbb", "https://example.org/")
    rename(page, "bbb")
    assert Redirect.objects.filter(old_path="/en/bbb", automatically_created=False).exists()
