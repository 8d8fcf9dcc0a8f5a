"""The search page: what it shows, narrows down, offers and survives; in both languages."""

from datetime import date

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from languages import cldr
from pages.models import ContentPage
from pages.search.querying import PAGE_SIZE
from tests.factories import (
    ContentPageFactory,
    DecentralisationPageFactory,
    GeneralWorkAreaPageFactory,
)

pytestmark = pytest.mark.both_databases

WORDS = {"ar": "منارة", "en": "lighthouse"}
NAUGHTY = [
    "'; DROP TABLE search_searchentry; --",
    '"', "''", "*", "^", "NEAR(a b)", "title:x", "{title} : x", "-x", "a AND", "(", "a OR OR b",
    "& | ! <-> :*", "\\", "%", "_", "%%s", "%(x)s", "\x00", "a\x00b", "\u202e\u2066", "\ufdfa",
    "<script>alert(1)</script>", "{{ 7|add:7 }}", "../../etc/passwd", "😀", "Z̡̢͕a̴l̷g̵o",
    "١٢٣", "a" * 5_000, "ا" * 5_000, "a " * 2_000, "-" * 3_000, "a-" * 3_000, "null", "\r\nX: y",
]  # fmt: skip


def make_pages(home, number):
    return [
        ContentPageFactory(
            parent=home,
            slug=f"page-{n}",
            title_ar=f"منارة رقم {n}",
            title_en=f"Lighthouse number {n}",
        )
        for n in range(number)
    ]


def test_a_result_has_title_section_date_and_a_snippet_with_marks(
    home, search_page, language, monkeypatch
):
    section = ContentPageFactory(parent=home, title_ar="البحر", title_en="The sea")
    monkeypatch.setattr(ContentPage, "search_date", "first_published_at")
    page = ContentPageFactory(
        parent=section,
        slug="light",
        title_ar="مناراتنا",
        title_en="Our lighthouses",
        body_ar=[("rich_text", "<p>بُنيت المنارة قديمًا.</p>")],
        body_en=[("rich_text", "<p>The lighthouse is old.</p>")],
    )
    page.first_published_at = "2024-03-05T12:00:00Z"
    page.save()

    document = search_page(language, q=WORDS[language])

    (result,) = document.select(".result")
    assert result.a["href"].endswith("/light/")
    assert result.a.mark.get_text() in {"مناراتنا", "lighthouses"}
    about = result.select_one(".result__about").get_text(" ", strip=True)
    assert {"ar": "البحر", "en": "The sea"}[language] in about
    assert result.time["datetime"] == "2024-03-05"
    assert cldr.format_date(date(2024, 3, 5), language) in about
    assert result.select_one(".result__text mark").get_text() in {"المنارة", "lighthouse"}
    assert document.find("meta", {"name": "robots"})["content"] == "noindex"


def test_results_are_narrowed_down_by_kind_and_area_with_counts(home, index, search_page, language):
    make_pages(home, 2)
    area = DecentralisationPageFactory(
        parent=index, title_ar="اللامركزية", title_en="Decentralisation",
        summary_ar="منارة", summary_en="A lighthouse",
    )  # fmt: skip
    query = {"q": WORDS[language]}

    GeneralWorkAreaPageFactory(
        parent=index, title_ar="البيئة", title_en="Environment", summary_ar="منارات",
        summary_en="Lighthouses",
    )  # fmt: skip
    kinds, areas = search_page(language, **query).select(".filter")
    assert [a.get_text(" ", strip=True) for a in kinds.select("a")] == {
        "ar": ["الكل 4", "الصفحات 2", "مجالات العمل 2"],
        "en": ["All 4", "Pages 2", "Work areas 2"],
    }[language]
    assert [a.get_text(" ", strip=True) for a in areas.select("a")] == {
        "ar": ["الكل", "اللامركزية 1", "البيئة 1"],
        "en": ["All", "Decentralisation 1", "Environment 1"],
    }[language]

    narrowed = search_page(language, **query, kind="area")
    assert len(narrowed.select(".result")) == 2
    assert narrowed.select_one(".filter [aria-current=true]").get_text(" ", strip=True)
    assert len(search_page(language, **query, kind="page").select(".result")) == 2
    assert len(search_page(language, **query, area=area.pk).select(".result")) == 1
    both = search_page(language, **query, kind="page", area=area.pk)
    assert both.select(".result") == []
    # A way back out of filters that leave nothing.
    assert any(link["href"].startswith("?q=") for link in both.select(".search-page .text a"))


def test_results_come_in_pages_with_real_links(home, search_page, language):
    make_pages(home, PAGE_SIZE + 3)
    query = {"q": WORDS[language]}

    first = search_page(language, **query)
    assert len(first.select(".result")) == PAGE_SIZE
    assert first.find("link", rel="next")["href"] == first.select_one("a[rel=next]")["href"]
    assert not first.find("link", rel="prev")

    second = search_page(language, **query, page=2)
    assert len(second.select(".result")) == 3
    assert second.select_one(".results")["start"] == str(PAGE_SIZE + 1)
    assert second.find("link", rel="prev")["href"].count("page=") == 0
    assert second.select_one(".list-pages [aria-current=page]")
    titles = [[a.get_text() for a in page.select(".result h2 a")] for page in (first, second)]
    assert len({*titles[0], *titles[1]}) == PAGE_SIZE + 3


