"""Compares the languages in the settings with the columns in the migrations."""

from django.apps import apps
from django.conf import settings
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import AddField, CreateModel, RemoveField

from languages import cldr
from languages.operations import AddColumns
from languages.texts import column

# A translated field that every page has.
FIELD = "title"


def without_columns():
    """The site's language codes for which no migration adds columns."""
    migrated = _migrated_columns()
    return [code for code in cldr.language_codes() if column(FIELD, code) not in migrated]


def without_language():
    """The column suffixes in the migrations whose language is not in the settings."""
    known = {column(FIELD, code) for code in cldr.language_codes()}
    return sorted(name.removeprefix(f"{FIELD}_") for name in _migrated_columns() - known)


def _migrated_columns():
    """The column names of ``FIELD`` after all migrations."""
    app, model = settings.WAGTAIL_PAGE_MODEL.split(".")
    app, model = apps.get_app_config(app).label, model.lower()
    names = set()
    migrations = MigrationLoader(None).disk_migrations
    for _key, migration in sorted(item for item in migrations.items() if item[0][0] == app):
        for operation in migration.operations:
            if isinstance(operation, CreateModel) and operation.name_lower == model:
                names |= {name for name, _field in operation.fields}
            elif isinstance(operation, AddField) and operation.model_name_lower == model:
                names.add(operation.name)
            elif isinstance(operation, AddColumns):
                names |= {name for of_model, name in operation.columns() if of_model == model}
            elif isinstance(operation, RemoveField) and operation.model_name_lower == model:
                names.discard(operation.name)
    return {name for name in names if name.startswith(f"{FIELD}_")}
