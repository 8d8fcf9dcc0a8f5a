"""Renews the digests: python -m tests.upgrading, once all that it tells is compared."""

import os
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_config.settings")
django.setup()

from tests.upgrading import overrides  # noqa: E402

DIGESTS = Path(__file__).with_name("digests.toml")


def table(name, rows):
    """A table of TOML."""
    return [f"[{name}]", *(f'"{key}" = "{value}"' for key, value in rows.items()), ""]


if __name__ == "__main__":
    lines = [
        "# The digests of what the project overrides, as they were when last compared.",
        "# Made by: python -m tests.upgrading",
        "",
        *table("versions", overrides.versions()),
        *table("templates", overrides.templates()),
        *table("methods", overrides.methods()),
        *table("settings_from_outside", overrides.settings_from_outside()),
        *table("private", overrides.private()),
    ]
    DIGESTS.write_text("\n".join(lines))
