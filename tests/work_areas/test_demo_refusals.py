"""Where the demo site cannot be loaded: one line, and everything stays as it was."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from wagtail.models import Site

from pages.models import BasePage, CustomImage
from tests.database import snapshot
from tests.running_site import BASE_DIR, clean_environment
from work_areas.demo import loader

pytestmark = pytest.mark.both_databases


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
    root = BasePage.objects.get(depth=1)
    Site.objects.update(root_page=root)
    before = snapshot()

    with pytest.raises(CommandError, match="home page"):
        call_command("load_demo", verbosity=0)

    assert snapshot() == before


def load_into(database):
    """What ``manage.py load_demo`` answers for a database file."""
    return subprocess.run(
        [sys.executable, "manage.py", "load_demo"],
        cwd=BASE_DIR,
        env=clean_environment(
            SECRET_KEY=os.environ["SECRET_KEY"],
            DATABASE_URL=f"sqlite:///{database}",
            DATA_DIR=str(database.parent),
        ),
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_damaged_database_is_refused_in_one_line(tmp_path):
    database = tmp_path / "db.sqlite3"
    database.write_bytes(b"this is no database" * 100)

    result = load_into(database)

    assert result.returncode == 1
    assert len(result.stderr.strip().splitlines()) == 1
    assert database.read_bytes() == b"this is no database" * 100


def test_another_project_s_database_is_refused_in_one_line(tmp_path):
    database = tmp_path / "db.sqlite3"
    with closing(sqlite3.connect(database)) as foreign:
        foreign.execute("CREATE TABLE invoices (number INTEGER)")
        foreign.execute("INSERT INTO invoices VALUES (7)")
        foreign.commit()
        before = list(foreign.iterdump())

    result = load_into(database)

    assert result.returncode == 1
    assert len(result.stderr.strip().splitlines()) == 1
    with closing(sqlite3.connect(database)) as foreign:
        assert list(foreign.iterdump()) == before
