"""Every address that the site claims, found by crawling it: in the sitemap, in heads, in data."""

import json
from collections import defaultdict
from dataclasses import dataclass, field
from urllib.parse import urljoin
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client, TestCase
from django.utils import translation

from pages.models import BasePage
from pages.versions import releasing
from tests.conftest import LANGUAGES
from tests.html import parse

SPACES = {
    "map": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "xhtml": "http://www.w3.org/1999/xhtml",
}
# Available in the one language only, for this crawl: by slug, the language that is withdrawn.
WITHDRAWN = {"privacy": "en", "decentralisation": "ar", "eu-integration": "en"}
# Moved, for this crawl: from where to where below a language.
MOVED = {"accessibility/": "about/for-everyone/", "work-areas/symbiocity/": "work-areas/cities/"}


@dataclass
class Seen:
    """What a page says of itself."""

    language: str
    canonical: str = ""
    og_url: str = ""
    robots: str = ""
    image: str = ""
    alternates: dict = field(default_factory=dict)
    crumbs: list = field(default_factory=list)
    urls_in_data: list = field(default_factory=list)


@dataclass
class Crawl:
    """The site as a robot finds it: its pages by full address, and the sitemap's entries."""

    pages: dict = field(default_factory=dict)
    sitemap: dict = field(default_factory=dict)

    def indexable(self):
        """The pages that are themselves and want to be found, by address."""
        return {
            address: seen
            for address, seen in self.pages.items()
            if seen.canonical == address and not seen.robots
        }

    def claims(self):
        """Every address that something claims to be a page's own, with who claims it."""
        claims = defaultdict(set)
        for address, alternates in self.sitemap.items():
            for claimed in (address, *alternates.values()):
                claims[claimed].add("sitemap")
        for address, seen in self.pages.items():
            # What is not to be found claims nothing for others to find.
            if seen.robots:
                continue
            for claimed in (
                seen.canonical,
                seen.og_url,
                *seen.alternates.values(),
                *seen.crumbs,
                *seen.urls_in_data,
            ):
                if claimed:
                    claims[claimed].add(address)
        return claims


def full(path):
    """The full address of a path."""
    return urljoin(settings.SITE_URL, path)


def path_of(address):
    """The path of a full address of this site."""
    assert address.startswith(f"{settings.SITE_URL}/"), address
    return address.removeprefix(settings.SITE_URL)


def read_page(response):
    """What a page says of itself, and the paths that it links to."""
    document = parse(response)
    seen = Seen(language=document.html["lang"])
    head = document.head
    for name, selector, attribute in (
        ("canonical", "link[rel=canonical]", "href"),
        ("og_url", "meta[property='og:url']", "content"),
        ("robots", "meta[name=robots]", "content"),
        ("image", "meta[property='og:image']", "content"),
    ):
        if found := head.select_one(selector):
            setattr(seen, name, found[attribute])
    seen.alternates = {
        link["hreflang"]: link["href"] for link in head.select("link[rel=alternate][hreflang]")
    }
    for script in document.find_all("script", type="application/ld+json"):
        for node in json.loads(script.string)["@graph"]:
            if node["@type"] == "BreadcrumbList":
                seen.crumbs = [crumb["item"] for crumb in node["itemListElement"]]
            elif node["@type"] not in ("Organization", "WebSite"):
                seen.urls_in_data.append(node["url"])
                assert node["inLanguage"] == seen.language
    links = {link["href"].partition("#")[0] for link in document.find_all("a", href=True)}
    return seen, links


def read_sitemap(client):
    """The sitemap's entries: each address with its alternates."""
    root = ElementTree.fromstring(client.get("/sitemap.xml").content)
    return {
        entry.findtext("map:loc", namespaces=SPACES): {
            link.get("hreflang"): link.get("href") for link in entry.findall("xhtml:link", SPACES)
        }
        for entry in root.findall("map:url", SPACES)
    }


def change_the_site():
    """Withdraw some languages and move some pages, as staff do."""
    for slug, language in WITHDRAWN.items():
        releasing.withdraw(BasePage.objects.get(slug=slug), language)
    for old, new in MOVED.items():
        page = BasePage.objects.get(slug=old.rstrip("/").rpartition("/")[2]).specific
        parent, _slash, slug = new.rstrip("/").rpartition("/")
        page.slug = slug
        page.save_revision().publish()
        parent = BasePage.objects.get(slug=parent)
        if page.get_parent().pk != parent.pk:
            page.refresh_from_db()
            page.move(parent, pos="last-child")


