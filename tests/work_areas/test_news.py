"""News: what one piece tells, its feed in each language, and where else it is forgotten."""

from datetime import date
from uuid import UUID
from xml.etree import ElementTree

import pytest
from django.utils import timezone, translation
from wagtail.test.utils.form_data import inline_formset

from tests.factories import (
    ContentPageFactory,
    GeneralWorkAreaPageFactory,
    ImageFactory,
    NewsPageFactory,
)
from tests.page_forms import PUBLISH, add_url, errors_of, page_data
from tests.pages.test_frontend_cache import purged  # noqa: F401 - a fixture
from work_areas.models import NewsIndexPage, NewsPage, RelatedArea

pytestmark = pytest.mark.both_databases

ATOM = "{http://www.w3.org/2005/Atom}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
OTHER = {"ar": "en", "en": "ar"}


@pytest.fixture
def item(news, index):
    """A piece of news about one work area, with all that it can have."""
    area = GeneralWorkAreaPageFactory(parent=index, slug="area")
    page = NewsPageFactory(
        parent=news,
        slug="item",
        title_ar="عنوان الخبر",
        title_en="Dogs & <cats>",
        summary_ar="ملخص الخبر",
        summary_en="Less < more & so on",
        unit_ar="وحدة الاختبار",
        unit_en="Testing Unit",
        image=ImageFactory(),
        body_ar=[("heading", "تفاصيل")],
        body_en=[("heading", "Details")],
        related_areas=[RelatedArea(area=area)],
    )
    page.save_revision().publish()
    return page


def feed(client, language, **headers):
    """The feed in a language, as XML."""
    response = client.get(f"/{language}/news/feed/", headers=headers)
    assert response.status_code == 200
    return ElementTree.fromstring(response.content)


def test_a_piece_of_news_tells_when_who_and_what_it_is_about(item, read, language):
    document = read(f"/{language}/news/item/")

    [article] = document.select("main article")
    assert article.find("h1").get_text() == getattr(item, f"title_{language}")
    assert article.find("time")["datetime"] == "2026-03-01"
    assert getattr(item, f"unit_{language}") in article.get_text()
    assert getattr(item, f"unit_{OTHER[language]}") not in document.get_text()
    assert article.find("img")["alt"]
    assert document.find("a", href=f"/{language}/work-areas/area/")


def test_in_a_language_that_is_missing_every_text_is_marked(item, read, language):
    setattr(item, f"released_{language}", False)
    item.save()

    document = read(f"/{language}/news/item/")

    other = OTHER[language]
    assert document.find("h1")["lang"] == other
    assert document.find(string=getattr(item, f"unit_{other}")).parent["lang"] == other
    assert document.find("meta", {"name": "robots"})["content"] == "noindex"


def test_news_is_written_and_released_in_the_editor(admin_client_in, news, language):
    client = admin_client_in(language)
    data = page_data(
        title_ar="خبر",
        title_en="A piece of news",
        summary_ar="ملخص",
        summary_en="Summary",
        date="2026-04-05",
        unit_ar="وحدة",
        unit_en="Unit",
        image="",
        related_areas=inline_formset([]),
    )

    assert errors_of(client.post(add_url(news, NewsPage), data | PUBLISH)) == {}

    page = NewsPage.objects.get()
    assert (page.date, page.unit_ar, page.unit_en) == (date(2026, 4, 5), "وحدة", "Unit")
    assert page.slug == "a-piece-of-news"
    assert page.available_languages == ["ar", "en"]


def test_news_is_of_today_unless_said_otherwise():
    assert NewsPage().date == timezone.localdate()


def test_news_stands_below_its_list_of_which_there_is_one(home, news, index):
    assert NewsPage.can_create_at(news)
    for parent in (home, index, ContentPageFactory(parent=home)):
        assert not NewsPage.can_create_at(parent)
    assert not NewsIndexPage.can_create_at(home)
    assert news.creatable_subpage_models() == [NewsPage]


