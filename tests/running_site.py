"""The site as in production, started by the steps of ``bin/run``, for browser tests.

Each worker process starts it once, from a copy of one first start.
"""

import fcntl
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.requirements_plugin import CHROMIUM

BASE_DIR = Path(__file__).resolve().parent.parent
START_SECONDS = 300
USER, PASSWORD = "tester", "correct-horse-9"


@dataclass
class RunningSite:
    """A running site: its URL, the administrator, and the paths of its data and log."""

    url: str
    user: str
    password: str
    data_dir: Path
    log: Path


def free_port():
    """A free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def clean_environment(**extra):
    """An environment without the site's variables, plus ``extra``."""
    kept = ("HOME", "LANG", "PATH", "TMPDIR", "VIRTUAL_ENV")
    return {name: os.environ[name] for name in kept if name in os.environ} | extra


def wait_until_up(url, process, log):
    """Returns when the site responds; fails with its log if it ends or takes too long."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{url}/healthz", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    process.kill()
    pytest.fail(f"The site did not start:\n{log.read_text()}", pytrace=False)


@contextmanager
def started_site(data_dir, log, project=BASE_DIR, **environment):
    """A context manager that runs the site with the data in ``data_dir``; yields its URL.

    ``project`` is the project's folder or a copy of it.
    """
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "site_config.start"],
            cwd=project,
            env=clean_environment(DATA_DIR=str(data_dir), PORT=str(port), **environment),
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        wait_until_up(url, process, log)
        yield url
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=20)


@pytest.fixture(scope="session")
def first_start(tmp_path_factory):
    """The data directory after the first start, made once per test run and shared by all
    workers."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    data_dir, log, done = (shared / f"first-start{end}" for end in ("", ".log", ".done"))
    with (shared / "first-start.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            with started_site(data_dir, log, ADMIN_USER=USER, ADMIN_PASSWORD=PASSWORD):
                done.touch()
    return data_dir


def copy_of(data_dir, target):
    """Copy a stopped site's data with file times, so that static files are not collected again."""
    return shutil.copytree(data_dir, target, ignore=shutil.ignore_patterns("cache"))


@pytest.fixture(scope="session")
def running_site(first_start, tmp_path_factory):
    """The demo site, served by the production server for the whole session."""
    folder = tmp_path_factory.mktemp("running-site")
    log = folder / "log"
    with started_site(copy_of(first_start, folder / "data"), log) as url:
        yield RunningSite(url, USER, PASSWORD, folder, log)


@pytest.fixture(scope="module")
def chromium():
    """A Chromium, one per module, since its event loop blocks Django's database access."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()


def sign_in(page, site):
    """Sign in as the running site's administrator, and wait for the dashboard."""
    page.goto(f"{site.url}/admin/login/")
    page.fill("input[name=username]", site.user)
    page.fill("input[name=password]", site.password)
    page.click("button[type=submit]")
    page.wait_for_url(f"{site.url}/admin/")
