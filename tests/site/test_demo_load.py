"""Loading the demo site: it finishes or changes nothing, and never touches what staff wrote."""

import os
import subprocess
import sys

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from pages.models import BasePage, CustomImage, HomePage, SiteIdentity
from tests.running_site import BASE_DIR, clean_environment
from work_areas.demo import content, loader
from work_areas.models import WorkAreaPage


def snapshot():
    """Every row of our own tables."""
    tables = [
        name
        for name in connection.introspection.table_names()
        if name.startswith(("pages_", "work_areas_"))
    ]
    rows = {}
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT * FROM {table} ORDER BY 1")
            rows[table] = cursor.fetchall()
    return rows


def test_every_page_is_there_in_tree_order_and_available_in_both_languages(demo):
    slugs = [page.slug for page in demo]

    assert slugs == [
        "home",
        *[
            slug
            for top in content.TOP_PAGES
            for slug in ([top, *content.AREA_PAGES] if top == "work-areas" else [top])
        ],
    ]
    assert all(page.available_languages == ["ar", "en"] for page in demo)
    assert sum(isinstance(page, WorkAreaPage) for page in demo) == 8


def test_loading_shows_progress(demo, capsys):
    call_command("load_demo")

    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("[ 1/14] home")
    assert len([line for line in lines if line.startswith("[")]) == 14


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


def test_a_load_that_fails_in_the_middle_leaves_everything_as_it_was(db, settings, monkeypatch):
    before, drawn = snapshot(), []

    def draw_then_fail(key, *args, **kwargs):
        drawn.append(key)
        if len(drawn) == 3:
            raise OSError("the disk is full")
        return loader_draw(key, *args, **kwargs)

    loader_draw = loader.draw_picture
    monkeypatch.setattr(loader, "draw_picture", draw_then_fail)

    with pytest.raises(CommandError, match="the disk is full"):
        call_command("load_demo", verbosity=0)

    assert snapshot() == before
    assert not CustomImage.objects.exists()
    assert not [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]


def test_a_site_whose_root_is_no_home_page_is_refused_and_stays_as_it_is(home):
    from wagtail.models import Site

    root = BasePage.objects.get(depth=1)
    Site.objects.update(root_page=root)
    before = snapshot()

    with pytest.raises(CommandError, match="home page"):
        call_command("load_demo", verbosity=0)

    assert snapshot() == before


@pytest.mark.parametrize(
    "content_of_file",
    [b"this is no database" * 100, b""],
    ids=["damaged", "another project's, without our tables"],
)
def test_a_damaged_or_foreign_database_is_refused_in_one_line(tmp_path, content_of_file):
    database = tmp_path / "db.sqlite3"
    database.write_bytes(content_of_file)

    result = subprocess.run(
        [sys.executable, "manage.py", "load_demo"],
        cwd=BASE_DIR,
        env=clean_environment(
            SECRET_KEY=os.environ["SECRET_KEY"],
            DATABASE_URL=f"sqlite:///{database}",
            DATA_DIR=str(tmp_path),
        ),
        capture_output=True,
        text=True,
        check=False,
    )

    assert result.returncode == 1
    assert len(result.stderr.strip().splitlines()) == 1
    assert database.read_bytes() == content_of_file
