"""What ``bin/run`` works out by itself and keeps in DATA_DIR, so that every command finds it.

What variables say is not kept: who sets them for the server sets them for its commands.
"""

import os
import secrets
from contextlib import suppress


def make_secret_key(directory):
    """Make the key that signs sessions, readable by its owner alone, unless there is one."""
    with suppress(FileExistsError):
        descriptor = os.open(key_path(directory), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as target:
            target.write(secrets.token_urlsafe(64))


def secret_key(directory):
    """The key that signs sessions, empty when none was made; OSError when it cannot be read."""
    return contents(key_path(directory))


def keep_site_url(directory, url):
    """Remember at which address the site is served."""
    if site_url(directory) != url:
        url_path(directory).write_text(url)


def site_url(directory):
    """The address at which the site was last served, empty when it never was."""
    return contents(url_path(directory))


def key_path(directory):
    """Where the key lies."""
    return directory / "secret_key"


def url_path(directory):
    """Where the address lies."""
    return directory / "site_url"


def contents(path):
    """The line in a file, empty where there is none."""
    try:
        return path.read_text().strip()
    except (FileNotFoundError, NotADirectoryError):
        return ""
