"""Project-wide rules: system checks, layers, migrations and catalogues."""

import ast
from io import StringIO
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.conf import settings
from django.core import checks
from django.core.management import call_command
from importlinter.cli import lint_imports

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
