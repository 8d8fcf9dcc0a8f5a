"""An upgrade of Wagtail announces what of it we override and it has changed."""

import re
import tomllib
from pathlib import Path

import pytest
from django.conf import settings

from tests.upgrading import overrides

DIGESTS = tomllib.loads(Path(__file__).with_name("digests.toml").read_text())
DOCUMENT = (settings.BASE_DIR / "docs" / "upgrading.md").read_text()
RENEW = "Compare them (docs/upgrading.md), then run: python -m tests.upgrading"


def changes(kind, found):
    """What differs from the digests, in words: the override, and how the original differs."""
    known = DIGESTS[kind]
    for name in sorted(known.keys() | found.keys()):
        if name not in found:
            yield f"{name}: no longer overridden"
        elif name not in known:
            yield f"{name}: overridden, but never compared with its original"
        elif known[name] != found[name]:
            yield f"{name}: the original has changed since {DIGESTS['versions']}"


KINDS = ["templates", "methods", "settings_from_outside", "private"]


@pytest.mark.parametrize("kind", KINDS)
def test_the_originals_of_what_we_override_are_as_they_were_compared(kind):
    found = list(changes(kind, getattr(overrides, kind)()))

    assert found == [], RENEW


def test_every_private_name_that_we_use_is_watched():
    names = overrides.private_names()

    assert names == overrides.PRIVATE.keys() | overrides.ATTRIBUTES


def test_the_document_names_what_is_private_and_what_is_set_from_outside():
    named = {
        *(name for name in overrides.PRIVATE if f"`{name}`" in DOCUMENT),
        *(name for name in overrides.SETTERS if f"`{name.replace('.', '/')}.py`" in DOCUMENT),
    }

    assert named == {*overrides.PRIVATE, *overrides.SETTERS}


def test_every_overridden_template_has_an_original():
    assert "no original" not in overrides.templates().values()


def test_the_document_names_every_overridden_template_and_no_other():
    named = set(re.findall(r"^\| `(wagtail[\w/]+\.\w+)` \|", DOCUMENT, re.MULTILINE))

    assert named == set(overrides.templates())


def test_the_document_names_every_module_that_overrides_a_method_and_no_other():
    modules = {re.match(r"[a-z_.]+(?=\.[A-Z])", name)[0] for name in overrides.methods()}
    named = set(
        re.findall(
            r"^\| `((?:languages|pages|site_config|work_areas)[\w.]+)` \|", DOCUMENT, re.MULTILINE
        )
    )

    assert named == modules


def test_a_change_is_told_with_what_to_compare(monkeypatch):
    """The check can fail: with another original, it names the override."""
    name = next(iter(overrides.templates()))
    monkeypatch.setitem(DIGESTS["templates"], name, "another")

    [change] = changes("templates", overrides.templates())

    assert change.startswith(f"{name}: the original has changed since")
    assert DIGESTS["versions"]["wagtail"] in change
