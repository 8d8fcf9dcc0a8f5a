"""A language is offered to visitors from the day the home page is there in it."""

import pytest
from bs4 import BeautifulSoup

from tests.factories import ContentPageFactory


def offered(client, path):
    """The languages of the switcher at an address."""
    page = BeautifulSoup(client.get(path).content, "html.parser")
    return [link["hreflang"] for link in page.select(".languages a")]


@pytest.fixture
def prepared(home):
    """A site that has its second language in preparation: a page, and no home page yet."""
    ContentPageFactory(parent=home, slug="first")
    ContentPageFactory(parent=home, slug="other", released_en=False)
    home.released_en = False
    home.save()
    return home


def test_a_language_in_preparation_is_not_offered(client, prepared):
    assert client.get("/", headers={"accept-language": "en, ar;q=0.5"})["Location"] == "/ar/"
    assert offered(client, "/ar/") == ["ar"]
    assert offered(client, "/ar/other/") == ["ar"]
    assert offered(client, "/ar/nowhere/") == ["ar"]


def test_who_knows_its_address_reads_it_and_finds_the_way_back(client, prepared):
    assert offered(client, "/ar/first/") == ["ar", "en"]
    assert offered(client, "/en/first/") == ["ar", "en"]
    assert offered(client, "/en/") == ["ar", "en"]


def test_it_is_offered_with_its_home_page(client, prepared):
    prepared.released_en = True
    prepared.save()
    assert client.get("/", headers={"accept-language": "en"})["Location"] == "/en/"
    assert offered(client, "/ar/other/") == ["ar", "en"]


def test_before_there_is_a_home_page_all_are(client, home):
    home.released_ar = home.released_en = False
    home.save()
    assert offered(client, "/ar/nowhere/") == ["ar", "en"]
