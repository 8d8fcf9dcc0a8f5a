"""Values that ``bin/run`` generates and stores in DATA_DIR, for later commands.

Environment variables are not stored: set them for commands as for the server.
"""

import os
import secrets
from contextlib import suppress


def make_secret_key(directory):
    """Create the SECRET_KEY, readable only by its owner, unless there is one."""
    with suppress(FileExistsError):
        descriptor = os.open(key_path(directory), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as target:
            target.write(secrets.token_urlsafe(64))


def secret_key(directory):
    """The stored SECRET_KEY, empty if there is none; OSError if it cannot be read."""
    return contents(key_path(directory))


def keep_site_url(directory, url):
    """Store the URL at which the site is served."""
    if site_url(directory) != url:
        url_path(directory).write_text(url)


def site_url(directory):
    """The URL at which the site was last served, empty if it never was."""
    return contents(url_path(directory))


def key_path(directory):
    """The file of the SECRET_KEY."""
    return directory / "secret_key"


def url_path(directory):
    """The file of the site's URL."""
    return directory / "site_url"


def contents(path):
    """A file's content on one line, empty if it is missing."""
    try:
        return path.read_text().strip()
    except (FileNotFoundError, NotADirectoryError):
        return ""
