"""The declared dependencies: whatever runtime code imports or settings name is among them."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions

from django.conf import settings
from packaging.utils import canonicalize_name

PROJECT = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())
OURS = PROJECT["tool"]["coverage"]["run"]["source"]
DECLARED = {
    canonicalize_name(re.match(r"[\w.-]+", requirement)[0])
    for requirement in PROJECT["project"]["dependencies"]
}


def imported_by(path):
    """The top-level packages that a module imports, anywhere in it, but for its own."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module.partition(".")[0]


def undeclared(packages):
    """Those of the packages that neither Python, nor we, nor a declared dependency brings."""
    distributions = packages_distributions()
    return sorted(
        package
        for package in set(packages) - set(OURS) - sys.stdlib_module_names
        if DECLARED.isdisjoint(map(canonicalize_name, distributions.get(package, [])))
    )


def test_every_import_of_runtime_code_is_a_declared_dependency():
    # One that comes with another package today may be gone with that package's next release.
    modules = [path for name in OURS for path in (settings.BASE_DIR / name).rglob("*.py")]
    imported = {package for path in modules for package in imported_by(path)}

    assert {"django", "wagtail"} <= imported
    assert undeclared(imported) == []


def test_every_application_and_middleware_is_a_declared_dependency():
    named = [*settings.INSTALLED_APPS, *settings.MIDDLEWARE]

    assert undeclared(name.partition(".")[0] for name in named) == []
