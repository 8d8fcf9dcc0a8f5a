"""What a page's head tells search engines and networks, in the languages that it exists in."""

import json

import pytest
from bs4 import BeautifulSoup
from wagtail.models import Site

from pages.models import ContentPage, SiteIdentity, SocialLink
from tests.factories import ContentPageFactory

SITE = "https://site.example"
OTHER = {"ar": "en", "en": "ar"}
LOCALES = {"ar": "ar_JO", "en": "en_GB"}


@pytest.fixture(autouse=True)
def _site(settings):
    settings.SITE_URL = SITE


@pytest.fixture
def identity(home):
    """An organisation with a name in both languages, a network and no telephone."""
    identity = SiteIdentity.for_site(Site.objects.get())
    identity.organisation_name_ar, identity.organisation_name_en = "المركز", "The centre"
    identity.email = "info@example.org"
    identity.social_links.set(
        [SocialLink(label_ar="شبكة", label_en="Network", url="https://network.example/centre")]
    )
    identity.save()
    return identity


def head_of(client, path):
    """The head of the page at a path."""
    return BeautifulSoup(client.get(path).content, "html.parser").head


def graph_of(client, path):
    """The JSON-LD of the page at a path, by type."""
    scripts = head_of(client, path).find_all("script")
    assert [script["type"] for script in scripts] == ["application/ld+json"]
    data = json.loads(scripts[0].string)
    assert data["@context"] == "https://schema.org"
    return {node["@type"]: node for node in data["@graph"]}


def metas(head, name):
    """The values of a property of the head."""
    return [meta["content"] for meta in head.find_all("meta", property=name)]


def test_a_page_names_its_language_and_the_others_with_their_territory(client, home, language):
    ContentPageFactory(parent=home, slug="page")
    head = head_of(client, f"/{language}/page/")
    assert metas(head, "og:locale") == [LOCALES[language]]
    assert metas(head, "og:locale:alternate") == [LOCALES[OTHER[language]]]


def test_the_territory_is_the_one_that_dates_follow(client, home, settings):
    settings.FORMAT_LOCALES = {"ar": "ar-EG", "en": "en"}
    from languages import cldr

    cldr.format_locale.cache_clear()
    head = head_of(client, "/ar/")
    cldr.format_locale.cache_clear()
    assert metas(head, "og:locale") == ["ar_EG"]
    assert metas(head, "og:locale:alternate") == ["en"]


@pytest.mark.parametrize("asked", ["ar", "en"])
def test_a_page_in_one_language_claims_that_one_only_wherever_it_is_shown(
    client, home, identity, language, asked
):
    ContentPageFactory(parent=home, slug="page", **{f"released_{language}": False})
    other = OTHER[language]

    head = head_of(client, f"/{asked}/page/")

    own = f"{SITE}/{other}/page/"
    assert head.find("link", rel="canonical")["href"] == own
    assert metas(head, "og:url") == [own]
    assert metas(head, "og:locale") == [LOCALES[other]]
    assert metas(head, "og:locale:alternate") == []
    links = {link["hreflang"]: link["href"] for link in head.find_all("link", hreflang=True)}
    assert links == {other: own, "x-default": own}
    # It describes itself at its own address and nowhere else.
    assert len(head.find_all("script")) == (asked == other)


