"""Partnerships: shown as a pair, listed and filtered, checked where staff write them."""

from datetime import date
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from pages.models import ContentPage, HomePage
from pages.models.editing import ReleaseError
from pages.versions.releasing import release_all
from tests.factories import (
    GeneralWorkAreaPageFactory,
    PartnershipIndexPageFactory,
    PartnershipPageFactory,
)
from tests.page_forms import PUBLISH, SAVE_DRAFT, add_url, errors_of
from work_areas import periods
from work_areas.facets import PER_PAGE
from work_areas.models import CooperationTheme, PartnershipIndexPage, PartnershipPage
from work_areas.models.partnerships import status_on

pytestmark = pytest.mark.both_databases

FUTURE = "2199"


@pytest.fixture
def partnerships(home):
    """The index of partnerships."""
    return PartnershipIndexPageFactory(parent=home)


@pytest.fixture
def three(partnerships, index):
    """Three partnerships that differ in all that one filters by."""
    areas = [GeneralWorkAreaPageFactory(parent=index, slug=slug) for slug in ("water", "votes")]
    second = CooperationTheme(page=partnerships, title_ar="محور ثان", title_en="Second theme")
    second.sort_order = 1
    second.save()
    make = PartnershipPageFactory
    return [
        make(parent=partnerships, slug="running", countries=("SE", "JO"), areas=areas),
        make(
            parent=partnerships, slug="finished", end="2021", countries=("SE", "TN", "MA"),
            areas=areas[:1], theme=second,
        ),
        make(parent=partnerships, slug="planned", start=FUTURE, countries=("FI", "JO")),
    ]  # fmt: skip


def get(client, language, **query):
    """The list as a reader asks for it."""
    address = f"/{language}/partnerships/"
    return client.get(f"{address}?{urlencode(query)}" if query else address)


def document(response):
    """The response's document."""
    return BeautifulSoup(response.content, "html.parser")


def listed(response):
    """The slugs of the partnerships that a list shows, in order."""
    links = document(response).select(".partnership h3 a")
    return [link["href"].rstrip("/").rpartition("/")[2] for link in links]


def status(response):
    """What is announced about a list."""
    return " ".join(document(response).find(role="status").get_text().split())


def test_a_partnership_is_shown_as_a_pair(client, three, language):
    page = document(client.get(f"/{language}/partnerships/finished/"))
    first, second = page.select(".pair__side")
    names = {"ar": ["السويد", "تونس والمغرب"], "en": ["Sweden", "Tunisia and Morocco"]}[language]
    assert [side.h3.get_text() for side in (first, second)] == names
    town = {"ar": "بلدية", "en": "Town"}[language]
    assert [f"{town} 1" in first.get_text(), f"{town} 2" in second.get_text()] == [True, True]
    hub = page.select_one(".pair__hub").get_text()
    told = {"ar": ["محور ثان", "منتهية"], "en": ["Second theme", "Finished"]}[language]
    assert all(words in hub for words in told)
    assert [time["datetime"] for time in page.select(".pair__hub time")] == ["2020", "2021"]
    assert [link["href"] for link in page.select(".related a")] == [
        f"/{language}/work-areas/water/"
    ]


def test_a_period_may_be_open_and_known_to_the_day(client, partnerships, language):
    PartnershipPageFactory(parent=partnerships, slug="open", start="2020-03-05")
    hub = document(client.get(f"/{language}/partnerships/open/")).select_one(".pair__hub")
    words = {
        "ar": "من 5 آذار 2020، من غير أجل محدد",
        "en": "From 5 March 2020, open-ended",
    }[language]
    assert words in " ".join(hub.get_text().split())


def test_all_are_listed_running_first_the_youngest_first(client, three, partnerships, language):
    PartnershipPageFactory(parent=partnerships, slug="younger", start="2021-02")
    response = get(client, language)
    assert listed(response) == ["younger", "running", "planned", "finished"]
    assert status(response) == {"ar": "4 شراكات", "en": "4 partnerships"}[language]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"area": "water"}, ["running", "finished"]),
        ({"area": "votes"}, ["running"]),
        ({"country": "JO"}, ["running", "planned"]),
        ({"country": "MA"}, ["finished"]),
        ({"status": "planned"}, ["planned"]),
        ({"status": "finished", "area": "water"}, ["finished"]),
        ({"country": "JO", "status": "running", "area": "votes", "theme": ""}, ["running"]),
    ],
)
def test_filters_combine(client, three, language, query, expected):
    response = get(client, language, **query)
    assert listed(response) == expected
    # What was chosen is still chosen and announced, and the language link keeps it.
    chosen = [option["value"] for option in document(response).select("select option[selected]")]
    assert chosen == [query[name] for name in ("area", "country", "status") if name in query]
    assert urlencode(query) in document(response).find(hreflang=True, lang="ar")["href"]
    robots = document(response).find("meta", {"name": "robots"})
    assert (robots and robots["content"]) == ("noindex" if len(query) > 1 else None)


