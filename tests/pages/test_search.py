"""Search: visitors find what they may read, staff find everything."""

import pytest
from django.urls import reverse

from pages.models import ContentPage
from pages.search.analysis import query_words
from pages.search.querying import Search
from tests.factories import ContentPageFactory

pytestmark = pytest.mark.both_databases


def found(query, language):
    """The keys of the pages that a search finds, best first."""
    hits = Search(query, language).results().hits
    return [result.page.pk for result in hits.object_list] if hits else []


@pytest.fixture
def content_page(home):
    """A live page with a word of its own in each text."""
    return ContentPageFactory(
        parent=home,
        slug="water",
        title_ar="إمدادات المياه",
        title_en="Water supply",
        summary_ar="خدمة بلدية",
        summary_en="A municipal service",
        body_ar=[("heading", "محطات التنقية")],
        body_en=[("rich_text", "<p>Treatment works</p>")],
    )


@pytest.mark.parametrize(
    ("query", "language"),
    [
        ("المياه", "ar"),
        ("بلدية", "ar"),
        ("التنقية", "ar"),
        ("Water", "en"),
        ("municipal", "en"),
        ("treatment", "en"),
        ("water (supply)", "en"),
        ('"Water supply"', "en"),
    ],
)
def test_words_of_every_text_are_found(content_page, query, language):
    assert found(query, language) == [content_page.pk]


@pytest.mark.parametrize("query", ["", " ", '"', "'*^\x00", "() -", "NOT", "AND OR", "a" * 500])
def test_signs_and_operators_are_no_error(content_page, language, query):
    assert found(query, language) == []


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("  bees\tbirds ", ["bees", "birds"]),
        ("مُدُن، قرى؟", ["مُدُن", "قرى"]),
        ("e\u0301tat", ["e\u0301tat"]),
        ('"bees" -birds*', ["bees", "birds"]),
        ("COVID-19", ["COVID-19"]),
        ("what are the towns", ["towns"]),
        ("ما هي المدن", ["المدن"]),
        ("what is the", ["what", "is", "the"]),
        ("\x00", []),
    ],
)
def test_a_query_is_its_words(query, words):
    language = "ar" if query[0] > "\u0600" else "en"
    assert [word.text for word in query_words(query, language)] == words


def test_a_language_released_later_is_found_then_and_not_before(content_page):
    content_page.released_en = False
    content_page.save()
    assert found("municipal", "ar") == []
    assert found("municipal", "en") == []
    content_page.released_en = True
    content_page.save_revision().publish()
    assert found("municipal", "en") == [content_page.pk]
    content_page.unpublish()
    assert found("municipal", "en") == []


def listed(client, parent, **query):
    """The keys of the pages that the explorer lists, in its order."""
    response = client.get(reverse("wagtailadmin_explore", args=[parent.pk]), query)
    assert response.status_code == 200
    return [page.pk for page in response.context["object_list"]]


@pytest.fixture
def three_pages(home):
    """Pages whose titles sort differently in each language; one is a draft, one Arabic only."""
    return [
        ContentPageFactory(parent=home, title_ar="ج مشروع", title_en="A Project"),
        ContentPageFactory(parent=home, title_ar="ب مشروع", title_en="C Project", live=False),
        ContentPageFactory(
            parent=home, title_ar="أ مشروع", title_en="", released_en=False, slug="third"
        ),
    ]


def test_the_explorer_sorts_by_the_title_in_the_admins_language(
    admin_client_in, home, three_pages, language
):
    client = admin_client_in(language)
    first, second, third = [page.pk for page in three_pages]
    order = {"ar": [third, second, first], "en": [third, first, second]}[language]
    assert listed(client, home, ordering="title") == order
    assert listed(client, home, ordering="-title") == order[::-1]


def test_staff_find_drafts_and_what_is_not_released_sorted_by_title(
    admin_client_in, home, three_pages, language
):
    client = admin_client_in(language)
    first, second, third = [page.pk for page in three_pages]
    assert set(listed(client, home, q="مشروع")) == {first, second, third}
    assert set(listed(client, home, q="Proj")) == {first, second}
    order = {"ar": [third, second, first], "en": [third, first, second]}[language]
    assert listed(client, home, q="مشروع", ordering="title") == order
    assert listed(client, home, q="مشروع", ordering="-title") == order[::-1]


@pytest.mark.parametrize("ordering", ["latest_revision_created_at", "live", "content_type", "ord"])
def test_the_explorer_sorts_by_its_other_columns(admin_client_in, home, three_pages, ordering):
    client = admin_client_in("en")
    assert len(listed(client, home, ordering=ordering)) == 3
    assert len(listed(client, home, q="مشروع", ordering=ordering)) == 3


@pytest.mark.parametrize(
    "address",
    [
        "wagtailadmin_home",
        "wagtailadmin_choose_page",
        "wagtailadmin_reports:aging_pages",
        "wagtailadmin_reports:page_types_usage",
        "wagtailadmin_reports:locked_pages",
        "wagtailadmin_reports:site_history",
        "wagtailadmin_pages:search",
    ],
)
def test_views_that_list_pages_open(admin_client_in, three_pages, language, address):
    client = admin_client_in(language)
    for query in ({}, {"q": "مشروع"}, {"ordering": "title"}, {"q": "Proj", "ordering": "-title"}):
        assert client.get(reverse(address), query).status_code == 200


def test_the_chooser_and_the_admins_api_name_pages_in_the_admins_language(
    admin_client_in, home, three_pages, language
):
    client = admin_client_in(language)
    page = three_pages[0]
    name = getattr(page, f"title_{language}")
    chooser = client.get(reverse("wagtailadmin_choose_page_child", args=[home.pk]))
    assert name in chooser.json()["html"]
    api = client.get(reverse("wagtailadmin_api:pages:detail", args=[page.pk])).json()
    assert api["admin_display_title"] == name
    children = client.get(reverse("wagtailadmin_api:pages:listing"), {"child_of": home.pk}).json()
    third = next(item for item in children["items"] if item["id"] == three_pages[2].pk)
    assert third["admin_display_title"] == "أ مشروع"
    found = client.get(reverse("wagtailadmin_api:pages:listing"), {"search": "مشروع"})
    assert found.status_code == 200


def test_the_admin_asks_no_other_server_anything(admin_client_in, home, language):
    client = admin_client_in(language)
    for address in (reverse("wagtailadmin_home"), reverse("wagtailadmin_account")):
        text = client.get(address).content.decode()
        assert "gravatar" not in text
        assert "releases.wagtail" not in text


def test_a_page_is_indexed_in_its_own_language_whoever_saves(home, language):
    from django.utils import translation

    with translation.override(language):
        page = ContentPageFactory(parent=home, title_ar="منارة", title_en="Lighthouse")
    assert found("Lighthouse", "en") == [page.pk]
    assert found("منارة", "ar") == [page.pk]
    names = {field.field_name for field in ContentPage.search_fields}
    assert not {"title", "summary", "body", "draft_title"} & names
