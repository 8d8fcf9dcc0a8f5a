"""The one rule of availability: the same by queryset and by page, and nothing leaks past it."""

from itertools import product

import pytest
from django.urls import reverse
from wagtail.models import PageViewRestriction

from pages.models import BasePage, ContentPage
from tests.factories import ContentPageFactory, GeneralWorkAreaPageFactory
from work_areas.querysets import work_areas_in

pytestmark = pytest.mark.both_databases

ARABIC_SECRET, ENGLISH_SECRET = "كلمةسرية", "Classified"
OTHER = {"ar": "en", "en": "ar"}


def store(page, **columns):
    """Put values into a page's columns as they are, past all that saving does."""
    ContentPage.objects.filter(pk=page.pk).update(**columns)
    return ContentPage.objects.get(pk=page.pk)


@pytest.fixture
def content_page(home):
    """A live page, released in both languages."""
    return ContentPageFactory(parent=home, slug="page")


def test_queryset_and_page_agree_in_every_case(content_page):
    cases = product((True, False), (True, False), ("text", "", None), ("text", "", None))
    for live, released, title, summary in cases:
        for language in ("ar", "en"):
            page = store(
                content_page,
                live=live,
                **{
                    f"released_{language}": released,
                    f"title_{language}": title,
                    f"summary_{language}": summary,
                },
            )
            expected = bool(live and released and title and summary)
            found = ContentPage.objects.available_in(language).filter(pk=page.pk).exists()
            assert found is expected, (live, released, title, summary)
            assert (language in page.available_languages) is expected
            store(
                content_page,
                live=True,
                **{f"released_{code}": True for code in OTHER},
                **{f"title_{code}": "text" for code in OTHER},
                **{f"summary_{code}": "text" for code in OTHER},
            )


@pytest.mark.parametrize("blank", [" ", "\n\t", "\xa0 "], ids=ascii)
@pytest.mark.parametrize("field", ["title", "summary"])
def test_a_text_of_white_space_makes_nothing_available(home, field, blank):
    page = ContentPageFactory(parent=home, **{f"{field}_en": blank})
    page.refresh_from_db()
    assert page.available_languages == ["ar"]
    assert getattr(page, f"{field}_en") == ""
    assert page in ContentPage.objects.missing("en")
    assert page not in ContentPage.objects.available_in("en")


def test_missing_counts_pages_whether_live_or_not(home, language):
    page = ContentPageFactory(parent=home, live=False)
    assert page not in ContentPage.objects.missing(language)
    for empty in ("", None):
        for field in ("title", "summary"):
            store(page, **{f"title_{language}": "text", f"summary_{language}": "text"})
            store(page, **{f"{field}_{language}": empty})
            assert page in ContentPage.objects.missing(language)
            assert page not in ContentPage.objects.missing(OTHER[language])


@pytest.mark.parametrize("kind", ["login", "password", "groups"])
def test_private_pages_and_all_below_them_are_in_no_list(home, content_page, language, kind):
    below = ContentPageFactory(parent=content_page)
    further_below = ContentPageFactory(parent=below)
    beside = ContentPageFactory(parent=home)
    PageViewRestriction.objects.create(page=content_page, restriction_type=kind, password="word")
    listed = set(ContentPage.objects.available_in(language))
    assert listed == {beside}
    assert further_below not in ContentPage.objects.published()
    # Those who are let in read it in the languages it has.
    assert content_page.available_languages == ["ar", "en"]


def test_a_private_page_hides_no_page_with_a_like_path(home, content_page, language):
    pages = [ContentPageFactory(parent=home) for _ in range(3)]
    PageViewRestriction.objects.create(page=pages[0], restriction_type="login")
    assert set(ContentPage.objects.available_in(language)) == {content_page, *pages[1:]}


def test_lists_are_in_tree_order(home, language):
    pages = [ContentPageFactory(parent=home) for _ in range(3)]
    pages[2].move(pages[0], pos="left")
    listed = ContentPage.objects.listed(language)
    assert [page.pk for page in listed] == [pages[2].pk, pages[0].pk, pages[1].pk]


def test_a_page_saved_again_is_available_by_what_it_says_now(content_page):
    assert content_page.available_languages == ["ar", "en"]
    content_page.released_en = False
    content_page.save()
    assert content_page.available_languages == ["ar"]


def test_the_tree_root_is_never_available(home, language):
    assert BasePage.objects.get(depth=1) not in BasePage.objects.available_in(language)