@pytest.mark.parametrize("day", [date(2026, 1, 1), date(2026, 3, 15), date(2026, 12, 31)])
def test_the_database_tells_the_status_as_a_page_does(partnerships, day):
    page = PartnershipPageFactory(parent=partnerships)
    one = PartnershipPage.objects.filter(pk=page.pk)
    ends = ["", "2025", "2026", "2027", "2026-02", "2026-03", "2026-04", "2026-03-14", "2026-03-15"]
    for start in ["2025", "2026", "2027", "2026-03", "2026-04", "2026-03-15", "2026-03-16"]:
        for end in ends:
            one.update(start=start, end=end)
            told = one.values_list(status_on(day), flat=True).get()
            assert told == periods.status(start, end, day), (start, end)


def test_themes_filter_by_their_number(client, three, language):
    first, second = CooperationTheme.objects.order_by("pk")
    assert listed(get(client, language, theme=first.pk)) == ["running", "planned"]
    assert listed(get(client, language, theme=second.pk)) == ["finished"]


def test_only_what_the_reader_may_see_is_listed_and_offered(client, three, language):
    running, finished, planned = three
    for page in (finished, planned):
        setattr(page, f"released_{language}", False)
        page.save()
    response = get(client, language)
    assert listed(response) == ["running"]
    offered = [option["value"] for option in document(response).select("select option[value]")]
    theme = str(running.theme_id)
    assert sorted(filter(None, offered)) == sorted(["water", "votes", theme, "JO", "SE", "running"])
    area = GeneralWorkAreaPageFactory._meta.model.objects.get(slug="votes")
    setattr(area, f"released_{language}", False)
    area.save()
    assert not document(get(client, language)).select('option[value="votes"]')


def test_countries_stand_in_the_readers_order(client, three, language):
    options = document(get(client, language)).select("#filter-country option")[1:]
    names = [option.get_text() for option in options]
    assert (
        names
        == {
            "ar": ["الأردن (2)", "تونس (1)", "السويد (2)", "فنلندا (1)", "المغرب (1)"],
            "en": ["Finland (1)", "Jordan (2)", "Morocco (1)", "Sweden (2)", "Tunisia (1)"],
        }[language]
    )


def test_no_result_says_what_to_do(client, three, language):
    response = get(client, language, country="TN", status="planned")
    assert response.status_code == 200
    assert listed(response) == []
    words = {"ar": "لا شيء يطابق ما اخترته", "en": "Nothing matches your filters"}
    assert words[language] in status(response)
    assert document(response).find(role="status").a["href"] == f"/{language}/partnerships/"


@pytest.mark.parametrize(
    "value", ["ZZ", "<script>alert(1)</script>", "\x00", "' OR 1=1 --", "x" * 5000, "٣", "-1"]
)
def test_what_is_not_there_matches_nothing_and_says_so(client, three, language, value):
    for name in ("area", "theme", "country", "status"):
        response = get(client, language, **{name: value})
        assert response.status_code == 200
        assert listed(response) == []
        assert b"<script>alert" not in response.content
        words = {"ar": "لا شيء يطابق ما اخترته", "en": "Nothing matches your filters"}
        assert words[language] in status(response)


def test_bytes_that_are_no_text_are_answered_with_a_page(client, three, language):
    address = f"/{language}/partnerships/?country=%ff%fe&area=%C0%AF&theme[]=1&status=a&status=b"
    assert client.get(address).status_code == 200


def test_a_long_list_has_pages_and_the_same_few_queries(client, partnerships, index, language):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            response = get(client, language, country="SE")
        return len(queries), response

    area = GeneralWorkAreaPageFactory(parent=index)
    PartnershipPageFactory(parent=partnerships, areas=[area])
    get(client, language)
    few, _response = asked()
    for _ in range(PER_PAGE):
        PartnershipPageFactory(parent=partnerships, areas=[area], countries=("SE", "JO", "TN"))
    many, response = asked()
    assert many == few <= 12
    assert len(listed(response)) == PER_PAGE
    links = document(response).select(".list-pages a")
    address = f"/{language}/partnerships/?country=SE"
    second = f"{address}&page=2"
    assert [link["href"] for link in links] == [address, second, second]
    assert links[0]["aria-current"] == "page"
    assert len(listed(get(client, language, country="SE", page=2))) == 1
    second = document(get(client, language, page=2))
    assert second.find("link", rel="canonical")["href"].endswith("/partnerships/?page=2")
    assert not second.find("meta", {"name": "robots"})


def test_an_empty_list_says_so(client, partnerships, language):
    words = {"ar": "لا شيء هنا بهذه اللغة بعد", "en": "There is nothing here in this language"}
    words = words[language]
    assert words in status(get(client, language))


def test_a_list_that_is_not_available_offers_nothing_untranslated(client, three, language):
    index = PartnershipIndexPage.objects.get()
    setattr(index, f"released_{language}", False)
    index.save()
    page = document(get(client, language))
    other = "en" if language == "ar" else "ar"
    assert {option["lang"] for option in page.select("#filter-theme option[lang]")} == {other}
    assert page.find("meta", {"name": "robots"})["content"] == "noindex"


