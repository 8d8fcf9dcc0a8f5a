"""Work areas show the newest of what is about them, and the home page the newest news."""

from datetime import date

import pytest

from tests.factories import (
    DecentralisationPageFactory,
    GeneralWorkAreaPageFactory,
    NewsPageFactory,
    PublicationPageFactory,
)
from work_areas.models import AboutAreas, RelatedArea, WorkAreaPage
from work_areas.querysets import NEWEST, pages_around

pytestmark = pytest.mark.both_databases

OTHER = {"ar": "en", "en": "ar"}


@pytest.fixture
def area(index):
    """A work area."""
    return DecentralisationPageFactory(parent=index, slug="area", title_en="The area")


def about(area, **values):
    """The values of a page that is about an area."""
    return values | {"related_areas": [RelatedArea(area=area)]}


def shown(document):
    """The addresses of the pages under each heading of what is about an area."""
    return {
        section.find("h2").get_text(): [link["href"] for link in section.select(".newest a")]
        for section in document.select(".about-area section")
    }


def test_the_newest_of_each_kind_is_shown(news, publications, area, read, language):
    for day in (3, 9, 5, 7):
        NewsPageFactory(**about(area, parent=news, slug=f"day-{day}", date=date(2026, 2, day)))
    for year in (2020, 2025):
        PublicationPageFactory(**about(area, parent=publications, slug=f"of-{year}", year=year))
    NewsPageFactory(parent=news, slug="about-nothing", date=date(2026, 9, 9))

    document = read(f"/{language}/work-areas/area/")

    assert list(shown(document).values()) == [
        [f"/{language}/news/day-{day}/" for day in (9, 7, 5)],
        [f"/{language}/publications/of-{year}/" for year in (2025, 2020)],
    ]
    assert (
        list(shown(document))
        == {
            "ar": ["الأخبار", "المنشورات"],
            "en": ["News", "Publications"],
        }[language]
    )
    dates = [time["datetime"] for time in document.select(".about-area time")]
    assert dates == ["2026-02-09", "2026-02-07", "2026-02-05", "2025", "2020"]


def test_a_link_leads_to_all_that_is_about_the_area(news, area, read, language):
    for number in range(NEWEST + 1):
        NewsPageFactory(**about(area, parent=news, slug=f"item-{number}"))
    NewsPageFactory(parent=news, slug="about-nothing")

    [link] = read(f"/{language}/work-areas/area/").select(".about-area p a")

    assert link["href"] == f"/{language}/news/?area=area"
    assert len(read(link["href"]).select("article")) == NEWEST + 1


def test_only_what_is_available_in_the_readers_language_is_shown(news, area, read, language):
    NewsPageFactory(**about(area, parent=news, slug="held", **{f"released_{language}": False}))
    NewsPageFactory(**about(area, parent=news, slug="draft", live=False))

    assert shown(read(f"/{language}/work-areas/area/")) == {}
    assert len(shown(read(f"/{OTHER[language]}/work-areas/area/"))) == 1


def test_related_areas_stay_what_they_are(news, area, index, read, language):
    related = [GeneralWorkAreaPageFactory(parent=index, slug=f"no-{n}") for n in range(NEWEST + 2)]
    area.related_areas.set([RelatedArea(area=page) for page in reversed(related)])
    area.save()
    NewsPageFactory(**about(area, parent=news))

    cards = read(f"/{language}/work-areas/area/").select(".related .card a")
    others = read(f"/{language}/work-areas/no-0/")

    # All of them in tree order; and a relation leads one way.
    assert [link["href"] for link in cards] == [
        f"/{language}/work-areas/{page.slug}/" for page in related
    ]
    assert not others.select(".related, .about-area")


def test_a_draft_of_an_area_shows_the_areas_it_relates_to_by_now(news, area, index, language):
    NewsPageFactory(**about(area, parent=news, slug="item"))
    area.related_areas.set([RelatedArea(area=GeneralWorkAreaPageFactory(parent=index, slug="new"))])
    area.save_revision()

    draft = area.get_latest_revision_as_object()
    text = draft.make_preview_request(preview_mode=language).content.decode()

    assert f"/{language}/work-areas/new/" in text
    assert f"/{language}/news/item/" in text


def test_all_is_read_in_one_query(
    news, publications, area, index, language, django_assert_num_queries
):
    # Remembered from here on: content types, and where the site begins.
    pages_around(area, language)
    area.get_url()
    for number in range(2 * NEWEST):
        NewsPageFactory(**about(area, parent=news, date=date(2026, 1, number + 1)))
        PublicationPageFactory(**about(area, parent=publications, year=2000 + number))
        area.related_areas.add(RelatedArea(area=GeneralWorkAreaPageFactory(parent=index)))
    area.save()

    with django_assert_num_queries(1):
        areas, kinds = pages_around(area, language)

    assert len(areas) == 2 * NEWEST
    assert [len(kind.pages) for kind in kinds] == [NEWEST, NEWEST]


def test_every_kind_of_page_about_areas_says_what_lists_need():
    for kind in AboutAreas.__subclasses__():
        assert kind._meta.get_field(kind.issued_field)
        assert kind.list_label
        assert kind.list_all_label
        assert not issubclass(kind, WorkAreaPage)


def test_the_home_page_shows_the_latest_news(news, read, language):
    for day in (3, 9, 5, 7):
        NewsPageFactory(parent=news, slug=f"day-{day}", date=date(2026, 2, day))
    hidden = {f"released_{language}": False}
    NewsPageFactory(parent=news, slug="held", date=date(2026, 5, 5), **hidden)

    section = read(f"/{language}/").select_one(".about-area")

    links = [link["href"] for link in section.find_all("a")]
    assert links == [f"/{language}/news/"] + [f"/{language}/news/day-{day}/" for day in (9, 7, 5)]


def test_a_home_page_without_news_has_no_place_for_it(home, read, language):
    assert not read(f"/{language}/").select(".about-area")