def test_what_a_page_is_stands_in_its_data(client, home, identity, language):
    parent = ContentPageFactory(parent=home, slug="parent")
    page = ContentPageFactory(parent=parent, slug="page")
    page.save_revision().publish()

    graph = graph_of(client, f"/{language}/parent/page/")

    own = f"{SITE}/{language}/parent/page/"
    data = graph["WebPage"]
    assert data["url"] == own
    assert data["inLanguage"] == language
    assert data["name"] == getattr(page, f"title_{language}")
    assert data["description"] == getattr(page, f"summary_{language}")
    assert data["datePublished"] <= data["dateModified"]
    assert data["image"]["width"] == 1200
    assert data["breadcrumb"] == {"@id": graph["BreadcrumbList"]["@id"]}
    crumbs = graph["BreadcrumbList"]["itemListElement"]
    assert [(crumb["position"], crumb["name"], crumb["item"]) for crumb in crumbs] == [
        (1, getattr(home, f"title_{language}"), f"{SITE}/{language}/"),
        (2, getattr(parent, f"title_{language}"), f"{SITE}/{language}/parent/"),
        (3, getattr(page, f"title_{language}"), own),
    ]
    organisation = graph["Organization"]
    assert organisation["name"] == getattr(identity, f"organisation_name_{language}")
    assert organisation["sameAs"] == ["https://network.example/centre"]
    assert "telephone" not in organisation
    assert data["publisher"] == {"@id": organisation["@id"]}
    target = graph["WebSite"]["potentialAction"]["target"]["urlTemplate"]
    assert target == f"{SITE}/{language}/search/?q={{search_term_string}}"


def test_a_crumb_that_is_not_available_in_the_language_is_not_claimed_in_it(client, home, language):
    parent = ContentPageFactory(parent=home, slug="parent", **{f"released_{language}": False})
    ContentPageFactory(parent=parent, slug="page")
    graph = graph_of(client, f"/{language}/parent/page/")
    items = [crumb["item"] for crumb in graph["BreadcrumbList"]["itemListElement"]]
    assert items == [f"{SITE}/{language}/", f"{SITE}/{language}/parent/page/"]


def test_no_title_can_end_the_data_or_start_markup(client, home):
    title = '</script><script>alert(1)</script><!-- " \\ \u2028 &'
    ContentPageFactory(parent=home, slug="page", title_en=title)
    response = client.get("/en/page/")
    assert "<script>" not in response.text
    assert graph_of(client, "/en/page/")["WebPage"]["name"] == title


def test_a_page_type_may_be_an_article(client, home, monkeypatch):
    ContentPageFactory(parent=home, slug="page")
    plain = ContentPage.structured_data
    monkeypatch.setattr(
        ContentPage,
        "structured_data",
        lambda self, language: plain(self, language) | {"@type": "NewsArticle"},
    )
    article = graph_of(client, "/en/page/")["NewsArticle"]
    assert article["author"] == article["publisher"]
    assert article["mainEntityOfPage"] == f"{SITE}/en/page/"


def test_a_page_tells_of_its_feeds(client, home, monkeypatch):
    ContentPageFactory(parent=home, slug="page")
    assert not head_of(client, "/en/page/").find("link", type="application/atom+xml")
    monkeypatch.setattr(ContentPage, "feeds", lambda self: [("News & more", "/en/page/feed/")])
    link = head_of(client, "/en/page/").find("link", type="application/atom+xml")
    assert (link["title"], link["href"], link["rel"]) == (
        "News & more",
        "/en/page/feed/",
        ["alternate"],
    )


def test_a_query_makes_no_other_page(client, home, language):
    ContentPageFactory(parent=home, slug="page")

    head = head_of(client, f"/{language}/page/?page=2&utm_source=x&area=%00")

    assert head.find("link", rel="canonical")["href"] == f"{SITE}/{language}/page/"
    assert metas(head, "og:url") == [f"{SITE}/{language}/page/"]
    links = {link["hreflang"]: link["href"] for link in head.find_all("link", hreflang=True)}
    assert links[OTHER[language]] == f"{SITE}/{OTHER[language]}/page/"


def test_searches_and_errors_are_not_indexed_and_describe_no_page(client, home, language):
    for path in ("search/", "search/?q=a", "nowhere/"):
        head = head_of(client, f"/{language}/{path}")
        assert head.find("meta", {"name": "robots"})["content"] == "noindex"
        assert not head.find("script", type="application/ld+json")
        assert not head.find("link", rel="canonical")
