"""A site in Arabic and English adds French and Persian as docs/adding-a-language.md says, on a copy
of the project with the data of a running site; takes French out again; and loses nothing."""

import os
import re
import shutil
import sqlite3
import subprocess
import sys
import urllib.parse
import urllib.request
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po
from bs4 import BeautifulSoup

from tests.browser.test_every_page import DESKTOP, OVERFLOW, PHONE, RULES
from tests.further_languages.fill import NAME, TEXTS
from tests.running_site import BASE_DIR, PASSWORD, USER, clean_environment, copy_of, started_site

SECRET = "only-for-the-tests-0123456789-abcdefghijklmnopqrstuvwxyz"
LAST_LINE = '    ("en", "English"),\n'
LINES = {"fr": '    ("fr", "Français"),\n', "fa": '    ("fa", "فارسی"),\n'}
DIRECTIONS = {"fr": "ltr", "fa": "rtl"}
TITLES = {"fr": "Formation des élus locaux", "fa": "آموزش منتخبان محلی"}
# Other forms and spellings than the page has: another number, no accents, an Arabic keyboard.
QUERIES = {"fr": "municipalite habitant", "fa": "شهرداري"}
SKIP_LINK = {"fr": "Aller au contenu", "fa": "Skip to content"}
PAGE = "work-areas/training-of-councillors/"
# What a site keeps that is no content: who came, what is waiting, what is remembered.
PASSING = re.compile(
    r"^(django_|sqlite_|auth_|wagtailadmin_|wagtailsearch_|search_|translating_(translation|text)|"
    r"wagtailcore_(group|modellogentry|pagelogentry|revision|referenceindex))"
)


