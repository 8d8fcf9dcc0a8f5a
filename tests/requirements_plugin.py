"""Settings for tests, and system tools that tests need.

Markers name the tool that a test needs. Without it the test is skipped, and the summary lists the
package to install; in CI the test fails.
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

# The headless shell starts in a third of the full browser's time.
CHROMIUM = shutil.which("chromium-headless-shell") or shutil.which("chromium")

# By marker: whether the tool exists, and its Debian package.
TOOLS = {
    "browser": (lambda: CHROMIUM, "chromium-headless-shell"),
    "gettext": (lambda: shutil.which("msgfmt"), "gettext"),
    "nginx": (lambda: shutil.which("nginx", path="/usr/sbin:/usr/bin"), "nginx-light"),
    "raqm": (lambda: features.check("raqm"), "libfribidi0"),
    "redis": (lambda: shutil.which("redis-server"), "redis-server"),
    "systemd": (lambda: shutil.which("systemd-analyze"), "systemd"),
    "validator": (lambda: shutil.which("java"), "default-jre-headless"),
}
UNMET = "needs the Debian package "


@pytest.hookimpl(trylast=True)
def pytest_configure():
    """Use plain static file names, since none are collected for tests, and run tasks at once."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    override_settings(
        STORAGES=settings.STORAGES | {"staticfiles": plain},
        MAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend",
        TASKS={"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}},
    ).enable()
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)


def missing_package(item):
    """The package that a test needs and the machine lacks, or None."""
    for marker, (is_there, package) in TOOLS.items():
        if item.get_closest_marker(marker) and not is_there():
            return package
    return None


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    """Skip a test whose tool is missing; in CI, fail it."""
    package = missing_package(item)
    if package and os.environ.get("CI"):
        pytest.fail(f"{UNMET}{package}", pytrace=False)
    elif package:
        pytest.skip(f"{UNMET}{package}")


def pytest_terminal_summary(terminalreporter):
    """List at the end which packages to install."""
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
