"""What follows from the settings names no language: only what belongs to one does, found by it."""

import ast
import re

from django.conf import settings

from tests.conftest import LANGUAGES
from tests.running_site import BASE_DIR

CODES = "|".join(LANGUAGES)
# What a language has of its own, by its code; and English, in which CLDR, Snowball and msgids are.
OF_ITS_OWN = {
    "languages/catalogues/files.py",
    "languages/cldr.py",
    "languages/collation.py",
    "pages/search/analysis.py",
    "pages/search/snowball.py",
    "pages/public/terms.py",
    "site_config/settings.py",
    "static/css/tokens.css",
}
NAMED_IN_PYTHON = re.compile(rf"(\w+_)?({CODES})|/({CODES})/.*")
NAMED_ELSEWHERE = re.compile(
    rf"""\w+_({CODES})\b|\blang(=["']?|\()({CODES})\b|["'/]({CODES})["'/]"""
)
COMMENT = re.compile(r"/\*.*?\*/|\{#.*?#\}|^\s*//.*?$", re.DOTALL | re.MULTILINE)


def named_in_python(path):
    """The texts in a module, but for its docstrings, that are a language's code or column."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if NAMED_IN_PYTHON.fullmatch(node.value):
                yield node.value
        elif isinstance(node, ast.Attribute | ast.Name | ast.keyword):
            name = getattr(node, "attr", None) or getattr(node, "id", None) or node.arg or ""
            if re.fullmatch(rf"\w+_({CODES})", name):
                yield name


def own_files():
    """Our code, templates, styles and scripts, without migrations: paths below the project."""
    for room in ("languages", "pages", "site_config", "work_areas", "templates", "static"):
        for path in (BASE_DIR / room).rglob("*.*"):
            if path.suffix in (".py", ".html", ".css", ".js") and "migrations" not in path.parts:
                yield path


def test_only_what_belongs_to_a_language_names_it():
    naming = {}
    for path in own_files():
        find = named_in_python if path.suffix == ".py" else named_elsewhere
        if found := sorted(set(find(path))):
            naming[str(path.relative_to(BASE_DIR))] = found
    assert {name: found for name, found in naming.items() if name not in OF_ITS_OWN} == {}
    # And nothing is excused any longer than it has to be.
    assert set(naming) == OF_ITS_OWN


def named_elsewhere(path):
    """The places in a template, stylesheet or script that name a language, comments left out."""
    return [match[0] for match in NAMED_ELSEWHERE.finditer(COMMENT.sub("", path.read_text()))]


def test_the_rules_see_what_they_are_for(tmp_path):
    module, style = tmp_path / "bad.py", tmp_path / "bad.css"
    code = settings.LANGUAGE_CODE
    module.write_text(f'"""About {code}."""\npage.title_{code}\nmake(code="{code}")\n')
    style.write_text(f"/* :lang({code}) */ p:lang({code}) {{}}")
    assert sorted(named_in_python(module)) == [code, f"title_{code}"]
    assert len(named_elsewhere(style)) == 1
