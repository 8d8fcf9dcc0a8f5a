"""The site archive, opened from a disk, without any server."""

import subprocess
import sys

import pytest

from tests.conftest import LANGUAGES
from tests.running_site import BASE_DIR, clean_environment

OTHER = {"ar": "en", "en": "ar"}
DIRECTIONS = {"ar": "rtl", "en": "ltr"}
DRAWN = """() => {
    const emblem = document.querySelector(".page-head .emblem use");
    return emblem.getBBox().width > 0
        && [...document.images].every(image => image.complete && image.naturalWidth > 0)
        && getComputedStyle(document.querySelector(".page-head")).backgroundColor
            !== "rgba(0, 0, 0, 0)";
}"""


@pytest.fixture(scope="module")
def archive(running_site, tmp_path_factory):
    """The archive of the running site, made beside the server."""
    folder = tmp_path_factory.mktemp("stick") / "site"
    data = running_site.data_dir / "data"
    environment = clean_environment(
        DATA_DIR=str(data),
        SITE_URL=running_site.url,
        SECRET_KEY=(data / "secret_key").read_text().strip(),
    )
    command = [sys.executable, "manage.py", "archive_site", str(folder), "-v0"]
    subprocess.run(command, cwd=BASE_DIR, env=environment, check=True, capture_output=True)
    return folder


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reader_goes_through_the_archive_from_file_to_file(chromium, archive, language):
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    problems = []
    page.on("console", lambda message: problems.append(message.text))
    # What a page still asks for when it is left, the browser gives up.
    page.on(
        "requestfailed",
        lambda request: request.failure == "net::ERR_ABORTED" or problems.append(request.url),
    )
    page.on(
        "request",
        lambda request: request.url.startswith("file:") or problems.append(request.url),
    )

    page.goto(f"{archive.as_uri()}/index.html")
    page.locator(f"a[hreflang={language}]").click()
    page.locator(".menu a[href*=work-areas]").click()
    page.locator(".cards a[href*=decentralisation]").click()

    def where():
        return page.url.removeprefix(archive.as_uri())

    assert where() == f"/{language}/work-areas/decentralisation/index.html"
    assert page.locator("html").get_attribute("dir") == DIRECTIONS[language]
    page.wait_for_function(DRAWN)
    page.locator(f".languages a[hreflang={OTHER[language]}]").click()
    assert where() == f"/{OTHER[language]}/work-areas/decentralisation/index.html"
    assert page.locator("html").get_attribute("lang") == OTHER[language]
    page.go_back()
    page.locator(".brand").click()
    assert where() == f"/{language}/index.html"
    assert problems == []
    context.close()
