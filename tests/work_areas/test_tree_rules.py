"""Where pages may stand: wrong places are impossible, by whatever way one tries."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from wagtail.models import get_page_models

from pages.models import BasePage, ContentPage, HomePage
from tests.factories import (
    ContentPageFactory,
    DecentralisationPageFactory,
    GeneralWorkAreaPageFactory,
    ImageFactory,
    PageFactory,
)
from tests.page_forms import add_url
from work_areas.models import GeneralWorkAreaPage, WorkAreaIndexPage, WorkAreaPage

pytestmark = pytest.mark.both_databases

AREAS = [model for model in get_page_models() if issubclass(model, WorkAreaPage)]
THE_EIGHT = [model for model in AREAS if model is not GeneralWorkAreaPage]


def name(model):
    """A model's name, to tell test cases apart."""
    return model.__name__


def make(model, parent):
    """A page of a model below a parent."""
    return PageFactory._create(
        model, parent=parent, title_ar="مجال", title_en="Area", summary_ar="ملخص"
    )


@pytest.fixture
def staff(admin_client_in, language):
    """A browser signed in to the admin, in each of its languages in turn."""
    return admin_client_in(language)


def test_there_are_eight_areas_and_a_general_one():
    assert len(THE_EIGHT) == 8
    assert len(AREAS) == 9


@pytest.mark.parametrize("model", AREAS, ids=name)
def test_an_area_stands_under_the_index_only(home, index, model):
    root = BasePage.objects.get(depth=1)
    content = ContentPageFactory(parent=home)
    area = GeneralWorkAreaPageFactory(parent=index)
    assert model.can_create_at(index)
    for parent in (root, home, content, area):
        assert not model.can_create_at(parent.specific)


@pytest.mark.parametrize("model", THE_EIGHT, ids=name)
def test_each_of_the_eight_exists_once(index, model):
    make(model, index)
    assert not model.can_create_at(index)


def test_general_areas_may_be_many(index):
    for _ in range(3):
        GeneralWorkAreaPageFactory(parent=index)
    assert GeneralWorkAreaPage.can_create_at(index)


def test_nothing_else_stands_under_the_index_or_under_an_area(index):
    area = GeneralWorkAreaPageFactory(parent=index)
    assert set(index.specific.creatable_subpage_models()) == set(AREAS)
    assert area.creatable_subpage_models() == []


def test_there_is_one_home_page_and_one_index(home, index):
    root = BasePage.objects.get(depth=1)
    assert not HomePage.can_create_at(root)
    assert not WorkAreaIndexPage.can_create_at(home)


def test_content_pages_stand_under_the_home_page_and_each_other(home, index):
    content = ContentPageFactory(parent=home)
    area = GeneralWorkAreaPageFactory(parent=index)
    assert ContentPage.can_create_at(home)
    assert ContentPage.can_create_at(content)
    for parent in (BasePage.objects.get(depth=1), index, area):
        assert not ContentPage.can_create_at(parent)


def test_the_base_page_itself_cannot_be_made(home):
    assert not BasePage.can_create_at(home)
    assert BasePage not in home.creatable_subpage_models()


def test_the_editor_opens_for_allowed_places_and_no_others(staff, home, index):
    content = ContentPageFactory(parent=home)
    DecentralisationPageFactory(parent=index)
    allowed = [(index, GeneralWorkAreaPage), (home, ContentPage), (content, ContentPage)]
    for parent, model in allowed:
        assert staff.get(add_url(parent, model)).status_code == 200
    refused = [(home, GeneralWorkAreaPage), (index, ContentPage), (home, BasePage)]
    refused += [(index, DecentralisationPageFactory._meta.model), (home, HomePage)]
    for parent, model in refused:
        assert staff.get(add_url(parent, model)).status_code == 302
        assert staff.post(add_url(parent, model), {}).status_code == 302


def test_an_area_is_moved_nowhere_else(staff, home, index):
    area = DecentralisationPageFactory(parent=index)
    content = ContentPageFactory(parent=home)
    for target in (home, content):
        assert not area.can_move_to(target)
        staff.post(reverse("wagtailadmin_pages:move_confirm", args=[area.pk, target.pk]))
        area.refresh_from_db()
        assert area.get_parent().pk == index.pk


@pytest.mark.parametrize("alias", [{}, {"alias": "on"}], ids=["copy", "alias"])
def test_one_of_the_eight_is_not_copied(staff, index, alias):
    area = DecentralisationPageFactory(parent=index, slug="area")
    data = {
        "new_title_ar": "نسخة",
        "new_title_en": "Copy",
        "new_slug": "copy",
        "new_parent_page": index.pk,
    }
    response = staff.post(reverse("wagtailadmin_pages:copy", args=[area.pk]), data | alias)
    assert response.status_code == 200
    assert response.context["form"].errors
    assert type(area).objects.count() == 1


def test_the_index_is_not_copied_with_its_areas(index, django_user_model):
    from wagtail.actions.copy_page import CopyPageAction

    DecentralisationPageFactory(parent=index)
    someone = django_user_model.objects.create_superuser("someone")
    with pytest.raises(PermissionDenied):
        CopyPageAction(index, to=index.get_parent(), recursive=True, user=someone).execute()


def test_a_general_area_is_copied(staff, index):
    area = GeneralWorkAreaPageFactory(parent=index, slug="area")
    data = {
        "new_title_ar": "نسخة",
        "new_title_en": "Copy",
        "new_slug": "copy",
        "new_parent_page": index.pk,
    }
    response = staff.post(reverse("wagtailadmin_pages:copy", args=[area.pk]), data)
    assert response.status_code == 302
    assert GeneralWorkAreaPage.objects.count() == 2


@pytest.mark.parametrize("parent_first", [False, True], ids=["area", "index"])
def test_an_area_is_deleted_with_or_without_its_index(home, index, parent_first):
    area = DecentralisationPageFactory(parent=index, image=ImageFactory())
    (index if parent_first else area).delete()
    assert not BasePage.objects.filter(pk=area.pk).exists()
    assert BasePage.find_problems() == ([], [], [], [], [])
