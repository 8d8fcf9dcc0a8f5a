"""The tags and filters by which templates reach texts, dates and links of a language."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.utils import translation

from tests.factories import ContentPageFactory


def render(source, context=None, language="ar"):
    """What a template renders to for a reader of a language."""
    with translation.override(language):
        template = Template("{% load languages %}" + source)
        return template.render(Context({} if context is None else context))


def links(rf, path, page=None, tag="language_links", language="ar"):
    """What a tag that makes links gives a template that is rendered at an address."""
    context = Context({"request": rf.get(path), **({} if page is None else {"page": page})})
    with translation.override(language):
        Template(f"{{% load languages %}}{{% {tag} as links %}}").render(context)
    return context["links"]


def test_a_text_is_localized_for_the_active_language():
    thing = SimpleNamespace(word_ar="كلمة", word_en="word")
    source = "{% localized thing 'word' as text %}{{ text }}"
    assert render(source, {"thing": thing}, "ar") == "كلمة"
    assert render(source, {"thing": thing}, "en") == "word"


def test_direction_is_that_of_a_language_or_of_the_active_one():
    assert render("{% get_direction %}", language="ar") == "rtl"
    assert render("{% get_direction %}", language="en") == "ltr"
    assert render("{% get_direction 'en' %} {{ 'ar'|language_direction }}") == "ltr rtl"
    assert render("{{ 'ar'|language_name }} {{ 'en'|language_name }}", language="en") == (
        "Arabic English"
    )


def test_a_moment_is_dated_where_the_site_is(settings):
    settings.TIME_ZONE = "Europe/Stockholm"
    late = datetime(2026, 6, 30, 22, 30, tzinfo=UTC)
    assert render("{{ late|local_date }}", {"late": late}, "en") == "1 July 2026"
    assert render("{{ day|local_date:'short' }}", {"day": date(2026, 6, 30)}, "en") == "30/06/2026"
    assert "حزيران" in render("{{ day|local_date }}", {"day": date(2026, 6, 30)}, "ar")


def test_numbers_and_digits_are_the_readers(settings):
    settings.NUMBERING_SYSTEMS = {"ar": "arab", "en": "latn"}
    assert render("{{ 1500|local_number }}", language="en") == "1,500"
    assert "٥٠٠" in render("{{ 1500|local_number }}", language="ar")
    assert render("{{ 'Level 8'|local_digits }}", language="ar") == "Level ٨"
    assert render("{{ 8|local_digits }}", language="en") == "8"


def test_language_links_keep_the_page_and_its_query(rf, home, language):
    found = links(rf, f"/{language}/search/?q=a%20b&amp=%D8%A3", language=language)
    assert [link["code"] for link in found] == ["ar", "en"]
    assert [link["url"] for link in found] == [
        "/ar/search/?q=a%20b&amp=%D8%A3",
        "/en/search/?q=a%20b&amp=%D8%A3",
    ]
    assert [link["is_current"] for link in found] == [language == "ar", language == "en"]
    assert [link["name"] for link in found] == ["العربية", "English"]
    assert [link["dir"] for link in found] == ["rtl", "ltr"]
    assert all(link["is_available"] for link in found)


def test_language_links_say_where_the_page_exists(rf, home):
    page = ContentPageFactory(parent=home, slug="about", released_en=False)
    found = links(rf, "/ar/about/", page)
    assert [link["is_available"] for link in found] == [True, False]
    assert [link["url"] for link in found] == ["/ar/about/", "/en/about/"]


@pytest.mark.parametrize("path", ["/", "/fr/unknown/", "/nowhere", "/a b/%00/", "//evil.example/"])
def test_language_links_lead_home_from_an_address_without_language(rf, path):
    assert [link["url"] for link in links(rf, path)] == ["/ar/", "/en/"]


def test_without_a_request_there_are_no_language_links():
    assert render("{% language_links as links %}{{ links|length }}") == "0"


@pytest.mark.parametrize(
    ("released", "expected"),
    [
        (("ar", "en"), ["ar", "en", "x-default"]),
        (("en",), ["en", "x-default"]),
        (("ar",), ["ar", "x-default"]),
        ((), []),
    ],
)
def test_hreflang_names_only_the_languages_a_page_exists_in(rf, home, settings, released, expected):
    settings.SITE_URL = "https://site.example"
    page = ContentPageFactory(
        parent=home, slug="about", released_ar="ar" in released, released_en="en" in released
    )
    found = links(rf, "/ar/about/", page, tag="hreflang_links")
    assert [link["hreflang"] for link in found] == expected
    for link in found[: len(released)]:
        assert link["url"] == f"https://site.example/{link['hreflang']}/about/"


def test_what_is_no_page_has_no_hreflang(rf):
    assert links(rf, "/ar/search/", tag="hreflang_links") == []
