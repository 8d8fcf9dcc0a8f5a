"""The site as files that need no server: complete, linked within itself, replaced as a whole."""

import json
import os
import zipfile
from io import StringIO
from pathlib import Path
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction, Site
from wagtail.rich_text import RichText

from pages.models import ContentPage, CustomDocument, SiteIdentity
from pages.public.archive import lock_of
from tests.factories import ContentPageFactory, DecentralisationPageFactory, ImageFactory

SITE = "https://site.example"
OTHER = {"ar": "en", "en": "ar"}
NOTES = {"ar": "هذه نسخة من الموقع", "en": "This is a copy of the site"}


def in_both(body):
    """A body of one rich text, the same in both languages."""
    return {f"body_{language}": [("rich_text", RichText(body))] for language in OTHER}


def make_document(name, **fields):
    """A PDF of a name."""
    file = ContentFile(b"%PDF-1.7\n" + b"x" * 5000, name=name)
    return CustomDocument.objects.create(title=name, file=file, **fields)


@pytest.fixture(autouse=True)
def _site(settings):
    settings.SITE_URL = SITE
    settings.ALLOWED_HOSTS = ["site.example"]
    settings.HTTPS = settings.SECURE_SSL_REDIRECT = True


@pytest.fixture
def site(index, home):
    """A small site with all that an archive meets: its area page, which has a picture."""
    identity = SiteIdentity.for_site(Site.objects.get())
    identity.organisation_name_ar, identity.organisation_name_en = "المركز", "The centre"
    identity.save()
    open_file = make_document("التقرير السنوي.pdf")
    staff_only = Collection.get_first_root_node().add_child(name="Staff")
    CollectionViewRestriction.objects.create(collection=staff_only, restriction_type="login")
    secret_file = make_document("secret.pdf", collection=staff_only)
    ContentPageFactory(
        parent=home,
        slug="page",
        **in_both(
            f'<p><a href="{open_file.url}">open</a> <a href="{secret_file.url}">secret</a>'
            '<a href="/ar/nowhere/">nowhere</a> <a href="https://other.example/">other</a>'
            '<a href="/en/search/?q=a">search</a> <a href="/admin/">staff</a>'
            '<a href="mailto:a@example.org">mail</a> <a href="?colour=blue#main">blue</a>'
            '<a href="/en/page/?page=2">two</a> <a href="/">start</a></p>'
        ),
    )
    ContentPageFactory(parent=home, slug="only-arabic", released_en=False)
    secret = ContentPageFactory(parent=home, slug="secret")
    PageViewRestriction.objects.create(page=secret, restriction_type="login")
    return DecentralisationPageFactory(parent=index, slug="area", image=ImageFactory())


@pytest.fixture
def folder(tmp_path):
    """Where the archive goes."""
    return tmp_path / "stick" / "site"


def archive(folder, *options):
    """Write the archive; what the command says, line by line, on both outputs."""
    out, err = StringIO(), StringIO()
    call_command("archive_site", str(folder), *options, stdout=out, stderr=err)
    return out.getvalue().splitlines(), err.getvalue().splitlines()


def documents(folder):
    """Every page of an archive, parsed, by its file."""
    return {
        path: BeautifulSoup(path.read_bytes(), "html.parser") for path in folder.rglob("*.html")
    }


def links_of(document):
    """Every address that a browser asks for or follows."""
    selectors = (
        ("a[href]", "href"),
        ("link[rel=stylesheet]", "href"),
        ("link[rel=icon]", "href"),
        ("img[src]", "src"),
        ("use[href]", "href"),
    )
    for selector, attribute in selectors:
        for element in document.select(selector):
            yield element[attribute]
    for element in document.select("[srcset]"):
        for part in element["srcset"].split(","):
            yield part.split()[0]


def target(path, link):
    """The file that a relative link in a file leads to, and the fragment."""
    address, _hash, fragment = link.partition("#")
    assert not address.startswith("/"), (path, link)
    return ((path.parent / unquote(address)).resolve() if address else path), fragment


def test_every_link_leads_to_a_file_of_the_archive_or_to_another_site(site, folder):
    archive(folder)

    pages = documents(folder)
    met = set()
    for path, document in pages.items():
        for link in links_of(document):
            if link.startswith(("https://", "mailto:")):
                continue
            file, fragment = target(path, link)
            assert file.is_file(), (path, link)
            assert file.is_relative_to(folder)
            if fragment:
                assert pages[file].find(id=fragment), (path, link)
            met.add(file)
    # Nothing lies there in vain.
    files = {path for path in folder.rglob("*") if path.is_file()}
    assert files - met - {folder / "index.html", folder / "archive.json"} == set()


