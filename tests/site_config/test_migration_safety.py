"""Migrations that the previous release's code cannot bear while it still serves, are refused.

Such a change takes two releases: the code first stops using a column, then the column goes.
"""

import pytest
from django.apps import apps
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.models import NOT_PROVIDED

from languages.own_apps import is_own

# The migrations of the last release, as (app, name). Nothing is released yet: at the first release,
# all that there are; from then on, each later one is looked at.
RELEASED = None

REMOVALS = (
    migrations.RemoveField,
    migrations.RenameField,
    migrations.DeleteModel,
    migrations.RenameModel,
    migrations.AlterModelTable,
)


def dangers_of(operations):
    """What old code could not bear, by operation; operations on new models are harmless."""
    new = {one.name_lower for one in operations if isinstance(one, migrations.CreateModel)}
    found = []
    for one in operations:
        if getattr(one, "model_name_lower", None) in new:
            continue
        if isinstance(one, migrations.SeparateDatabaseAndState):
            found += dangers_of(one.database_operations)
        elif isinstance(one, REMOVALS) or (
            isinstance(one, (migrations.AddField, migrations.AlterField)) and is_demanded(one.field)
        ):
            found.append(one.describe())
    return found


def is_demanded(field):
    """Whether old code, which does not know a field, could add no row without it."""
    return not (
        field.null
        or field.many_to_many
        or field.db_default is not NOT_PROVIDED
        or field.primary_key
    )


def later_than(released):
    """The migrations of our own apps that a release did not have, by (app, name)."""
    labels = {config.label for config in apps.get_app_configs() if is_own(config)}
    disk = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    return {key: one for key, one in disk.items() if key[0] in labels and key not in released}


def test_migrations_since_the_last_release_are_borne_by_its_code():
    later = {} if RELEASED is None else later_than(RELEASED)
    dangers = {key: dangers_of(migration.operations) for key, migration in later.items()}
    assert {key: found for key, found in dangers.items() if found} == {}


def test_all_our_migrations_are_looked_at():
    assert ("pages", "0001_initial") in later_than(set())
    assert ("pages", "0001_initial") not in later_than({("pages", "0001_initial")})


TEXT = models.CharField(max_length=9)
WITH_DEFAULT = models.CharField(max_length=9, db_default="")
OPTIONAL = models.IntegerField(null=True)


@pytest.mark.parametrize(
    ("operation", "is_dangerous"),
    [
        (migrations.RemoveField("page", "text"), True),
        (migrations.RenameField("page", "text", "words"), True),
        (migrations.DeleteModel("page"), True),
        (migrations.RenameModel("page", "leaf"), True),
        (migrations.AddField("page", "text", TEXT), True),
        (migrations.AddField("page", "text", WITH_DEFAULT), False),
        (migrations.AddField("page", "number", OPTIONAL), False),
        (migrations.AlterField("page", "text", TEXT), True),
        (migrations.CreateModel("page", [("text", TEXT)]), False),
        (migrations.SeparateDatabaseAndState([migrations.DeleteModel("page")]), True),
    ],
)
def test_what_old_code_cannot_bear_is_known(operation, is_dangerous):
    assert bool(dangers_of([operation])) == is_dangerous


def test_a_new_table_may_be_as_it_likes():
    create = migrations.CreateModel("page", [("id", models.AutoField(primary_key=True))])
    assert dangers_of([create, migrations.AddField("page", "text", TEXT)]) == []
