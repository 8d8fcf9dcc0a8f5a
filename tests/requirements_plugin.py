"""What the tests need of the machine: settings for them, and system tools, loudly missed.

A test says by its marker which tool it needs. Where the tool is missing the test is skipped, and
the summary ends with the package to install; where CI is set the test fails instead.
"""

import os
import shutil
import tempfile

import pytest
from django.conf import settings
from django.test import override_settings
from PIL import features

os.environ.setdefault("SECRET_KEY", "only-for-the-tests-0123456789-abcdefghijklmnopqrstuvwxyz")
os.environ.setdefault("CACHE_URL", "locmemcache://")
os.environ.setdefault("DATA_DIR", os.path.join(tempfile.gettempdir(), "site-tests"))

# The engine without windows takes a third of the time that the whole browser takes.
CHROMIUM = shutil.which("chromium-headless-shell") or shutil.which("chromium")

# Marker: what shows whether the tool is there, and the Debian package that has it.
TOOLS = {
    "browser": (lambda: CHROMIUM, "chromium-headless-shell"),
    "gettext": (lambda: shutil.which("msgfmt"), "gettext"),
    "nginx": (lambda: shutil.which("nginx", path="/usr/sbin:/usr/bin"), "nginx-light"),
    "raqm": (lambda: features.check("raqm"), "libfribidi0"),
    "redis": (lambda: shutil.which("redis-server"), "redis-server"),
    "validator": (lambda: shutil.which("java"), "default-jre-headless"),
}
UNMET = "needs the Debian package "


@pytest.hookimpl(trylast=True)
def pytest_configure():
    """Let pages link to static files by their plain names: for tests nothing is collected."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    override_settings(STORAGES=settings.STORAGES | {"staticfiles": plain}).enable()
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)


def missing_package(item):
    """The package that this test needs and the machine lacks, or None."""
    for marker, (is_there, package) in TOOLS.items():
        if item.get_closest_marker(marker) and not is_there():
            return package
    return None


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    """Skip a test whose tool is missing; where everything should be there, fail it."""
    package = missing_package(item)
    if package and os.environ.get("CI"):
        pytest.fail(f"{UNMET}{package}", pytrace=False)
    elif package:
        pytest.skip(f"{UNMET}{package}")


def pytest_terminal_summary(terminalreporter):
    """Tell at the end what did not run, and what to install."""
    counts = {}
    for report in terminalreporter.stats.get("skipped", []):
        reason = report.longrepr[-1] if isinstance(report.longrepr, tuple) else ""
        if UNMET in reason:
            package = reason.partition(UNMET)[2]
            counts[package] = counts.get(package, 0) + 1
    if counts:
        terminalreporter.section("NOT EVERYTHING WAS TESTED", sep="!", red=True, bold=True)
        for package, count in sorted(counts.items()):
            terminalreporter.line(f"{count} tests did not run: apt-get install {package}", red=True)
