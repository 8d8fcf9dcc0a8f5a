"""What each subject adds: items with both languages, edited, checked, ordered and shown."""

import pytest
from django.urls import reverse
from django.utils import translation
from modelcluster.models import get_all_child_relations
from wagtail.models import get_page_models
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from languages.texts import translated_field_names
from tests.factories import (
    DecentralisationPageFactory,
    GeneralWorkAreaPageFactory,
    PageFactory,
)
from tests.page_forms import PUBLISH, add_url, errors_of
from work_areas.models import (
    DecentralisationPage,
    GeneralWorkAreaPage,
    RelatedArea,
    WorkAreaPage,
)

AREAS = [model for model in get_page_models() if issubclass(model, WorkAreaPage)]
WORDS = {"ar": "كلمات", "en": "Words"}


def relations(model):
    """The child relations that hold a subject's structure."""
    return [
        relation
        for relation in get_all_child_relations(model)
        if relation.related_model._meta.app_label == "work_areas"
        and relation.related_model is not RelatedArea
    ]


def item_of(relation):
    """An item with words of its own in each language, its choices the first ones."""
    model = relation.related_model
    item = model()
    for name in translated_field_names(model):
        for code, words in WORDS.items():
            setattr(item, f"{name}_{code}", f"{words} {relation.name} {name}")
    for field in model._meta.local_fields:
        if field.choices:
            setattr(item, field.name, field.choices[0][0])
    return item


def filled(model, index):
    """A page of a subject with an item in each of its relations."""
    page = PageFactory._create(
        model,
        parent=index,
        slug="area",
        title_ar="مجال",
        title_en="Area",
        summary_ar="ملخص",
        summary_en="Summary",
        released_ar=True,
        released_en=True,
    )
    for relation in relations(model):
        getattr(page, relation.get_accessor_name()).add(item_of(relation))
    page.save()
    return page


@pytest.mark.parametrize("model", AREAS, ids=lambda model: model.__name__)
def test_every_text_of_a_structure_is_shown_in_the_readers_language(client, index, language, model):
    page = filled(model, index)
    assert relations(model)
    text = client.get(f"/{language}/work-areas/area/").content.decode()
    other = WORDS["en" if language == "ar" else "ar"]
    for relation in relations(model):
        for name in translated_field_names(relation.related_model):
            assert f"{WORDS[language]} {relation.name} {name}" in text
    assert other not in text
    assert page.get_template(None).startswith("work_areas/")


@pytest.mark.parametrize("model", AREAS, ids=lambda model: model.__name__)
def test_a_structure_is_edited_in_the_admin(admin_client_in, index, language, model):
    page = filled(model, index)
    client = admin_client_in(language)
    text = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    for relation in relations(model):
        for name in translated_field_names(relation.related_model):
            for words in WORDS.values():
                assert f"{words} {relation.name} {name}" in text


def area_data(model, items, related=()):
    """The data of a work area's form with items in its first relation."""
    first, *others = [relation.get_accessor_name() for relation in relations(model)]
    data = {
        "title_ar": "مجال",
        "title_en": "Area",
        "summary_ar": "ملخص",
        "summary_en": "Summary",
        "slug": "area",
        "emblem": "general",
        "body_ar": streamfield([]),
        "body_en": streamfield([]),
        "related_areas": inline_formset([{"area": area.pk} for area in related]),
        first: inline_formset(items),
        "comments": inline_formset([]),
    }
    return nested_form_data(data | {name: inline_formset([]) for name in others})


def proposal(**texts):
    """The data of one reform proposal."""
    empty = {"title_ar": "", "title_en": "", "text_ar": "", "text_en": ""}
    return {"improves": "powers"} | empty | texts


@pytest.mark.parametrize("button", [{}, PUBLISH], ids=["draft", "published"])
def test_items_keep_each_language_and_their_order(admin_client_in, index, language, button):
    client = admin_client_in(language)
    items = [
        proposal(title_ar="ثان", title_en="Second", text_ar="نص", ORDER="2"),
        proposal(title_ar="أول", text_en="Text", ORDER="1"),
    ]
    data = area_data(DecentralisationPage, items)
    response = client.post(add_url(index, DecentralisationPage), data | button)
    assert errors_of(response) == {}
    page = DecentralisationPage.objects.get().get_latest_revision_as_object()
    first, second = page.reform_proposals.all()
    assert (first.title_ar, first.title_en or "", first.text_en) == ("أول", "", "Text")
    assert not first.text_ar
    assert (second.title_ar, second.title_en, second.text_ar) == ("ثان", "Second", "نص")


def test_an_item_without_its_arabic_title_is_refused_beside_it(admin_client_in, index, language):
    client = admin_client_in(language)
    data = area_data(DecentralisationPage, [proposal(title_en="Only English")])
    response = client.post(add_url(index, DecentralisationPage), data | PUBLISH)
    assert response.status_code == 200
    [errors] = response.context["form"].formsets["reform_proposals"].errors
    assert list(errors) == ["title_ar"]


def test_only_work_areas_are_related(admin_client_in, home, index, language):
    client = admin_client_in(language)
    related = GeneralWorkAreaPageFactory(parent=index)
    data = area_data(GeneralWorkAreaPage, [], [related])
    assert errors_of(client.post(add_url(index, GeneralWorkAreaPage), data | PUBLISH)) == {}
    data = area_data(GeneralWorkAreaPage, [], [home]) | {"slug": "other"}
    response = client.post(add_url(index, GeneralWorkAreaPage), data | PUBLISH)
    [errors] = response.context["form"].formsets["related_areas"].errors
    assert list(errors) == ["area"]


def test_related_areas_are_shown_where_they_are_available(client, index, language):
    page = DecentralisationPageFactory(parent=index, slug="area")
    shown = GeneralWorkAreaPageFactory(parent=index, slug="shown")
    hidden = GeneralWorkAreaPageFactory(
        parent=index, slug="hidden", **{f"released_{language}": False}
    )
    for area in (shown, hidden):
        page.related_areas.add(RelatedArea(area=area))
    page.save()
    text = client.get(f"/{language}/work-areas/area/").content.decode()
    assert f"/{language}/work-areas/shown/" in text
    assert "/hidden/" not in text
    page.save_revision()
    preview = page.get_latest_revision_as_object().make_preview_request(preview_mode=language)
    assert f"/{language}/work-areas/shown/" in preview.content.decode()


def test_a_page_in_one_language_shows_its_items_in_it_alone(client, index, language):
    other = "en" if language == "ar" else "ar"
    page = filled(DecentralisationPage, index)
    setattr(page, f"released_{other}", False)
    page.save()
    text = client.get(f"/{other}/work-areas/area/").content.decode()
    assert WORDS[language] in text
    assert WORDS[other] not in text


def test_items_are_named_in_the_active_language(index):
    item = item_of(relations(DecentralisationPage)[0])
    for code, words in WORDS.items():
        with translation.override(code):
            assert str(item).startswith(words)