@dataclass
class Project:
    """A copy of the project and the data of its site."""

    folder: Path
    data: Path

    def run(self, *arguments):
        """What a command of the project prints; it has to end well."""
        environment = clean_environment(
            DATA_DIR=str(self.data),
            SECRET_KEY=SECRET,
            DJANGO_SETTINGS_MODULE="site_config.settings",
        )
        result = subprocess.run(
            [sys.executable, *arguments],
            cwd=self.folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert result.returncode == 0, result.stdout + result.stderr
        return result.stdout + result.stderr

    def edit_settings(self, old, new):
        """Change the one line of the settings."""
        path = self.folder / "site_config" / "settings.py"
        text = path.read_text()
        assert text.count(old) == 1
        path.write_text(text.replace(old, new))

    def content(self):
        """All content that the database has: (table, key, column) to value."""
        found = {}
        with closing(sqlite3.connect(self.data / "db.sqlite3")) as database:
            database.row_factory = sqlite3.Row
            names = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            for (table,) in names.fetchall():
                if PASSING.match(table):
                    continue
                for row in database.execute(f'SELECT * FROM "{table}"'):
                    key = row["id"] if "id" in row.keys() else row[0]  # noqa: SIM118
                    found |= {(table, key, name): row[name] for name in row.keys()}  # noqa: SIM118
        return found

    def rows(self, query):
        """The first column of what a query finds."""
        with closing(sqlite3.connect(self.data / "db.sqlite3")) as database:
            return [row[0] for row in database.execute(query)]


def write_catalogue(project):
    """A French catalogue with a first text, as a translator might leave it for today."""
    catalogue = Catalog(locale="fr")
    catalogue.add("Skip to content", SKIP_LINK["fr"])
    path = project.folder / "locale" / "fr" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    with path.open("wb") as target:
        write_po(target, catalogue)


@pytest.fixture(scope="module")
def project(first_start, tmp_path_factory):
    """A copy of the project as it is, with the data of its first start."""
    folder = tmp_path_factory.mktemp("further-languages")
    names = subprocess.run(
        ["git", "ls-files", "-z"], cwd=BASE_DIR, capture_output=True, check=True
    ).stdout
    for name in filter(None, os.fsdecode(names).split("\0")):
        target = folder / "project" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        # With its times: what was collected of it is not collected anew.
        shutil.copy2(BASE_DIR / name, target)
    for path in (BASE_DIR / "locale").rglob("*.mo"):
        shutil.copy2(path, folder / "project" / path.relative_to(BASE_DIR))
    return Project(folder / "project", copy_of(first_start, folder / "data"))


@pytest.fixture(scope="module")
def added(project):
    """The project after French and Persian were added, and what it had before and was told."""
    before = project.content()
    project.edit_settings(LAST_LINE, LAST_LINE + "".join(LINES.values()))
    write_catalogue(project)
    told = project.run("manage.py", "makemigrations", "--name", "french_and_persian")
    told += project.run("tests/further_languages/fill.py")
    return before, told


@pytest.fixture(scope="module")
def site(project, added, tmp_path_factory):
    """The address of the site with four languages."""
    log = tmp_path_factory.mktemp("log") / "log"
    with started_site(project.data, log, project.folder) as url:
        yield url


def read(url):
    """The address and the text that an address of the running site leads to."""
    request = urllib.request.Request(url, headers={"Accept-Language": "fr-CA, fa;q=0.5"})
    with urllib.request.urlopen(request) as response:
        return response.url, response.read().decode()


def document(url):
    """What is read at an address, as HTML."""
    return BeautifulSoup(read(url)[1], "html.parser")


def test_nothing_of_what_was_there_is_lost(project, added):
    before, _told = added
    after = project.content()
    # The home page and the index were translated, so that they are younger than before.
    changed = {
        (table, name)
        for (table, key, name), value in before.items()
        if after.get((table, key, name), "gone") != value
    }
    assert {name for table, name in changed if table == "pages_basepage"} <= {
        "latest_revision_created_at",
        "latest_revision_id",
        "last_published_at",
        "live_revision_id",
        "numchild",
    }
    assert {table for table, _name in changed} <= {"pages_basepage", "wagtailcore_workflowstate"}


def test_whoever_adds_a_language_is_told_what_it_lacks(added):
    _before, told = added
    for code in LINES:
        assert (
            f"The language '{code}' is in the settings, but no migration adds its columns" in told
        )
    assert "The language 'fa' has no catalogue" in told
    assert "The language 'fr' has no catalogue" not in told
    assert "Alter field" not in told


def test_each_language_has_its_translators_and_their_permission(project, added):
    _before, told = added
    assert "Created the group French translator / مترجم الفرنسية." in told
    assert "Created the group Persian translator / مترجم الفارسية." in told
    codenames = project.rows("SELECT codename FROM auth_permission")
    assert {"edit_texts_fr", "edit_texts_fa", "edit_texts_ar"} <= set(codenames)


def test_translators_see_what_there_is_to_do(project, added):
    pairs = project.rows(
        "SELECT DISTINCT source || '>' || target FROM translating_translationstatus"
    )
    assert {"ar>fr", "en>fr", "ar>fa", "fr>fa", "ar>en"} <= set(pairs)
    missing = "SELECT missing FROM translating_translationstatus WHERE source='ar' AND target='fr'"
    assert max(project.rows(missing)) > 10


@pytest.mark.parametrize("language", LINES)
def test_a_visitor_reads_and_finds_the_pages(site, language):
    front = document(home := f"{site}/{language}/")
    assert front.html.attrs["lang"] == language
    assert front.html.attrs["dir"] == DIRECTIONS[language]
    assert front.h1.get_text(strip=True) == TEXTS["home"]["title"][language]
    assert NAME[language] in front.title.get_text()
    assert [link["hreflang"] for link in front.select(".languages a")] == ["ar", "en", "fr", "fa"]
    alternates = {link["hreflang"]: link["href"] for link in front.select("link[hreflang]")}
    assert set(alternates) == {"ar", "en", "fr", "fa", "x-default"}
    assert alternates[language] == home
    # Interface words that nobody has translated are the code's own, not the default language's.
    assert front.select_one(".skip-link").get_text(strip=True) == SKIP_LINK[language]
    assert front.select_one(".menu-toggle summary").get_text(strip=True) == "Menu"

    page = document(address := f"{site}/{language}/{PAGE}")
    assert page.h1.get_text(strip=True) == TITLES[language]
    assert not page.select(".notice")
    assert not page.select("meta[name=robots]")
    assert {link["hreflang"] for link in page.select("link[hreflang]")} == {"fr", "fa", "x-default"}
    assert page.select_one("link[rel=canonical]")["href"] == address
    image = page.select_one('meta[property="og:image"]')["content"]
    with urllib.request.urlopen(image) as response:
        assert response.headers["Content-Type"] == "image/jpeg"

    query = urllib.parse.quote(QUERIES[language])
    results = document(f"{site}/{language}/search/?q={query}")
    assert TITLES[language] in [link.get_text(strip=True) for link in results.select(".results a")]
    assert {"fr": "1", "fa": "۱"}[language] in results.select_one("[role=status]").get_text()

    for path, said in (
        ("sitemap.xml", f"<loc>{address}</loc>"),
        ("robots.txt", f"Disallow: /{language}/search/"),
        (f"{language}/news/feed/", f'xml:lang="{language}"'),
    ):
        assert said in read(f"{site}/{path}")[1]


def test_a_page_that_has_no_text_in_the_language_is_shown_in_another(site):
    page = document(f"{site}/fa/about/")
    assert page.html.attrs["lang"] == "fa"
    assert (page.h1["lang"], page.h1["dir"]) == ("ar", "rtl")
    assert page.select("meta[name=robots][content=noindex]")
    old = document(f"{site}/en/about/")
    assert {link["hreflang"] for link in old.select("link[hreflang]")} == {"ar", "en", "x-default"}


def test_readers_are_sent_to_the_language_that_they_ask_for(site):
    assert read(f"{site}/")[0] == f"{site}/fr/"


def test_the_pages_fit_every_screen_and_axe_finds_nothing(chromium, site, tmp_path):
    for language, direction in DIRECTIONS.items():
        context = chromium.new_context(base_url=site, reduced_motion="reduce")
        page = context.new_page()
        for path in ("", PAGE):
            page.goto(f"/{language}/{path}")
            for width in (PHONE, DESKTOP):
                page.set_viewport_size({"width": width, "height": 900})
                assert page.evaluate(OVERFLOW) == [], (language, path, width)
                results = Axe().run(page, options={"runOnly": RULES, "resultTypes": ["violations"]})
                assert results.violations_count == 0, (language, width, results.generate_report())
                keep(page, tmp_path, f"{language}-{path.strip('/').rpartition('/')[2]}-{width}")
            assert page.evaluate("() => getComputedStyle(document.body).direction") == direction
        # The type of the script, not of the language: larger, and without italics.
        style = page.evaluate(
            "() => getComputedStyle(document.body).getPropertyValue('--emphasis-style').trim()"
        )
        assert style == {"ltr": "italic", "rtl": "normal"}[direction]
        context.close()


@pytest.mark.parametrize("admin_language", LINES)
def test_the_editor_has_all_languages_side_by_side(chromium, site, tmp_path, admin_language):
    context = chromium.new_context(
        base_url=site, locale=admin_language, viewport={"width": 1280, "height": 900}
    )
    page = context.new_page()
    page.goto("/admin/login/")
    page.fill("input[name=username]", USER)
    page.fill("input[name=password]", PASSWORD)
    page.click("button[type=submit]")
    page.wait_for_url("**/admin/")
    assert page.get_attribute("html", "lang") == admin_language
    assert page.get_attribute("html", "dir") == DIRECTIONS[admin_language]
    page.goto(f"/{admin_language}/{PAGE}")
    page.goto(page.locator(".editor-bar__edit").first.get_attribute("href"))
    page.locator("body.ready").wait_for()
    titles = page.eval_on_selector_all(
        "[data-language] input[name^=title_]",
        "inputs => inputs.map(input => [input.name, getComputedStyle(input).direction])",
    )
    assert titles == [
        ["title_ar", "rtl"],
        ["title_en", "ltr"],
        ["title_fr", "ltr"],
        ["title_fa", "rtl"],
    ]
    written = page.eval_on_selector_all(
        "[data-language=fa] :is(textarea, .public-DraftEditor-content)",
        "inputs => inputs.map(input => getComputedStyle(input).direction)",
    )
    assert set(written) == {"rtl"}
    assert page.locator(".public-DraftEditor-content").count() > 0
    assert page.evaluate(OVERFLOW) == []
    keep(page, tmp_path, f"editor-{admin_language}")
    context.close()


def keep(page, folder, name):
    """A picture of the page, for whoever looks at a failure."""
    page.screenshot(path=folder / f"{name}.png", full_page="editor" not in name)


def test_a_language_is_taken_out_again_without_loss_to_the_others(project, site, tmp_path):
    """Runs last: ``site`` goes on in four languages until the module ends."""
    before = project.content()
    with closing(sqlite3.connect(project.data / "db.sqlite3")) as database:
        database.execute("UPDATE wagtailusers_userprofile SET preferred_language = 'fr'")
        database.commit()
    project.edit_settings(LINES["fr"], "")
    shutil.rmtree(project.folder / "locale" / "fr")
    told = project.run("manage.py", "makemigrations", "--name", "without_french")
    assert "The columns of 'fr' are in the migrations" in told
    project.run("manage.py", "migrate", "--verbosity", "0")
    told = project.run("manage.py", "clear_former_languages")
    assert "Removed the group French translator / مترجم الفرنسية." in told
    assert "edit_texts_fr" not in project.rows("SELECT codename FROM auth_permission")
    assert "fr" not in project.rows("SELECT target FROM translating_translationstatus")
    after = project.content()
    lost = {(table, name) for table, _key, name in before.keys() - after.keys()}
    assert ("pages_basepage", "title_fr") in lost
    assert {place for place in lost if not place[1].endswith(("_fr", "_fr_id"))} == set()
    changed = {place for place in after if after[place] != before.get(place)}
    assert {table for table, _key, _name in changed} <= {"wagtailusers_userprofile"}
    log = tmp_path / "log"
    with started_site(project.data, log, project.folder) as url:
        page = document(f"{url}/fa/{PAGE}")
        assert page.h1.get_text(strip=True) == TITLES["fa"]
        assert {link["hreflang"] for link in page.select("link[hreflang]")} == {"fa", "x-default"}
        assert [link["hreflang"] for link in page.select(".languages a")] == ["ar", "en", "fa"]
        with pytest.raises(urllib.error.HTTPError, match="404"):
            read(f"{url}/fr/{PAGE}")
        assert read(f"{url}/")[0] == f"{url}/fa/"