def test_every_page_is_there_in_every_language_as_a_visitor_sees_it(site, folder, language):
    archive(folder)

    for name in ("", "page/", "only-arabic/", "work-areas/", "work-areas/area/"):
        path = folder / language / name / "index.html"
        document = BeautifulSoup(path.read_bytes(), "html.parser")
        assert document.html["lang"] == language
        in_language = "ar" if name == "only-arabic/" else language
        own = f"{SITE}/{in_language}/{name}"
        # What it says of its own address is where the site is.
        assert document.find("link", rel="canonical")["href"] == own
        assert document.find("meta", property="og:url")["content"] == own
        assert bool(document.find("meta", {"name": "robots"})) == (in_language != language)
        assert len(document.select(".notice[role=note]")) == (in_language != language)
    assert not (folder / language / "secret").exists()
    assert not (folder / language / "search").exists()


def test_the_language_switch_leads_to_the_same_page(site, folder, language):
    archive(folder)
    path = folder / language / "work-areas" / "area" / "index.html"
    document = BeautifulSoup(path.read_bytes(), "html.parser")
    link = document.select_one(f".languages a[hreflang={OTHER[language]}]")["href"]
    assert target(path, link)[0] == folder / OTHER[language] / "work-areas/area/index.html"


def test_what_needs_the_server_is_left_out_and_readers_are_told(site, folder, language):
    archive(folder)
    for path in (folder / language).rglob("*.html"):
        document = BeautifulSoup(path.read_bytes(), "html.parser")
        assert document.html["lang"] == language
        assert not document.find("form")
        kinds = {script.get("type") for script in document("script")}
        assert kinds <= {"application/ld+json"}
        note = document.select_one("aside.notice")
        assert NOTES[language] in note.get_text()
        assert note.a["href"].startswith(f"{SITE}/{language}/")


def test_a_form_of_a_page_becomes_the_way_to_the_site(site, folder, language, monkeypatch):
    plain = ContentPage.serve

    def serve(page, request):
        response = plain(page, request).render()
        response.content = response.content.replace(
            b"</main>", b'<form method="post"><input name="a"></form></main>'
        )
        return response

    monkeypatch.setattr(ContentPage, "serve", serve)
    archive(folder)
    html = (folder / language / "page" / "index.html").read_text()
    main = BeautifulSoup(html, "html.parser").main
    assert main.find("a", class_="button")["href"] == f"{SITE}/{language}/page/"
    assert not main.find("form")


def test_a_feed_is_the_sites(site, folder, monkeypatch):
    monkeypatch.setattr(ContentPage, "feeds", lambda self: [("News", "/en/page/feed/")])
    archive(folder)
    head = documents(folder)[folder / "en/page/index.html"].head
    feed = head.find("link", type="application/atom+xml")
    assert feed["href"] == f"{SITE}/en/page/feed/"
    assert not list(folder.rglob("feed*"))


def test_public_documents_are_there_and_others_are_left_to_the_site(site, folder):
    archive(folder)
    [file] = folder.glob("documents/*/*")
    assert file.name == "التقرير_السنوي.pdf"
    assert file.stat().st_size == 5009
    links = {
        link.get_text(): link["href"]
        for link in documents(folder)[folder / "en/page/index.html"].main("a")
    }
    assert links["secret"].startswith(f"{SITE}/documents/")
    assert links["nowhere"] == f"{SITE}/ar/nowhere/"
    assert links["search"] == f"{SITE}/en/search/?q=a"
    assert links["other"] == "https://other.example/"
    assert links["start"] == "../../index.html"
    # A view that is no page of its own leads to the page.
    assert links["blue"] == "index.html#main"


def test_a_part_of_a_list_has_a_file_of_its_own(site, folder, monkeypatch):
    monkeypatch.setattr(
        ContentPage,
        "canonical_query",
        lambda self, request: "?page=2" if request.GET.get("page") == "2" else "",
    )
    archive(folder)
    part = documents(folder)[folder / "en/page/page-2/index.html"]
    assert part.find("link", rel="canonical")["href"] == f"{SITE}/en/page/?page=2"


