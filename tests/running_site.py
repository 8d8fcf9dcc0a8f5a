"""The site as it runs in production, started by the same steps as ``bin/run``, for browser tests.

Each process that tests in a browser starts it once, from a copy of the same first start.
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
    """Where the site answers, who may sign in, and where its data and its log lie."""

    url: str
    user: str
    password: str
    data_dir: Path
    log: Path


def free_port():
    """A port that nothing listens on right now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def clean_environment(**extra):
    """The environment of a machine that says nothing about the site, and ``extra``."""
    kept = ("HOME", "LANG", "PATH", "TMPDIR", "VIRTUAL_ENV")
    return {name: os.environ[name] for name in kept if name in os.environ} | extra


def wait_until_up(url, process, log):
    """Return when the site answers; fail with its log when it ends or takes too long."""
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
    """The site, started with the data in ``data_dir``; its address until the block ends.

    ``project`` is the folder of the project, or of a copy of it.
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
    """The data that the first start leaves behind, made once for all processes of a test run."""
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
    """Copy the data of a site that does not run, times included: nothing is collected anew."""
    return shutil.copytree(data_dir, target, ignore=shutil.ignore_patterns("cache"))


@pytest.fixture(scope="session")
def running_site(first_start, tmp_path_factory):
    """The demo site, served by the production server until the tests end."""
    folder = tmp_path_factory.mktemp("running-site")
    log = folder / "log"
    with started_site(copy_of(first_start, folder / "data"), log) as url:
        yield RunningSite(url, USER, PASSWORD, folder, log)


@pytest.fixture(scope="module")
def chromium():
    """A Chromium with nothing opened; a module's own, for its event loop hinders the database."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()


def sign_in(page, site):
    """Sign the running site's administrator in, and wait for the admin's first screen."""
    page.goto(f"{site.url}/admin/login/")
    page.fill("input[name=username]", site.user)
    page.fill("input[name=password]", site.password)
    page.click("button[type=submit]")
    page.wait_for_url(f"{site.url}/admin/")
