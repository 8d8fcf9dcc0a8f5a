"""What the site tells search engines: the sitemap and robots.txt."""

from xml.etree import ElementTree

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from pages.models import ContentPage
from pages.public import sitemap
from pages.versions import releasing
from tests.factories import ContentPageFactory, make_administrator

pytestmark = pytest.mark.both_databases

SPACES = {
    "map": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "xhtml": "http://www.w3.org/1999/xhtml",
}
SITE = "https://site.example"


@pytest.fixture(autouse=True)
def _site(settings):
    settings.SITE_URL = SITE
    settings.ALLOWED_HOSTS = ["site.example", "testserver"]


def read(client, path="/sitemap.xml"):
    """The entries of a sitemap: a dict of address to (time of last change, alternates)."""
    response = client.get(path)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/xml"
    entries = {}
    for entry in ElementTree.fromstring(response.content).findall("map:url", SPACES):
        alternates = {
            link.get("hreflang"): link.get("href") for link in entry.findall("xhtml:link", SPACES)
        }
        changed = entry.findtext("map:lastmod", namespaces=SPACES)
        entries[entry.findtext("map:loc", namespaces=SPACES)] = (changed, alternates)
    return entries


def test_every_language_of_a_page_is_listed_with_all_of_them(client, home):
    ContentPageFactory(parent=home, slug="page")

    entries = read(client)

    addresses = {language: f"{SITE}/{language}/page/" for language in ("ar", "en")}
    assert set(entries) == {f"{SITE}/ar/", f"{SITE}/en/", *addresses.values()}
    for address in addresses.values():
        # Who reads neither language is sent to the default one.
        assert entries[address][1] == addresses | {"x-default": addresses["ar"]}


def test_a_page_in_one_language_is_claimed_in_that_one_only(client, home, language):
    ContentPageFactory(parent=home, slug="page", **{f"released_{language}": False})
    other = {"ar": "en", "en": "ar"}[language]

    entries = read(client)

    address = f"{SITE}/{other}/page/"
    assert entries[address][1] == {other: address, "x-default": address}
    assert f"{SITE}/{language}/page/" not in entries


def test_nothing_is_listed_that_a_visitor_may_not_read(client, home):
    ContentPageFactory(parent=home, slug="draft", live=False)
    ContentPageFactory(parent=home, slug="held", released_ar=False, released_en=False)
    secret = ContentPageFactory(parent=home, slug="secret")
    ContentPageFactory(parent=secret, slug="below")
    PageViewRestriction.objects.create(page=secret, restriction_type="login")

    assert set(read(client)) == {f"{SITE}/ar/", f"{SITE}/en/"}


def test_each_language_has_the_time_of_its_own_last_release(client, home):
    page = ContentPageFactory(parent=home, slug="page")
    page.save_revision().publish()
    user = make_administrator("en")
    before = read(client)
    page = ContentPage.objects.get(pk=page.pk)
    page.title_en = "Another title"
    page.save_revision(user=user)
    releasing.release(page, "en", user=user)
    # Times in sitemaps are full seconds: let this one be another.
    later = timezone.now() + timezone.timedelta(hours=1)
    sitemap.PageLogEntry.objects.filter(page=page, action="pages.release").update(timestamp=later)

    after = read(client)

    assert after[f"{SITE}/ar/page/"][0] == before[f"{SITE}/ar/page/"][0]
    assert after[f"{SITE}/en/page/"][0] == later.isoformat(timespec="seconds")


def test_a_large_site_has_an_index_of_files_with_all_of_it(client, home, monkeypatch):
    monkeypatch.setattr(sitemap, "PAGES_PER_FILE", 2)
    for number in range(4):
        ContentPageFactory(parent=home, slug=f"page-{number}")

    index = ElementTree.fromstring(client.get("/sitemap.xml").content)

    files = [location.text for location in index.findall("map:sitemap/map:loc", SPACES)]
    assert files == [f"{SITE}/sitemap-{number}.xml" for number in (1, 2, 3)]
    found = [read(client, address.removeprefix(SITE)) for address in files]
    assert [len(entries) for entries in found] == [4, 4, 2]
    assert len(set().union(*found)) == 10


@pytest.mark.parametrize("number", ["0", "2", "99999999999999999999", "-1", "x", "%00", "%ff"])
def test_a_file_that_does_not_exist_is_not_found(client, home, number):
    assert client.get(f"/sitemap-{number}.xml").status_code in (400, 404)


def test_the_sitemap_asks_no_more_for_more_pages(client, home):
    counts = []
    for number in (1, 30):
        for _ in range(number):
            ContentPageFactory(parent=home).save_revision().publish()
        client.get("/sitemap.xml")
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            client.get("/sitemap.xml")
        counts.append(len(queries))

    # The default site, how many pages, the pages, their releases, all sites.
    assert counts == [5, 5]


@pytest.mark.parametrize("path", ["/sitemap.xml", "/robots.txt"])
def test_what_robots_read_is_cacheable_and_told_unchanged(client, home, path):
    response = client.get(path)
    assert response["Cache-Control"] == "public, max-age=3600"
    assert not response.cookies
    again = client.get(path, headers={"if-none-match": response["ETag"]})
    assert again.status_code == 304
    assert client.post(path).status_code == 405


def test_robots_may_read_all_but_staffs_area_and_searches(client, db):
    response = client.get("/robots.txt", headers={"host": "site.example"})
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.text.splitlines() == [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /ar/search/",
        "Disallow: /en/search/",
        "",
        f"Sitemap: {SITE}/sitemap.xml",
    ]


@pytest.mark.parametrize("host", ["testserver", "site.example:8000"])
def test_robots_may_read_nothing_of_a_copy_under_another_name(client, db, host):
    text = client.get("/robots.txt", headers={"host": host}).text
    assert text == "User-agent: *\nDisallow: /\n"


def test_robots_may_read_nothing_of_a_site_being_built(client, db, settings):
    settings.DEBUG = True
    text = client.get("/robots.txt", headers={"host": "site.example"}).text
    assert text == "User-agent: *\nDisallow: /\n"