def test_the_feed_is_in_the_readers_language_alone(item, news, client, language):
    other = OTHER[language]
    hidden = {f"released_{language}": False}
    NewsPageFactory(parent=news, slug="other", date=date(2026, 5, 1), **hidden)
    NewsPageFactory(parent=news, slug="older", date=date(2025, 1, 1))

    root = feed(client, language)

    assert root.tag == f"{ATOM}feed"
    assert root.get(XML_LANG) == language
    first, second = root.findall(f"{ATOM}entry")
    assert first.findtext(f"{ATOM}title") == getattr(item, f"title_{language}")
    assert first.findtext(f"{ATOM}author/{ATOM}name") == getattr(item, f"unit_{language}")
    assert first.find(f"{ATOM}link").get("href") == f"http://127.0.0.1:8000/{language}/news/item/"
    assert first.findtext(f"{ATOM}published").startswith("2026-03-01T00:00:00")
    item.refresh_from_db()
    assert first.findtext(f"{ATOM}updated") == item.last_published_at.isoformat()
    assert second.find(f"{ATOM}link").get("href").endswith("/older/")
    text = ElementTree.tostring(root, encoding="unicode")
    assert getattr(item, f"title_{other}") not in text
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links == {
        "self": f"http://127.0.0.1:8000/{language}/news/feed/",
        "alternate": f"http://127.0.0.1:8000/{language}/news/",
    }


def test_a_title_in_the_feed_is_text_and_a_summary_is_html(item, client):
    [entry] = feed(client, "en").findall(f"{ATOM}entry")

    assert entry.findtext(f"{ATOM}title") == "Dogs & <cats>"
    summary = entry.find(f"{ATOM}summary")
    assert (summary.get("type"), summary.text) == ("html", "Less &lt; more &amp; so on")


def test_an_entry_stays_the_same_when_its_page_moves(item, client):
    [before] = [entry.findtext(f"{ATOM}id") for entry in feed(client, "en").iter(f"{ATOM}entry")]
    [arabic] = [entry.findtext(f"{ATOM}id") for entry in feed(client, "ar").iter(f"{ATOM}entry")]
    item.slug = "renamed"
    item.save_revision().publish()

    [after] = [entry.findtext(f"{ATOM}id") for entry in feed(client, "en").iter(f"{ATOM}entry")]

    assert before == after != arabic
    assert UUID(before.removeprefix("urn:uuid:"))


def test_the_feed_is_announced_on_the_news_pages(item, read, client, language):
    for address in (
        f"/{language}/news/",
        f"/{language}/news/?year=2026",
        f"/{language}/news/item/",
    ):
        link = read(address).find("link", type="application/atom+xml")
        assert link["rel"] == ["alternate"]
        assert link["href"] == f"http://127.0.0.1:8000/{language}/news/feed/"
    response = client.get(f"/{language}/news/feed/")
    assert response["Content-Type"].startswith("application/atom+xml")
    assert "Set-Cookie" not in response


def test_a_feed_that_did_not_change_is_not_sent_again(item, client):
    first = client.get("/en/news/feed/")

    again = client.get("/en/news/feed/", headers={"if-none-match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")


def test_an_empty_feed_is_one_too(news, client, language):
    assert feed(client, language).findall(f"{ATOM}entry") == []


def test_there_is_no_feed_of_what_nobody_may_read(news, client):
    news.unpublish()
    assert client.get("/en/news/feed/").status_code == 404
    assert client.get("/en/news/feed/more/").status_code == 404


def test_no_news_takes_the_address_of_the_feed(admin_client_in, news, language):
    with translation.override(language):
        page = NewsPageFactory(parent=news, title_en="Feed", slug="")
    assert page.slug == "feed-2"


@pytest.mark.parametrize("change", ["publish", "unpublish", "delete"])
def test_the_cache_in_front_forgets_where_news_is_shown(
    purged,  # noqa: F811
    item,
    change,
    django_capture_on_commit_callbacks,
):
    purged.clear()
    with django_capture_on_commit_callbacks(execute=True):
        if change == "publish":
            item.save_revision().publish()
        else:
            getattr(item, change)()
    site = "https://site.example"
    assert purged >= {
        f"{site}/{language}/{place}"
        for language in ("ar", "en")
        for place in ("", "news/", "news/feed/", "work-areas/area/", "news/item/")
    }
