"""Panels of translated fields: one input per language, each in its direction."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import translation

from languages.panels import TranslatedFieldPanel
from pages.models import ContentPage, HomePage, SiteIdentity
from tests.factories import ImageFactory
from work_areas.models import DecentralisationPage


def inputs(soup, name):
    """The elements of a form that stand for a field in each language."""
    return [soup.find(attrs={"name": f"{name}_{language}"}) for language in ("ar", "en")]


def languages_of(soup, name):
    """The language and the direction that hold at a field's input in each language."""
    return [
        (element.find_parent(lang=True)["lang"], element.find_parent(dir=True)["dir"])
        for element in inputs(soup, name)
    ]


BOTH = [("ar", "rtl"), ("en", "ltr")]


@pytest.fixture
def form_of(admin_client_in, home, language):
    """A function that opens an admin address in each admin language and parses it."""
    client = admin_client_in(language)

    def open_form(address):
        response = client.get(address)
        assert response.status_code == 200
        return BeautifulSoup(response.content, "html.parser")

    return open_form


def test_each_text_has_one_input_per_language_marked_with_it(form_of, home):
    soup = form_of(reverse("wagtailadmin_pages:add", args=["pages", "contentpage", home.pk]))
    for name in ("title", "summary", "seo_title", "search_description"):
        assert languages_of(soup, name) == BOTH
        assert soup.find(attrs={"name": name}) is None


def test_each_language_has_its_body_and_its_button_to_publish(form_of, home):
    soup = form_of(reverse("wagtailadmin_pages:edit", args=[home.pk]))
    assert inputs(soup, "released") == [None, None]
    for code in ("ar", "en"):
        assert soup.find("button", attrs={"name": f"action-release-{code}"})
    bodies = [soup.find(id=f"body_{code}") for code in ("ar", "en")]
    assert [body.find_parent(lang=True)["lang"] for body in bodies] == ["ar", "en"]
    assert [body.find_parent(dir=True)["dir"] for body in bodies] == ["rtl", "ltr"]


def test_columns_are_labelled_by_their_languages_own_names(form_of, home, language):
    soup = form_of(reverse("wagtailadmin_pages:edit", args=[home.pk]))
    labels = [soup.find("label", attrs={"for": e["id"]}).get_text() for e in inputs(soup, "title")]
    assert [label.strip().rstrip("*").strip() for label in labels] == ["العربية", "English"]


def test_help_stands_once_above_the_columns(form_of, home):
    soup = form_of(reverse("wagtailadmin_pages:edit", args=[home.pk]))
    help_text = str(HomePage._meta.get_field("summary").help_text)
    assert soup.get_text().count(help_text) <= 1


def test_an_english_title_proposes_the_slug_and_an_arabic_one_does_not(form_of, home):
    soup = form_of(reverse("wagtailadmin_pages:add", args=["pages", "contentpage", home.pk]))
    arabic, english = inputs(soup, "title")
    assert "w-sync" in english.get("data-controller", "")
    assert "w-sync" not in arabic.get("data-controller", "")


def test_items_inside_a_page_have_both_languages(form_of, index):
    soup = form_of(
        reverse("wagtailadmin_pages:add", args=["work_areas", "decentralisationpage", index.pk])
    )
    source = str(soup)
    for name in ("title_ar", "title_en", "text_ar", "text_en"):
        assert f"reform_proposals-__prefix__-{name}" in source
    assert 'name="reform_proposals-__prefix__-title"' not in source


def test_site_settings_have_both_languages(form_of, home):
    soup = form_of(
        reverse(
            "wagtailsettings:edit",
            args=["pages", "siteidentity", home.sites_rooted_here.get().pk],
        )
    )
    for name in ("organisation_name", "tagline", "address"):
        assert languages_of(soup, name) == BOTH


def test_an_image_has_a_text_alternative_per_language(form_of):
    image = ImageFactory()
    soup = form_of(reverse("wagtailimages:edit", args=[image.pk]))
    columns = [e.find_parent(attrs={"data-language": True}) for e in inputs(soup, "alt")]
    assert [(e["lang"], e["dir"]) for e in columns] == [("ar", "rtl"), ("en", "ltr")]
    assert soup.find(attrs={"name": "alt"}) is None


@pytest.mark.parametrize(("model", "name"), [(ContentPage, "summary"), (SiteIdentity, "tagline")])
def test_a_panel_is_headed_by_its_fields_name_in_each_editors_language(model, name):
    panel = TranslatedFieldPanel(name).bind_to_model(model)
    for language in ("ar", "en"):
        with translation.override(language):
            field = model._meta.get_field(name)
            assert str(panel.heading).lower() == str(field.verbose_name).lower()
    with translation.override("en"):
        assert str(panel.heading) == name.capitalize()


def test_a_panel_can_be_cloned():
    panel = TranslatedFieldPanel("summary").bind_to_model(ContentPage)
    assert [child.field_name for child in panel.clone().children] == ["summary_ar", "summary_en"]


def test_the_forms_of_pages_hold_no_bare_translated_field():
    fields = DecentralisationPage.get_edit_handler().get_form_class().base_fields
    assert not {"title", "summary", "body", "seo_title", "released"} & set(fields)
    assert {"title_ar", "title_en", "summary_ar", "summary_en"} <= set(fields)