def test_the_sitemap_has_one_entry_per_language(content_page, settings, language):
    settings.SITE_URL = "https://site.example"
    assert [entry["location"] for entry in content_page.get_sitemap_urls()] == [
        "https://site.example/ar/page/",
        "https://site.example/en/page/",
    ]
    page = store(content_page, **{f"released_{language}": False})
    [entry] = page.get_sitemap_urls()
    assert entry["location"] == f"https://site.example/{OTHER[language]}/page/"


def test_what_is_cached_of_a_page_is_cached_per_language(content_page):
    from django.utils import translation

    keys = set()
    for code in OTHER:
        with translation.override(code):
            keys.add(tuple(content_page.get_cache_key_components()))
    assert len(keys) == 2


@pytest.fixture
def half_released(index):
    """An area in the menu whose one language is not released: its texts are secrets there."""

    def make(secret_language):
        texts = {
            "ar": {"title_ar": ARABIC_SECRET, "summary_ar": ARABIC_SECRET},
            "en": {"title_en": ENGLISH_SECRET, "summary_en": ENGLISH_SECRET},
        }[secret_language]
        return GeneralWorkAreaPageFactory(
            parent=index,
            slug="area",
            show_in_menus=True,
            body_ar=[("heading", ARABIC_SECRET)] if secret_language == "ar" else [],
            body_en=[("heading", ENGLISH_SECRET)] if secret_language == "en" else [],
            **texts,
            **{f"released_{secret_language}": False},
        )

    return make


@pytest.mark.parametrize("secret", ["ar", "en"])
def test_texts_that_are_not_released_appear_nowhere(client, half_released, secret, language):
    page = half_released(secret)
    page.points.create(**{f"title_{secret}": ARABIC_SECRET + ENGLISH_SECRET})
    word = {"ar": ARABIC_SECRET, "en": ENGLISH_SECRET}[secret]
    for path in ("", "work-areas/", "work-areas/area/", "nowhere/"):
        response = client.get(f"/{language}/{path}")
        assert word not in response.content.decode(), path
    response = client.get(f"/{language}/search/", {"q": word})
    assert page.url_path not in response.content.decode()
    assert 'class="results"' not in response.content.decode()


def test_a_page_is_served_from_the_other_language_and_says_so(client, half_released, language):
    page = half_released(language)
    response = client.get(f"/{language}/work-areas/area/")
    text = response.content.decode()
    assert response.status_code == 200
    assert getattr(page, f"title_{OTHER[language]}") in text
    assert 'name="robots" content="noindex"' in text
    assert f'/{OTHER[language]}/work-areas/area/"' in text
    assert f'hreflang="{language}" href' not in text
    context = response.context_data
    assert (context["content_language"], context["is_fallback"]) == (OTHER[language], True)
    assert context["canonical_url"].endswith(f"/{OTHER[language]}/work-areas/area/")


def test_a_page_in_the_readers_language_claims_no_fallback(client, content_page, language):
    response = client.get(f"/{language}/page/")
    context = response.context_data
    assert (context["content_language"], context["is_fallback"]) == (language, False)
    assert context["robots"] == ""
    assert context["canonical_url"].endswith(f"/{language}/page/")


def test_a_page_that_no_language_is_released_for_is_not_found(client, content_page, language):
    store(content_page, released_ar=False, released_en=False)
    assert client.get(f"/{language}/page/").status_code == 404


def test_an_unpublished_page_is_not_found(client, content_page, language):
    store(content_page, live=False)
    assert client.get(f"/{language}/page/").status_code == 404


def test_cards_show_only_what_is_available(half_released, language):
    page = half_released(language)
    assert page.pk not in {area.pk for area in work_areas_in(language)}
    assert page.pk in {area.pk for area in work_areas_in(OTHER[language])}


def test_a_private_page_without_a_released_language_asks_for_its_password(
    client, content_page, language
):
    store(content_page, released_ar=False, released_en=False)
    PageViewRestriction.objects.create(
        page=content_page, restriction_type="password", password="word"
    )
    response = client.get(f"/{language}/page/")
    assert response.status_code == 200
    assert content_page.title_en not in response.content.decode()


def test_a_private_page_opens_for_those_who_may_read_it(client, content_page, django_user_model):
    PageViewRestriction.objects.create(page=content_page, restriction_type="login")
    response = client.get("/en/page/")
    assert response.status_code == 302
    assert reverse("wagtailadmin_login") in response["Location"]
    client.force_login(django_user_model.objects.create_user("reader"))
    assert client.get("/en/page/").status_code == 200