@pytest.mark.parametrize(
    ("number", "start"),
    [
        ("-1", 11),
        ("0", 11),
        ("99", 11),
        ("9" * 400, 11),
        ("abc", 1),
        ("", 1),
        ("1.5", 1),
        ("٢", 11),
    ],
)
def test_a_page_number_that_does_not_exist_gives_the_nearest(home, search_page, number, start):
    make_pages(home, PAGE_SIZE + 1)
    document = search_page("en", q="lighthouse", page=number)
    assert document.select_one(".results")["start"] == str(start)


@pytest.mark.parametrize("name", ["kind", "area"])
@pytest.mark.parametrize(
    "value", ["nonsense", "", "-1", "0", "1.5", "9" * 30, "\x00", "' OR 1=1", "²", "١"]
)
def test_an_unknown_filter_is_passed_over(home, search_page, name, value):
    make_pages(home, 1)
    document = search_page("en", q="lighthouse", **{name: value})
    assert len(document.select(".result")) == 1


@pytest.mark.parametrize("query", NAUGHTY)
def test_any_query_gives_a_normal_page_and_is_never_unescaped(home, client, language, query):
    make_pages(home, 1)
    for address in (f"/{language}/search/", f"/{language}/search/suggestions/"):
        response = client.get(address, {"q": query})
        assert response.status_code == 200
        assert "<script>alert" not in response.text


@pytest.mark.parametrize("raw", ["q=%ff%fe", "q=%E0%A4%A", "q[]=1", "q=a&q=b", "q=%C0%80", "%ff=1"])
def test_a_query_string_that_is_no_text_gives_a_normal_page(home, client, language, raw):
    for address in ("search/", "search/suggestions/"):
        assert client.get(f"/{language}/{address}?{raw}").status_code == 200


@pytest.mark.parametrize("address", ["search/", "search/suggestions/"])
def test_nothing_can_be_sent_to_the_search(client, db, language, address):
    assert client.post(f"/{language}/{address}").status_code == 405


@pytest.mark.parametrize(
    ("query", "language", "meant"),
    [
        ("lighthuose", "en", "lighthouse"),
        ("old lihgthouse", "en", "old lighthouse"),
        ("منازة", "ar", "منارة"),
        ("المنراة", "ar", "منارة"),
    ],
)
def test_a_misspelt_word_is_put_right(home, search_page, query, language, meant):
    ContentPageFactory(
        parent=home, title_ar="منارة", title_en="Lighthouse", summary_ar="قديمة", summary_en="Old"
    )
    document = search_page(language, q=query)
    suggestion = document.select_one(".search-page__meant a")
    assert suggestion.get_text().casefold() == meant
    assert search_page(language, q=suggestion.get_text()).select(".result")


def test_a_word_that_nobody_may_read_any_more_is_not_suggested(home, search_page):
    (page,) = make_pages(home, 1)
    page.released_en = False
    page.save()
    assert not search_page("en", q="lighthuose").select(".search-page__meant")


def test_pages_with_some_of_the_words_are_shown_where_none_has_all(home, search_page, language):
    make_pages(home, 1)
    query = {"ar": "منارة سمكة", "en": "lighthouse fish"}[language]
    document = search_page(language, q=query)
    assert len(document.select(".result")) == 1
    status = document.select_one("[role=status]").get_text()
    assert {"ar": "بعضها", "en": "some of them"}[language] in status


def test_without_a_query_and_without_results_the_page_helps_on(home, search_page, language):
    ContentPageFactory(parent=home, title_ar="من نحن", title_en="About us")
    for query in ({}, {"q": "   "}, {"q": "zzzz"}):
        document = search_page(language, **query)
        links = [a.get_text() for a in document.select(".search-page__starts a")]
        assert {"ar": "من نحن", "en": "About us"}[language] in links
        assert not document.select(".result, .filter")
    assert document.select("[role=status] q")
    assert document.select(".search-page .text li")


def test_titles_are_offered_while_a_reader_types(home, client, language):
    make_pages(home, 9)
    for typed in {"ar": ["منا", "المنار", "مَنَارة ر"], "en": ["lig", "LIGHTH", "number li"]}[
        language
    ]:
        titles = client.get(f"/{language}/search/suggestions/", {"q": typed}).json()["titles"]
        assert len(titles) == 6
        assert all(WORDS[language] in entry["title"].casefold() for entry in titles)
        assert client.get(titles[0]["url"]).status_code == 200
    for typed in ("", "x", "zzz", "ight"):
        assert client.get(f"/{language}/search/suggestions/", {"q": typed}).json() == {"titles": []}


def test_what_is_not_released_is_not_offered(home, client):
    (page,) = make_pages(home, 1)
    page.released_en = False
    page.save()
    assert client.get("/en/search/suggestions/", {"q": "light"}).json() == {"titles": []}


# Counts by kind and by area, the areas, the keys of a page of entries, the entries, their pages and
# the pages above these; identity, its links, the home page and the menu, as on every page.
QUERIES = 11


@pytest.mark.parametrize("number", [1, 30])
def test_queries_do_not_grow_with_the_results(home, index, client, number):
    area = DecentralisationPageFactory(parent=index, summary_en="A lighthouse")
    make_pages(area, number)
    cache.clear()
    client.get("/en/")
    with CaptureQueriesContext(connection) as queries:
        client.get("/en/search/", {"q": "lighthouse"})
    assert len(queries) == QUERIES, [query["sql"][:90] for query in queries]
