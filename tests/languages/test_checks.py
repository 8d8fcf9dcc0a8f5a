"""The house rules: each found where it is broken, and the project breaks none."""

from pathlib import Path

import pytest
from django.core.checks import run_checks
from django.db import models
from django.test.utils import isolate_apps
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import (
    FieldPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.models import AbstractPage, DefaultBasePageMixin

from languages import checks
from languages.panels import TranslatedFieldPanel
from pages.models import BasePage, ContentPage, CustomImage, SiteIdentity, SocialLink
from work_areas.models import DecentralisationPage, ReformProposal


@pytest.fixture
def only(monkeypatch):
    """A function that makes the checks look at one model alone."""

    def look_at(model):
        monkeypatch.setattr(checks, "own_models", lambda: [model])

    return look_at


@pytest.fixture(autouse=True)
def _forget_edit_handlers():
    """Edit handlers are remembered per model: a changed one must be made anew."""
    yield
    for model in (ContentPage, DecentralisationPage):
        model.get_edit_handler.cache_clear()


def found(check):
    """What a check says: its ids and the fields that it names."""
    return {
        (error.id, error.msg.split("'")[1] if "'" in error.msg else "") for error in check(None)
    }


def test_the_project_keeps_every_house_rule():
    assert run_checks(tags=["languages"]) == []


def test_the_rules_look_at_every_model_of_ours_and_no_others():
    models_seen = checks.own_models()
    assert {BasePage, ContentPage, SiteIdentity, SocialLink, CustomImage} <= set(models_seen)
    assert {DecentralisationPage, ReformProposal} <= set(models_seen)
    rooms = {model.__module__.split(".")[0] for model in models_seen}
    assert rooms <= {"languages", "pages", "work_areas"}


@pytest.mark.parametrize(
    "panels",
    [
        [FieldPanel("title")],
        [TitleFieldPanel("title")],
        ["title"],
        [MultiFieldPanel(["slug", "title"])],
        [MultiFieldPanel([MultiFieldPanel([FieldPanel("title")])])],
        [*AbstractPage.content_panels],
    ],
    ids=["panel", "title panel", "name", "name in a group", "nested", "Wagtail's own"],
)
def test_a_panel_on_a_bare_translated_field_is_found(monkeypatch, only, panels):
    only(ContentPage)
    monkeypatch.setattr(ContentPage, "content_panels", panels)
    ContentPage.get_edit_handler.cache_clear()
    assert found(checks.check_no_bare_panels) == {("languages.E001", "title")}


@pytest.mark.parametrize("name", ["promote_panels", "settings_panels"])
def test_bare_panels_are_found_on_every_tab(monkeypatch, only, name):
    only(ContentPage)
    monkeypatch.setattr(ContentPage, name, [FieldPanel("summary")])
    ContentPage.get_edit_handler.cache_clear()
    assert found(checks.check_no_bare_panels) == {("languages.E001", "summary")}


def test_the_promote_panels_of_wagtail_are_found(monkeypatch, only):
    only(ContentPage)
    monkeypatch.setattr(ContentPage, "promote_panels", DefaultBasePageMixin.promote_panels)
    ContentPage.get_edit_handler.cache_clear()
    assert found(checks.check_no_bare_panels) == {
        ("languages.E001", "seo_title"),
        ("languages.E001", "search_description"),
    }


def test_bare_panels_are_found_in_a_models_own_edit_handler(monkeypatch, only):
    only(ContentPage)
    handler = TabbedInterface([ObjectList([FieldPanel("summary")], heading="Texts")])
    monkeypatch.setattr(ContentPage, "edit_handler", handler, raising=False)
    ContentPage.get_edit_handler.cache_clear()
    assert found(checks.check_no_bare_panels) == {("languages.E001", "summary")}


def test_bare_panels_are_found_on_the_items_inside_a_page(monkeypatch, only):
    only(DecentralisationPage)
    inline = InlinePanel("reform_proposals", panels=[FieldPanel("text")])
    monkeypatch.setattr(DecentralisationPage, "content_panels", [inline])
    DecentralisationPage.get_edit_handler.cache_clear()
    assert found(checks.check_no_bare_panels) == {("languages.E001", "text")}


def test_bare_panels_are_found_on_models_that_are_no_pages(monkeypatch, only):
    only(SocialLink)
    monkeypatch.setattr(SocialLink, "panels", [FieldPanel("label")])
    checks.get_edit_handler.cache_clear()
    assert found(checks.check_no_bare_panels) == {("languages.E001", "label")}
    checks.get_edit_handler.cache_clear()


def test_bare_fields_are_found_in_an_images_form(monkeypatch, only):
    only(CustomImage)
    monkeypatch.setattr(CustomImage, "admin_form_fields", ("title", "file", "alt"))
    assert found(checks.check_no_bare_panels) == {("languages.E001", "alt")}


def test_a_panel_for_each_language_is_right(monkeypatch, only):
    only(ContentPage)
    monkeypatch.setattr(ContentPage, "content_panels", [TranslatedFieldPanel("title")])
    ContentPage.get_edit_handler.cache_clear()
    assert found(checks.check_no_bare_panels) == set()


@isolate_apps("pages")
def test_text_that_is_not_registered_for_translation_is_found(only):
    class Note(models.Model):
        heading = models.CharField(max_length=10)
        text = models.TextField()
        kind = models.CharField(max_length=10, choices=[("a", "A")])
        secret = models.CharField(max_length=10, editable=False)
        slug = models.SlugField()
        email = models.EmailField()
        url = models.URLField()
        file = models.FileField()
        count = models.IntegerField()
        code = models.CharField(max_length=10)

        untranslated_fields = ("code",)

        class Meta:
            app_label = "pages"

        def __str__(self):
            return self.heading

    only(Note)
    assert found(checks.check_text_is_registered) == {
        ("languages.E002", "heading"),
        ("languages.E002", "text"),
    }


@isolate_apps("pages")
def test_text_of_items_inside_a_page_is_found_as_well(only):
    class Item(models.Model):
        page = ParentalKey(ContentPage, on_delete=models.CASCADE, related_name="+")
        words = models.CharField(max_length=10)

        class Meta:
            app_label = "pages"

        def __str__(self):
            return self.words

    only(Item)
    assert found(checks.check_text_is_registered) == {("languages.E002", "words")}


def test_registered_text_is_right(only):
    only(ReformProposal)
    assert found(checks.check_text_is_registered) == set()


def test_a_page_type_without_a_template_is_found(monkeypatch, settings, tmp_path):
    folder = Path(tmp_path, "pages")
    folder.mkdir()
    for name in ("home_page", "content_page"):
        (folder / f"{name}.html").write_text("")
    elsewhere = settings.TEMPLATES[0] | {"DIRS": [tmp_path]}
    settings.TEMPLATES = [elsewhere]
    without = {error.obj for error in checks.check_templates_exist(None)}
    assert ContentPage not in without
    assert DecentralisationPage in without
    assert BasePage not in without

    (tmp_path / "work_areas").mkdir()
    (tmp_path / "work_areas" / "work_area_page.html").write_text("")
    # Set anew, what was not there before is no longer remembered as missing.
    settings.TEMPLATES = [elsewhere]
    without = {error.obj for error in checks.check_templates_exist(None)}
    assert DecentralisationPage not in without
    assert {error.id for error in checks.check_templates_exist(None)} == {"languages.E003"}


def test_base_classes_the_wrong_way_round_are_found(monkeypatch):
    class Wrong(DefaultBasePageMixin, AbstractPage):
        class Meta:
            abstract = True

    class Page:
        base_page_model = Wrong

    assert found(checks.check_page_bases) == set()
    monkeypatch.setattr(checks, "get_page_models", lambda: [Page])
    assert found(checks.check_page_bases) == {("languages.E004", "")}