def form(*partners, **fields):
    """The data of a partnership's form."""
    data = {
        "title_ar": "شراكة", "title_en": "Partnership", "summary_ar": "ملخص",
        "summary_en": "Summary", "slug": "new", "start": "2026", "end": "", "theme": "",
        "body_ar": streamfield([]), "body_en": streamfield([]),
        "partners": inline_formset(
            [
                {"side": side, "country": country, "title_ar": "بلدية", "title_en": "Town"}
                for side, country in partners
            ]
        ),
        "related_areas": inline_formset([]), "comments": inline_formset([]),
    }  # fmt: skip
    return nested_form_data(data | fields)


MESSAGES = {
    "ar": ("اكتب سنة", "النهاية سابقة", "هذا الحقل"),
    "en": ("Enter a year", "The end is before", "This field"),
}
PAIR = [("first", "SE"), ("second", "JO")]


def test_staff_write_a_partnership(admin_client_in, partnerships, language):
    client = admin_client_in(language)
    theme = partnerships.themes.get()
    data = form(*PAIR, start="٢٠٢٦-٣", end="2027-2-1", theme=theme.pk)
    assert errors_of(client.post(add_url(partnerships, PartnershipPage), data | PUBLISH)) == {}
    page = PartnershipPage.objects.get()
    assert (page.start, page.end, page.theme) == ("2026-03", "2027-02-01", theme)
    assert [partner.country for partner in page.partners.all()] == ["SE", "JO"]


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"start": "soon"}, ["start"]),
        ({"start": "2026-02-30"}, ["start"]),
        ({"start": "2026", "end": "2025"}, ["end"]),
        ({"start": "2026-05", "end": "2026-04-30"}, ["end"]),
        ({"start": "x", "end": "y"}, ["end", "start"]),
        ({"start": ""}, ["start"]),
        ({"theme": ""}, ["theme"]),
    ],
)
def test_a_wrong_period_is_refused_beside_its_field(
    admin_client_in, partnerships, language, fields, wrong
):
    client = admin_client_in(language)
    data = form(*PAIR, **{"theme": partnerships.themes.get().pk} | fields)
    response = client.post(add_url(partnerships, PartnershipPage), data | PUBLISH)
    assert sorted(errors_of(response)) == wrong
    page = document(response)
    for name in wrong:
        error = page.find(id=f"panel-child-content-{name}-errors") or page.select_one(
            f"[id$='-{name}-errors']"
        )
        assert error.get_text(strip=True).startswith(MESSAGES[language])


def test_a_pair_has_two_sides(admin_client_in, partnerships, language):
    client = admin_client_in(language)
    data = form(PAIR[0], theme=partnerships.themes.get().pk)
    url = add_url(partnerships, PartnershipPage)
    words = {"ar": "تحتاج الشراكة إلى شريك", "en": "A partnership needs at least one partner"}
    assert words[language] in client.post(url, data | PUBLISH).content.decode()
    assert not PartnershipPage.objects.filter(live=True).exists()
    assert client.post(url, data | SAVE_DRAFT).status_code == 302
    with pytest.raises(ReleaseError):
        release_all(PartnershipPage.objects.latest("pk"))


def test_countries_are_chosen_in_the_order_of_the_admins_language(
    admin_client_in, partnerships, language
):
    client = admin_client_in(language)
    page = document(client.get(add_url(partnerships, PartnershipPage)))
    script = page.find("script", id="id_partners-EMPTY_FORM_TEMPLATE")
    template = page.find("template", id="id_partners-EMPTY_FORM_TEMPLATE") or script
    row = BeautifulSoup(template.decode_contents(), "html.parser")
    names = [option.get_text() for option in row.select('select[name$="country"] option')]
    assert (
        names[1:3]
        == {"ar": ["إثيوبيا", "أذربيجان"], "en": ["Afghanistan", "Åland Islands"]}[language]
    )
    assert len(names) == 251


def test_a_theme_that_goes_leaves_its_partnerships(client, three, language):
    index = PartnershipIndexPage.objects.get()
    index.themes.set(index.themes.all()[1:])
    index.save_revision().publish()
    assert PartnershipPage.objects.get(slug="running").theme is None
    assert client.get(f"/{language}/partnerships/running/").status_code == 200
    assert len(listed(get(client, language))) == 3


def test_partnerships_stand_below_their_index_and_nowhere_else(home, partnerships):
    assert not PartnershipIndexPage.can_create_at(HomePage.objects.get())
    assert PartnershipPage.can_create_at(partnerships)
    assert not PartnershipPage.can_create_at(home)
    page = PartnershipPageFactory(parent=partnerships)
    assert page.creatable_subpage_models() == []
    assert partnerships.creatable_subpage_models() == [PartnershipPage]
    assert not ContentPage.can_create_at(partnerships)


def test_drafts_are_previewed_before_anything_is_saved(partnerships, language):
    draft = PartnershipPage(title_ar="ش", title_en="P", start="2026", slug="draft")
    assert draft.make_preview_request(preview_mode=language).status_code == 200
    new = PartnershipIndexPage(title_ar="ش", title_en="P", slug="draft")
    assert new.make_preview_request(preview_mode=language).status_code == 200