def test_all_drawings_are_in_the_page_itself(site, folder, language):
    archive(folder)
    html = (folder / language / "work-areas/area/index.html").read_text()
    document = BeautifulSoup(html, "html.parser")
    uses = {use["href"] for use in document("use")}
    assert "#symbol-decentralisation" in uses
    assert uses == {f"#{symbol['id']}" for symbol in document("symbol")}


def test_the_command_tells_what_it_does_and_what_is_broken(site, folder):
    said, warned = archive(folder)
    assert said[0] == "[1/10] /ar/"
    assert "archived 11 pages and" in said[-1]
    assert str(folder) in said[-1]
    assert warned == ["broken link: /ar/nowhere/"]
    marker = json.loads((folder / "archive.json").read_text())
    assert (marker["site"], marker["pages"]) == (SITE, 11)


def test_a_new_archive_takes_the_place_of_an_old_one(site, folder):
    archive(folder)
    (folder / "ar" / "old.html").write_text("old")
    archive(folder)
    assert not (folder / "ar" / "old.html").exists()
    assert (folder / "ar" / "index.html").exists()
    assert [path.name for path in folder.parent.iterdir()] == ["site"]


def test_what_fails_leaves_the_old_archive_as_it_was(site, folder, monkeypatch):
    archive(folder)
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}

    def fail(page, request):
        raise RuntimeError("broken page")

    monkeypatch.setattr(ContentPage, "serve", fail)
    with pytest.raises(
        CommandError, match=r"^/ar/page/ cannot be shown: RuntimeError: broken page$"
    ):
        archive(folder)
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before
    assert [path.name for path in folder.parent.iterdir()] == ["site"]


def test_a_folder_with_other_files_is_refused(site, folder):
    folder.mkdir(parents=True)
    (folder / "thesis.odt").write_text("mine")
    with pytest.raises(CommandError, match=r"contains other files and was not changed$"):
        archive(folder)
    assert [path.name for path in folder.iterdir()] == ["thesis.odt"]


def test_a_file_in_the_place_of_the_folder_is_refused(site, folder):
    folder.parent.mkdir(parents=True)
    folder.write_text("mine")
    with pytest.raises(CommandError, match="is not a directory"):
        archive(folder)
    assert folder.read_text() == "mine"


def test_an_empty_folder_is_taken(site, folder):
    folder.mkdir(parents=True)
    archive(folder)
    assert (folder / "index.html").exists()


def test_a_place_that_cannot_be_written_is_told_in_one_line(site, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(CommandError, match="cannot be written"):
        archive(tmp_path / "file" / "site")


def test_a_site_without_pages_is_not_archived(db, folder):
    with pytest.raises(CommandError, match="no page that visitors may read"):
        archive(folder)
    assert not folder.exists()


def test_the_same_in_one_file_if_wanted(site, folder):
    archive(folder, "--zip")
    packed = folder.with_name("site.zip")
    with zipfile.ZipFile(packed) as file:
        names = set(file.namelist())
    files = {f"site/{path.relative_to(folder)}" for path in folder.rglob("*") if path.is_file()}
    assert names == files
    archive(folder, "--zip")
    packed.write_text("mine")
    with pytest.raises(CommandError, match=r"site.zip is not an archive and was not changed$"):
        archive(folder, "--zip")


def test_the_first_page_offers_every_language(site, folder, language):
    archive(folder)
    path = Path(folder / "index.html")
    document = BeautifulSoup(path.read_bytes(), "html.parser")
    link = document.find("a", hreflang=language)
    assert target(path, link["href"])[0] == folder / language / "index.html"
    assert link.find_parent(lang=True)["lang"] == language


def test_what_a_killed_export_left_is_removed_by_the_next_one(site, folder):
    """But nothing of others, nor what another export is writing."""
    folder.parent.mkdir(parents=True)
    left, old, being_written, foreign = (
        folder.parent / name
        for name in (".site-abcd1234", ".site-abcd1234.old", ".site-zyxw9876", ".site-backup01")
    )
    for path in (left, old, being_written):
        path.mkdir()
        (path / "archive.json").write_text("{}")
    foreign.mkdir()
    (foreign / "file").touch()
    unfinished = folder.parent / ".site.zip.new"
    unfinished.touch()
    lock = lock_of(being_written)
    archive(folder)
    there = {path.name for path in folder.parent.iterdir()}
    assert there == {"site", being_written.name, foreign.name, unfinished.name}

    os.close(lock)
    archive(folder)
    assert {path.name for path in folder.parent.iterdir()} == {"site", foreign.name}
