"""News and publications in lists: what is there, by year, kind and area, page by page."""

from datetime import date
from urllib.parse import parse_qsl

import pytest
from wagtail.models import PageViewRestriction

from tests.factories import (
    DecentralisationPageFactory,
    DocumentFactory,
    GeneralWorkAreaPageFactory,
    ImageFactory,
    NewsPageFactory,
    PublicationPageFactory,
)
from work_areas.facets import PER_PAGE
from work_areas.models import PublicationKind, RelatedArea

pytestmark = pytest.mark.both_databases

OTHER = {"ar": "en", "en": "ar"}
# Whatever somebody may write behind a question mark.
NAUGHTY = [
    "%00",
    "%FF%FE",
    "-1",
    "0",
    "1e9",
    "9" * 5000,
    "nan",
    "'; DROP TABLE pages_basepage; --",
    "<script>alert(1)</script>",
    "%D9%A2%D9%A0%D9%A2%D9%A6x",
    "a" * 3000,
]


def slugs(document):
    """The pages that a list shows, in its order, by their slugs."""
    return [
        link["href"].rstrip("/").rpartition("/")[2]
        for link in document.select("article h3 a[href]")
    ]


def canonical(document):
    """The address that the page says is its own, or None."""
    link = document.find("link", rel="canonical")
    return link and link["href"].partition("8000")[2]


def robots(document):
    """What search engines are told."""
    meta = document.find("meta", {"name": "robots"})
    return meta and meta["content"]


def status(document):
    """What is announced of the list, as words."""
    return " ".join(document.find(role="status").get_text(" ").split())


def options(document, name):
    """The values and labels that a choice of the form offers, "all" left out."""
    return {
        option["value"]: option.get_text().rpartition(" (")[0]
        for option in document.select(f"select[name={name}] option")
        if option["value"]
    }


@pytest.fixture
def three_years(news):
    """News of three years, one of them in one language only."""
    return {
        year: NewsPageFactory(parent=news, slug=f"in-{year}", date=date(year, 5, 4))
        for year in (2024, 2026, 2025)
    }


def test_the_newest_comes_first_and_only_what_is_available(news, three_years, read, language):
    NewsPageFactory(parent=news, slug="draft", live=False)
    NewsPageFactory(parent=news, slug="held", **{f"released_{language}": False})
    NewsPageFactory(parent=news, slug="untold", **{f"summary_{language}": ""})
    private = NewsPageFactory(parent=news, slug="private")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    same_day = NewsPageFactory(parent=news, slug="later-that-day", date=date(2025, 5, 4))

    document = read(f"/{language}/news/")

    assert slugs(document) == ["in-2026", same_day.slug, "in-2025", "in-2024"]
    assert canonical(document) == f"/{language}/news/"
    assert robots(document) is None


def test_a_date_is_told_to_people_and_machines(news, three_years, read, language):
    [first, *_others] = read(f"/{language}/news/").select("article time")

    assert first["datetime"] == "2026-05-04"
    assert first.get_text() == {"ar": "4 أيار 2026", "en": "4 May 2026"}[language]


def test_the_archive_has_the_years_of_which_there_is_something(news, three_years, read, language):
    setattr(three_years[2024], f"released_{language}", False)
    three_years[2024].save()

    document = read(f"/{language}/news/?year=2025")

    archive = document.select(".filter a")
    assert [link["href"] for link in archive] == [
        f"/{language}/news/",
        f"/{language}/news/?year=2026",
        f"/{language}/news/?year=2025",
    ]
    assert [link.get("aria-current") for link in archive] == [None, None, "true"]
    assert slugs(document) == ["in-2025"]
    assert canonical(document) == f"/{language}/news/?year=2025"
    assert robots(document) is None
    # The year holds other news in each language.
    assert not document.find_all("link", rel="alternate", hreflang=True)
    assert "2025" in document.title.get_text()


def test_the_whole_list_has_counterparts_in_other_languages(news, three_years, read, language):
    links = read(f"/{language}/news/").find_all("link", rel="alternate", hreflang=True)

    assert {link["hreflang"] for link in links} == {"ar", "en", "x-default"}


