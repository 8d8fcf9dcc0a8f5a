"""A further language's migrations: few lines, and the columns that Django would have added."""

from itertools import chain

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import AddField, CreateModel
from django.db.migrations.state import ProjectState
from django.db.migrations.writer import MigrationWriter
from django.db.utils import ConnectionHandler
from django.utils import translation
from modeltranslation.fields import TranslationField

from languages.autodetector import Autodetector
from languages.operations import AddColumns

ADDED = settings.LANGUAGES[-1][0]


@pytest.fixture(autouse=True)
def _no_translations():
    """Migrations are written without translations, as Django's commands do."""
    with translation.override(None):
        yield


@pytest.fixture
def before():
    """The migrations' state as if the last language of the site were not there yet."""
    state = MigrationLoader(None).project_state()
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if isinstance(field, TranslationField) and field.language == ADDED:
                state.remove_field(model._meta.app_label, model._meta.model_name, field.name)
    return state


def changes(before, detector=Autodetector):
    """The migrations that ``makemigrations`` would write, by app label."""
    after = ProjectState.from_apps(apps)
    return detector(before, after).changes(MigrationLoader(None).graph)


def operations(migrations):
    """All operations of some migrations."""
    return [*chain.from_iterable(migration.operations for migration in migrations)]


def test_a_further_language_writes_under_300_lines(before):
    written = [
        MigrationWriter(migration).as_string().splitlines()
        for [migration] in changes(before).values()
    ]

    assert len(written) > 2
    assert sum(map(len, written)) < 300


def test_it_adds_the_columns_that_django_would_add(before):
    by_django = changes(before, MigrationAutodetector)
    columns = {
        (app, operation.model_name, operation.name)
        for app, migrations in by_django.items()
        for operation in operations(migrations)
    }
    after = before.clone()
    for app, [migration] in changes(before).items():
        assert [type(operation) for operation in migration.operations] == [AddColumns]
        migration.mutate_state(after, preserve=False)
        columns -= {(app, *names) for names in migration.operations[0].columns()}

    assert columns == set()
    assert changes(after) == {}


def test_a_field_that_changes_at_the_same_time_is_left_to_django(before):
    state = before.models["pages", "contentpage"]
    state.fields["body"] = models.TextField()

    found = operations(changes(before)["pages"])

    assert [(each.model_name, each.name) for each in found if isinstance(each, AddField)] == [
        ("contentpage", f"body_{ADDED}")
    ]
    [columns] = [each for each in found if isinstance(each, AddColumns)]
    assert ("basepage", "title") in columns.fields
    assert ("contentpage", "body") not in columns.fields


@pytest.mark.django_db
def test_the_columns_come_and_go_in_a_database():
    database = {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}
    connection = ConnectionHandler({"default": database})["default"]
    create = CreateModel(
        "Note",
        [
            ("id", models.AutoField(primary_key=True)),
            ("title", models.CharField(max_length=9)),
            ("released", models.BooleanField(default=False)),
            ("next", models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")),
        ],
    )
    add = AddColumns("pt-br", [("note", name) for name in ("released", "title", "next")])
    empty, made = ProjectState(), ProjectState()
    create.state_forwards("notes", made)
    added = made.clone()
    add.state_forwards("notes", added)

    def columns():
        with connection.cursor() as cursor:
            found = connection.introspection.get_table_description(cursor, "notes_note")
        return {column.name: column.null_ok for column in found}

    with connection.schema_editor() as editor:
        create.database_forwards("notes", editor, empty, made)
    was = columns()
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO notes_note (title, released) VALUES ('one', 1)")
    with connection.schema_editor() as editor:
        add.database_forwards("notes", editor, made, added)

    assert columns() == was | {"released_pt_br": False, "title_pt_br": True, "next_pt_br_id": True}
    with connection.cursor() as cursor:
        cursor.execute("SELECT title, title_pt_br, released, released_pt_br FROM notes_note")
        assert cursor.fetchall() == [("one", None, 1, 0)]

    with connection.schema_editor() as editor:
        add.database_backwards("notes", editor, added, made)

    assert columns() == was
