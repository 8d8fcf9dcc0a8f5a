"""Loading the demo site: everything is there, and what staff wrote is never touched."""

import pytest
from django.core.management import call_command
from modelcluster.models import get_all_child_relations
from wagtail.models import Orderable

from pages.models import BasePage, CustomDocument, CustomImage, HomePage, SiteIdentity
from tests.database import snapshot
from work_areas.demo import content
from work_areas.models import WorkAreaPage

pytestmark = pytest.mark.both_databases


def slug_of(name):
    """The slug of the page that a file describes."""
    return content.read(name)["slug"]


def test_every_page_is_there_in_tree_order_and_available_in_both_languages(demo):
    slugs = [page.slug for page in demo]

    assert slugs == [
        "home",
        *[
            slug
            for top in content.TOP_PAGES
            for slug in [top, *map(slug_of, content.PAGES_BELOW.get(top, ()))]
        ],
    ]
    assert all(page.available_languages == ["ar", "en"] for page in demo)
    assert sum(isinstance(page, WorkAreaPage) for page in demo) == 8


def test_items_say_their_place_for_databases_have_no_order_of_their_own(demo):
    places = [
        [item.sort_order for item in getattr(page, relation.get_accessor_name()).all()]
        for page in [*demo, SiteIdentity.objects.get()]
        for relation in get_all_child_relations(page)
        if issubclass(relation.related_model, Orderable)
    ]

    assert sum(map(len, places)) > 50
    assert all(found == list(range(len(found))) for found in places)


def test_the_tree_is_sound(demo):
    assert BasePage.find_problems() == ([], [], [], [], [])


def test_loading_shows_progress(demo, capsys):
    call_command("load_demo")

    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("[ 1/34] home")
    assert len([line for line in lines if line.startswith("[")]) == 34


def test_loading_again_changes_nothing(demo):
    before = snapshot()

    call_command("load_demo", verbosity=0)

    assert snapshot() == before


def test_what_staff_changed_stays_and_what_they_deleted_comes_back(demo):
    page = BasePage.objects.get(slug="decentralisation").specific
    page.title_en, page.slug = "Bringing power closer", "closer"
    page.save_revision().publish()
    home = HomePage.objects.get()
    home.title_ar = "عنوان كتبه الموظفون"
    home.save_revision().publish()
    BasePage.objects.get(slug="privacy").delete()
    identity = SiteIdentity.objects.get()
    identity.organisation_name_en = "Another name"
    identity.save()

    call_command("load_demo", verbosity=0)

    assert BasePage.objects.get(pk=page.pk).title_en == "Bringing power closer"
    assert not BasePage.objects.filter(slug="decentralisation").exists()
    assert HomePage.objects.get().title_ar == "عنوان كتبه الموظفون"
    assert SiteIdentity.objects.get().organisation_name_en == "Another name"
    assert BasePage.objects.get(slug="privacy").live


def test_files_that_a_killed_load_left_are_removed_and_no_others(demo, demo_media):
    def files():
        folders = (demo_media / "original_images", demo_media / "documents")
        return {path for folder in folders for path in folder.iterdir()}

    before = files()
    rows = [*CustomImage.objects.all(), *CustomDocument.objects.all()]
    assert {demo_media / row.file.name for row in rows} == before
    # What a storage makes of a name that is taken.
    for path in before:
        path.with_stem(f"{path.stem.partition('_')[0]}_a1B2c3D").touch()
    foreign = {demo_media / "documents" / "budget_a1B2c3D.pdf"}
    foreign.update(path.with_stem(f"{path.stem}-other") for path in before)
    for path in foreign:
        path.touch()
    call_command("load_demo", verbosity=0)
    assert files() == before | foreign
    for path in foreign:
        path.unlink()