def test_a_long_list_has_pages_with_addresses_of_their_own(news, read, language):
    for day in range(1, PER_PAGE + 2):
        NewsPageFactory(parent=news, slug=f"day-{day}", date=date(2026, 3, day))

    first = read(f"/{language}/news/")
    second = read(f"/{language}/news/?page=2")

    assert len(slugs(first)) == PER_PAGE
    assert slugs(second) == ["day-1"]
    assert [link["href"] for link in first.select(".list-pages li a, .list-pages > a")] == [
        f"/{language}/news/",
        f"/{language}/news/?page=2",
        f"/{language}/news/?page=2",
    ]
    assert first.select_one(".list-pages a[rel=next]")["href"] == f"/{language}/news/?page=2"
    assert second.select_one(".list-pages a[rel=prev]")["href"] == f"/{language}/news/"
    assert canonical(second) == f"/{language}/news/?page=2"
    assert first.title.get_text() != second.title.get_text()


@pytest.mark.parametrize("page", ["0", "1", "x", "", "%00", "-5", "9" * 5000, "%D9%A1", "1.5"])
def test_a_page_that_is_not_there_is_the_nearest_one(news, three_years, read, page):
    document = read(f"/en/news/?page={page}")

    assert len(slugs(document)) == 3
    assert canonical(document) == "/en/news/"


@pytest.fixture
def shelf(publications, index):
    """Publications of both kinds, in two areas and two years, by their slugs."""
    guide, report = PublicationKind.objects.all()
    near = DecentralisationPageFactory(parent=index, slug="near", title_ar="قريب", title_en="Near")
    far = GeneralWorkAreaPageFactory(parent=index, slug="far", title_ar="بعيد", title_en="Far")
    made = {}
    for slug, kind, year, areas in [
        ("old-guide", guide, 2024, [near]),
        ("new-guide", guide, 2026, [near, near, far]),
        ("old-report", report, 2024, [far]),
        ("new-report", report, 2026, []),
    ]:
        made[slug] = PublicationPageFactory(
            parent=publications,
            slug=slug,
            kind=kind,
            year=year,
            related_areas=[RelatedArea(area=area) for area in areas],
        )
    return made


def chosen(**values):
    """A query: kinds are given by their Arabic titles."""
    if "kind" in values:
        values["kind"] = PublicationKind.objects.get(title_ar=values["kind"]).pk
    return "&".join(f"{name}={value}" for name, value in values.items())


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["new-report", "new-guide", "old-report", "old-guide"]),
        ({"kind": "دليل"}, ["new-guide", "old-guide"]),
        ({"year": "2024"}, ["old-report", "old-guide"]),
        ({"area": "near"}, ["new-guide", "old-guide"]),
        ({"kind": "تقرير", "year": "2024"}, ["old-report"]),
        ({"kind": "دليل", "year": "2026", "area": "far"}, ["new-guide"]),
        ({"kind": "تقرير", "area": "near"}, []),
        ({"kind": "تقرير", "year": "", "area": ""}, ["new-report", "old-report"]),
    ],
)
def test_filters_combine(shelf, read, query, found):
    document = read(f"/en/publications/?{chosen(**query)}")

    assert slugs(document) == found
    assert status(document).startswith(f"{len(found)} publication")
    asked = dict(parse_qsl(chosen(**query)))
    selected = {s["name"]: s.select_one("[selected]") for s in document.find_all("select")}
    assert {name: option["value"] for name, option in selected.items() if option} == asked


def test_the_form_offers_what_there_is_in_the_readers_language(shelf, read, language):
    for slug in ("old-guide", "old-report"):
        setattr(shelf[slug], f"released_{OTHER[language]}", False)
        shelf[slug].save()

    mine, others = read(f"/{language}/publications/"), read(f"/{OTHER[language]}/publications/")

    assert list(options(mine, "year")) == ["2026", "2024"]
    assert list(options(others, "year")) == ["2026"]
    assert (
        list(options(mine, "kind").values())
        == {
            "ar": ["دليل", "تقرير"],
            "en": ["Guide", "تقرير"],
        }[language]
    )
    # Named in another language where there is no other name.
    marks = [option.get("lang") for option in mine.select("select[name=kind] option")]
    assert marks == [None, None, None if language == "ar" else "ar"]


