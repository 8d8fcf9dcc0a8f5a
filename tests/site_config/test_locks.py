"""The lock files: complete, hashed, at peace with each other, and free of any address."""

import re
import tomllib
from importlib.metadata import distributions

import pytest
from packaging.requirements import Requirement

from tests.running_site import BASE_DIR

LOCKS = ["requirements.txt", "requirements-dev.txt"]


def entries(name):
    """A lock file's pinned requirements, each with its hashes: {(package, marker): text}."""
    text = (BASE_DIR / name).read_text()
    found = {}
    for entry in re.split(r"\n(?=\S)", re.sub(r"(?m)^\s*#.*\n", "", text)):
        requirement = entry.partition(" \\")[0]
        package, _, marker = requirement.partition(";")
        found[package.strip(), marker.strip()] = entry
    return found


@pytest.mark.parametrize("name", LOCKS)
def test_each_package_is_pinned_and_hashed(name):
    for (package, _marker), entry in entries(name).items():
        assert re.fullmatch(r"[a-z0-9.-]+(\[[a-z0-9,]+\])?==[\w.+]+", package), package
        assert "--hash=sha256:" in entry, package


@pytest.mark.parametrize("name", LOCKS)
def test_no_registry_is_named(name):
    assert not re.search(r"https?://|file:|--\w*index|--find-links", (BASE_DIR / name).read_text())


def test_development_holds_all_that_production_has():
    assert entries("requirements.txt").items() <= entries("requirements-dev.txt").items()


def test_what_a_package_asks_for_with_an_extra_is_pinned_with_it():
    # pip would take the newest release for ``name[extra]`` while only ``name`` is pinned.
    pinned = {package.partition("==")[0] for package, _marker in entries("requirements-dev.txt")}
    locked = {name.partition("[")[0] for name in pinned}
    asked = {
        f"{requirement.name.lower()}[{','.join(sorted(requirement.extras))}]"
        for distribution in distributions()
        if distribution.name.lower() in locked
        for requirement in map(Requirement, distribution.requires or ())
        if requirement.extras and (not requirement.marker or requirement.marker.evaluate())
    }
    assert asked
    assert asked <= pinned


def test_every_declared_dependency_is_locked():
    project = tomllib.loads((BASE_DIR / "pyproject.toml").read_text())
    for name, declared in (
        ("requirements.txt", project["project"]["dependencies"]),
        ("requirements-dev.txt", project["dependency-groups"]["dev"]),
    ):
        locked = {package.partition("==")[0].partition("[")[0] for package, _ in entries(name)}
        for requirement in declared:
            assert re.match(r"[\w.-]+", requirement)[0].lower() in locked
