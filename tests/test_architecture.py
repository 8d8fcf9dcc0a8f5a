"""Project-wide rules: system checks, layers, migrations and catalogues."""

import ast
from graphlib import CycleError, TopologicalSorter
from io import StringIO
from pathlib import Path

import grimp
import pytest
from babel.messages.pofile import read_po
from django.apps import apps
from django.conf import settings
from django.core import checks
from django.core.management import call_command
from importlinter.cli import lint_imports
from wagtail.blocks import TextBlock

from pages.models import ContentPage
from pages.models.body import BodyField

# CLDR's plural categories: zero, one, two, few, many, other in Arabic; one, other in English.
PLURAL_FORMS = {"ar": 6, "en": 2}


def catalogue(language):
    """A language's interface catalogue, read by Babel."""
    path = Path(settings.LOCALE_PATHS[0], language, "LC_MESSAGES", "django.po")
    with path.open("rb") as file:
        return read_po(file, locale=language)


@pytest.mark.django_db
def test_the_project_passes_its_own_checks_and_djangos():
    assert checks.run_checks() == []


@pytest.mark.django_db
def test_every_change_of_a_model_has_its_migration():
    output = StringIO()
    call_command("makemigrations", check=True, dry_run=True, stdout=output, no_color=True)
    assert "No changes detected" in output.getvalue()


def test_the_layers_hold(capsys):
    config = str(settings.BASE_DIR / "pyproject.toml")
    assert lint_imports(config_filename=config, no_cache=True) == 0, capsys.readouterr().out


def circle(arrows):
    """Modules that import each other in a circle, or none.

    In: what each module imports, by module. Out: a list of them in order.
    """
    try:
        TopologicalSorter(arrows).prepare()
    except CycleError as error:
        return error.args[1]
    return []


def test_no_file_imports_another_in_a_circle():
    graph = grimp.build_graph("site_config", "work_areas", "pages", "languages")

    assert circle({m: graph.find_modules_directly_imported_by(m) for m in graph.modules}) == []


def test_a_circle_would_be_named():
    assert set(circle({"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": set()})) == {"b", "c"}


def test_migrations_are_small():
    """Streams leave their blocks out of migrations: see ``BodyField``."""
    folders = [Path(config.path, "migrations") for config in apps.get_app_configs()]
    paths = [
        path
        for folder in folders
        if settings.BASE_DIR in folder.parents and "site-packages" not in folder.parts
        for path in folder.glob("0*.py")
    ]

    assert len(paths) > 8
    assert sum(len(path.read_text().splitlines()) for path in paths) < 4000


def test_a_new_block_writes_no_migration():
    body = ContentPage._meta.get_field("body")
    other = BodyField([("note", TextBlock())], verbose_name=body.verbose_name, blank=body.blank)

    assert deep_deconstruct(other) == deep_deconstruct(body)


def deep_deconstruct(field):
    """What the autodetector compares of a field, as a migration would write it."""
    return [str(part) for part in field.deconstruct()[1:]]


def test_no_text_hides_from_makemessages_inside_an_f_string():
    """xgettext cannot extract it, so it would stay English."""
    hidden = [
        f"{path}:{call.lineno}"
        for folder in ("languages", "pages", "site_config", "work_areas")
        for path in settings.BASE_DIR.joinpath(folder).rglob("*.py")
        for string in ast.walk(ast.parse(path.read_text()))
        if isinstance(string, ast.JoinedStr)
        for call in ast.walk(string)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and (call.func.id == "_" or "gettext" in call.func.id)
    ]
    assert hidden == []


@pytest.mark.parametrize("language", PLURAL_FORMS)
def test_a_catalogue_has_all_plural_forms_of_its_language(language):
    found = catalogue(language)
    assert found.num_plurals == PLURAL_FORMS[language]
    for message in found:
        if message.pluralizable and message.id:
            assert len(message.string) == PLURAL_FORMS[language], message.id


@pytest.mark.parametrize("language", PLURAL_FORMS)
def test_a_catalogue_has_nothing_fuzzy_and_arabic_nothing_untranslated(language):
    messages = [message for message in catalogue(language) if message.id]
    assert messages
    assert [message.id for message in messages if message.fuzzy] == []
    # An empty English msgstr means the msgid.
    if language != "en":
        empty = [
            message.id
            for message in messages
            if not all(message.string if message.pluralizable else [message.string])
        ]
        assert empty == []