def test_each_choice_says_how_many_it_would_leave(shelf, read, language):
    document = read(f"/{language}/publications/?year=2024&kind=")

    words = [option.get_text() for option in document.select("select option")]
    assert words == {
        "ar": [
            "كل الأنواع", "دليل (1)", "تقرير (1)", "كل السنوات", "2026 (2)", "2024 (2)",
            "كل مجالات العمل", "قريب (1)", "بعيد (1)",
        ],
        "en": [
            "All kinds", "Guide (1)", "تقرير (1)", "All years", "2026 (2)", "2024 (2)",
            "All work areas", "Near (1)", "Far (1)",
        ],
    }[language]  # fmt: skip
    # An unknown choice leaves nothing of any other.
    assert "(0)" not in read(f"/{language}/publications/?year=1066").get_text()


def test_an_area_is_offered_where_it_can_be_opened(shelf, read, language):
    area = shelf["old-report"].related_areas.get().area.specific
    setattr(area, f"released_{language}", False)
    area.save()

    assert list(options(read(f"/{language}/publications/"), "area")) == ["near"]
    assert list(options(read(f"/{OTHER[language]}/publications/"), "area")) == ["near", "far"]


def test_the_form_leads_where_its_choices_say_without_scripts(shelf, read):
    form = read("/en/publications/?page=7&year=2026").select_one("main form")
    assert form["method"] == "get"
    assert form["action"] == "/en/publications/"
    assert all(form.select_one(f"label[for={s['id']}]") for s in form.find_all("select"))

    assert slugs(read(f"{form['action']}?kind=&year=2024&area=near")) == ["old-guide"]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({}, "4 منشورات"),
        ({"year": "2024"}, "منشوران · 2024"),
        ({"area": "far", "year": "2024"}, "منشور واحد · 2024 · بعيد"),
        ({"area": "near", "kind": "تقرير"}, "لا منشورات · تقرير · قريب"),
    ],
)
def test_how_many_there_are_is_announced(shelf, read, query, words):
    assert status(read(f"/ar/publications/?{chosen(**query)}")).startswith(words)


def test_search_engines_know_of_archives_and_not_of_combinations(shelf, read):
    area = read("/en/publications/?area=near&kind=")
    combined = read("/en/publications/?year=2024&area=near")
    nothing = read(f"/en/publications/?{chosen(kind='تقرير', area='near')}")

    assert (canonical(area), robots(area)) == ("/en/publications/?area=near", None)
    assert (canonical(combined), robots(combined)) == (
        "/en/publications/?year=2024&area=near",
        "noindex",
    )
    assert robots(nothing) == "noindex"


@pytest.mark.parametrize("value", NAUGHTY)
@pytest.mark.parametrize("name", ["kind", "year", "area"])
def test_what_is_not_there_matches_nothing_and_says_so(shelf, read, language, name, value):
    document = read(f"/{language}/publications/?{name}={value}")

    assert slugs(document) == []
    words = {"ar": "لا شيء يطابق ما اخترته", "en": "Nothing matches your filters"}
    assert words[language] in status(document)
    assert document.find(role="status").find("a")["href"] == f"/{language}/publications/"
    assert robots(document) == "noindex"
    assert canonical(document) is None
    assert not document.find("script")


def test_other_parameters_change_nothing(shelf, read):
    document = read("/en/publications/?utm_source=mail&year%5B%5D=1999")

    assert len(slugs(document)) == 4
    assert canonical(document) == "/en/publications/"


def test_an_empty_list_says_so(news, read, language):
    document = read(f"/{language}/news/")

    words = {"ar": "لا شيء هنا بهذه اللغة بعد", "en": "There is nothing here in this language"}
    assert words[language] in status(document)
    assert not document.select("main form, .filter")


def test_queries_do_not_grow_with_the_list(publications, index, client, django_assert_num_queries):
    area = GeneralWorkAreaPageFactory(parent=index, slug="area")
    kind = PublicationKind.objects.first()
    for number in range(PER_PAGE + 3):
        PublicationPageFactory(
            parent=publications,
            kind=kind,
            year=1990 + number,
            cover=ImageFactory(),
            document_ar=DocumentFactory(),
            related_areas=[RelatedArea(area=area)],
        )
    # The sizes of pictures and files are found out once.
    client.get("/en/publications/")

    # Those of every page, and three: what narrows the list, its items, their covers.
    with django_assert_num_queries(11):
        client.get("/en/publications/")