@pytest.fixture(scope="module")
def found(loaded_demo, django_db_blocker):
    """The demo site, with some languages withdrawn and pages moved, as a robot finds it, until the
    module ends."""
    with (
        django_db_blocker.unblock(),
        translation.override(settings.LANGUAGE_CODE),
        transaction.atomic(),
    ):
        with TestCase.captureOnCommitCallbacks(execute=True):
            change_the_site()
        yield crawl_of(Client())
        transaction.set_rollback(True)


@pytest.fixture
def crawl(found, demo):
    """What the robot found, while the site is as it was then."""
    return found


def crawl_of(client):
    """What a robot finds on the site."""
    found = Crawl(sitemap=read_sitemap(client))
    known = {f"/{language}/" for language in LANGUAGES} | {path_of(url) for url in found.sitemap}
    waiting = sorted(known)
    while waiting:
        path = waiting.pop()
        response = client.get(path)
        if response.status_code != 200 or "text/html" not in response["Content-Type"]:
            response.getvalue()
            continue
        found.pages[full(path)], links = read_page(response)
        for link in links:
            target = urljoin(path, link)
            if target.startswith("/") and not target.startswith("/admin/") and target not in known:
                known.add(target)
                waiting.append(target)
    return found


def test_every_claimed_address_is_a_page_at_itself(crawl, client):
    indexable = crawl.indexable()
    assert len(indexable) > 20
    for address, claimants in crawl.claims().items():
        assert address in indexable, (address, claimants)
        assert client.get(path_of(address)).status_code == 200

    # Everything that may be found is in the sitemap, and nothing else.
    assert set(crawl.sitemap) == {address for address in indexable if "?" not in address}


def test_languages_point_at_each_other_everywhere_alike(crawl):
    for address, seen in crawl.indexable().items():
        if "?" in address:
            # A part of a list has other items in each language.
            assert seen.alternates == {}
            continue
        assert seen.alternates[seen.language] == address
        assert seen.og_url == address
        for language, other in seen.alternates.items():
            assert crawl.pages[other].alternates == seen.alternates, (address, other)
            if language != "x-default":
                assert crawl.pages[other].language == language
        default = seen.alternates.get(settings.LANGUAGE_CODE, address)
        assert seen.alternates["x-default"] == default
        assert crawl.sitemap.get(address, seen.alternates) == seen.alternates


def test_a_language_that_a_page_is_not_available_in_is_claimed_nowhere(crawl, client):
    claims, found = crawl.claims(), 0
    for slug, language in WITHDRAWN.items():
        for address in [url for url in claims if url.endswith(f"/{slug}/")]:
            found += 1
            assert f"/{language}/" not in address, claims[address]
        path = path_of(next(url for url in claims if url.endswith(f"/{slug}/")))
        shown_in_its_place = full(path.replace(path[1:3], language, 1))
        # A reader still gets it, from the other language, and it says so.
        page = (
            crawl.pages.get(shown_in_its_place)
            or read_page(client.get(path_of(shown_in_its_place)))[0]
        )
        assert page.robots == "noindex"
        assert page.canonical == full(path)
        assert page.crumbs == []
    assert found == len(WITHDRAWN)


def test_a_moved_page_is_found_from_its_old_address_at_once_in_every_language(crawl, client):
    claims = crawl.claims()
    for old, new in MOVED.items():
        for language in LANGUAGES:
            assert full(f"/{language}/{old}") not in claims
            response = client.get(f"/{language}/{old}")
            assert response.status_code == 301
            target = response["Location"].removeprefix(settings.SITE_URL)
            assert target == f"/{language}/{new}"
            assert client.get(target).status_code == 200
            # No loop, and no redirect of the new address.
            assert full(target) in claims


def test_every_page_has_a_picture_for_networks_in_its_language(crawl, client):
    # Parts of a list share its picture.
    pages = {address: page for address, page in crawl.indexable().items() if "?" not in address}
    pictures = {page.image for page in pages.values()}
    assert len(pictures) == len(pages)
    for address in pictures:
        response = client.get(path_of(address))
        assert response.status_code == 200
        assert response["Content-Type"] == "image/jpeg"
