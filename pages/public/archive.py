"""Exports the whole public site as static files, for a USB stick or any web server.

Pages are rendered by the site's own handler, as for an anonymous visitor, under the host of
``SITE_URL``. Links between them become relative paths to files. Left out: search and other forms,
feeds, and scripts (everything works without them). Canonical links and metadata still point to the
site.
"""

import fcntl
import json
import os
import posixpath
import re
import shutil
import zipfile
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import mkdtemp
from urllib.parse import quote, unquote, urljoin, urlsplit

from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.storage import default_storage
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from languages import cldr
from languages.texts import localized
from pages.models import SiteIdentity
from pages.public.sitemap import sitemap_pages

# Marks a directory as an archive, which a newer one may replace.
MARKER = "archive.json"
# Characters that file systems of USB sticks do not allow in names.
UNSAFE = re.compile(r'[<>:"|?*\\\x00-\x1f]')
CSS_ADDRESS = re.compile(r"url\(\s*([\"']?)([^)\"']+)\1\s*\)")
SRCSET_PART = re.compile(r"(\S+?)(?=,?(?:\s|$))((?:\s+[\d.]+[wx])?)\s*(?:,|$)")
# Attributes with URLs that a page shows or links to, and the elements that have them.
ADDRESSES = {
    "href": "a[href], area[href], link[rel~=stylesheet][href], link[rel~=icon][href]",
    "src": "img[src], source[src], video[src], audio[src], track[src]",
    "poster": "video[poster]",
}
WITH_SRCSET = "img[srcset], source[srcset]"
# Links to other URLs of the page, and to feeds: useful on the site only.
SAID_OF_SITE = "link[rel~=canonical][href], link[rel~=alternate][href]"
# Elements that need the server, or that browsers do not load from files.
LEFT_OUT = "script[src], link[rel~=modulepreload], link[rel~=preload], link[rel~=manifest]"


class ArchiveError(Exception):
    """The archive cannot be written; nothing has been changed."""


@dataclass
class Resource:
    """What a URL of the site is in the archive: a ``file``, or a redirect to another URL
    (``redirects_to``); neither if it is left to the site."""

    file: str = ""
    redirects_to: str = ""
    is_page: bool = False


@dataclass
class ArchiveSummary:
    """The result of an export: numbers of pages and other files, size in bytes, and broken links
    (URLs without a response)."""

    pages: int = 0
    files: int = 0
    size: int = 0
    broken: list = field(default_factory=list)


def write_archive(directory, report, with_zip=False):
    """Export the site into a directory, replacing an older archive; returns an ``ArchiveSummary``.

    ``report`` is called with a line for each page. The directory changes only when the archive is
    complete. Raises ArchiveError if it has other content, or if a page fails.
    """
    directory = Path(directory).expanduser().absolute()
    packed = directory.with_name(f"{directory.name}.zip")
    refuse_foreign(directory, packed if with_zip else None)
    try:
        directory.parent.mkdir(parents=True, exist_ok=True)
        remove_left(directory, packed)
        staging = Path(mkdtemp(prefix=f".{directory.name}-", dir=directory.parent))
        # Others see by the lock that it is being written.
        lock = lock_of(staging)
        (staging / MARKER).write_text("{}\n")
    except OSError as error:
        raise ArchiveError(f"{directory.parent} cannot be written: {error.strerror}") from error
    try:
        staging.chmod(0o755)
        result = SiteCopy(staging, report).make()
        if with_zip:
            report(f"packing {packed.name}")
            pack(staging, packed, directory.name)
        replace(directory, staging)
    except OSError as error:
        raise ArchiveError(f"{directory} cannot be written: {error.strerror or error}") from error
    finally:
        os.close(lock)
        shutil.rmtree(staging, ignore_errors=True)
    return result


def remove_left(directory, packed):
    """Delete what exports into a directory left that were killed."""
    ours = re.compile(re.escape(f".{directory.name}-") + r"\w{8}(\.old)?")
    alive = False
    for path in directory.parent.glob(".*"):
        if ours.fullmatch(path.name) and (path / MARKER).is_file():
            try:
                lock = lock_of(path)
            except BlockingIOError:
                alive = True
            else:
                shutil.rmtree(path, ignore_errors=True)
                os.close(lock)
    if not alive:
        unfinished_zip(packed).unlink(missing_ok=True)


def lock_of(staging):
    """Lock a directory while this process has the result open; BlockingIOError if another has."""
    descriptor = os.open(staging, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        raise
    return descriptor


def unfinished_zip(target):
    """Where a zip file is written until it is complete."""
    return target.with_name(f".{target.name}.new")


def refuse_foreign(directory, packed):
    """Raises ArchiveError unless the targets are missing, empty or an older archive."""
    if directory.is_dir():
        if any(directory.iterdir()) and not (directory / MARKER).is_file():
            raise ArchiveError(f"{directory} contains other files and was not changed")
    elif directory.exists() or directory.is_symlink():
        raise ArchiveError(f"{directory} is not a directory")
    if packed and packed.exists() and not is_packed_archive(packed):
        raise ArchiveError(f"{packed} is not an archive and was not changed")


def is_packed_archive(path):
    """Whether a file is a zip of an archive."""
    if not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as file:
        return any(name.count("/") == 1 and name.endswith(f"/{MARKER}") for name in file.namelist())


def replace(directory, staging):
    """Move a complete archive to its target, and delete the old one last."""
    old = staging.with_name(f"{staging.name}.old")
    if directory.exists():
        directory.rename(old)
    try:
        staging.rename(directory)
    except OSError:
        if old.exists():
            old.rename(directory)
        raise
    shutil.rmtree(old, ignore_errors=True)


def pack(folder, target, name):
    """Write a directory's files into a zip file, below a top folder called ``name``."""
    unfinished = unfinished_zip(target)
    try:
        with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as file:
            for path in sorted(folder.rglob("*")):
                if path.is_file():
                    file.write(path, f"{name}/{path.relative_to(folder).as_posix()}")
        os.replace(unfinished, target)
    finally:
        unfinished.unlink(missing_ok=True)


class SiteCopy:
    """One copy of the site in a directory: fetches every page, then rewrites its links."""

    def __init__(self, folder, report):
        self.folder = folder
        self.report = report
        self.result = ArchiveSummary()
        # The archive's start page, for choosing a language.
        self.found = {"/": Resource(file="index.html")}
        self.names = {}
        self.made = timezone.now()
        self.client = Client(headers={"host": urlsplit(settings.SITE_URL).netloc})
        self.sprites = {}
        self.searches = [self._in(language, reverse, "search") for language in codes()]

    @staticmethod
    def _in(language, function, *args, **kwargs):
        """Call a function with a language active."""
        with translation.override(language):
            return function(*args, **kwargs)

    def make(self):
        """Fetch and rewrite all pages; returns the ``ArchiveSummary``."""
        self._fetch_all()
        for address, found in list(self.found.items()):
            if found.is_page:
                self._rewrite_page(address, self.folder / found.file)
        self._write_start()
        files = [path for path in self.folder.rglob("*") if path.is_file() and path.name != MARKER]
        self.result.files = len(files) - self.result.pages
        self.result.size = sum(path.stat().st_size for path in files)
        marker = {
            "site": settings.SITE_URL,
            "made": self.made.isoformat(timespec="seconds"),
            "pages": self.result.pages,
        }
        (self.folder / MARKER).write_text(json.dumps(marker, indent=1) + "\n")
        return self.result

    # Fetching

    def _fetch_all(self):
        waiting = deque(self._addresses_of_pages())
        listed = set(waiting)
        known, number = {*self.found, *listed}, 0
        while waiting:
            address = waiting.popleft()
            number += 1
            self.report(f"[{number}/{number + len(waiting)}] {unquote(address)}")
            self.found[address], links = self._fetch(address, address in listed)
            for link in links:
                if link not in known:
                    known.add(link)
                    waiting.append(link)

    def _addresses_of_pages(self):
        """Each page's URL in every language, including those that show a fallback."""
        pages = list(sitemap_pages())
        addresses = [self._in(language, page.get_url) for language in codes() for page in pages]
        if not any(addresses):
            raise ArchiveError("the site has no page that visitors may read")
        return list(filter(None, addresses))

    def _fetch(self, address, is_listed):
        """Fetch a URL; returns its ``Resource`` and the URLs of pages and documents linked from
        it."""
        try:
            response = self.client.get(address, secure=settings.HTTPS)
        except Exception as error:
            reason = " ".join(f"{type(error).__name__}: {error}".split())
            raise ArchiveError(f"{address} cannot be shown: {reason}") from error
        try:
            if 300 <= response.status_code < 400:
                target = self.local(urljoin(address, response["Location"]))
                return Resource(redirects_to=target), [target] if target else []
            if response.status_code != 200:
                if is_listed or response.status_code >= 500:
                    raise ArchiveError(f"{address} cannot be shown: {response.status_code}")
                self.result.broken.append(address)
                return Resource(), []
            kind = response.get("Content-Type", "").partition(";")[0]
            if kind == "text/html":
                return self._page(address, response)
            if address.startswith(reverse_prefix("wagtaildocs_serve")):
                return Resource(file=self._save(address, body_of(response))), []
            return Resource(), []
        finally:
            if response.streaming:
                response.close()

    def _page(self, address, response):
        document = BeautifulSoup(response.content, "html.parser")
        if urlsplit(address).query:
            # A view of a list without a canonical URL is left to the site.
            canonical = document.find("link", rel="canonical")
            target = self.local(canonical["href"]) if canonical else ""
            if target != address:
                return Resource(redirects_to=target), [target] if target else []
        self.result.pages += 1
        file = self._save(address, [response.content], name="index.html")
        links = (self.local(urljoin(address, link["href"])) for link in document("a", href=True))
        return Resource(file=file, is_page=True), [link for link in links if link]

    def local(self, address):
        """The path and query of a URL that may belong to the archive, else empty."""
        parts = urlsplit(address)
        if (parts.netloc and parts.netloc != urlsplit(settings.SITE_URL).netloc) or (
            parts.scheme not in ("", "http", "https")
        ):
            return ""
        left_to_site = (
            reverse("wagtailadmin_home"),
            settings.STATIC_URL,
            settings.MEDIA_URL,
            *self.searches,
        )
        if not parts.path.startswith("/") or parts.path.startswith(left_to_site):
            return ""
        return f"{parts.path}?{parts.query}" if parts.query else parts.path

    # Files

    def _save(self, address, blocks, name=""):
        """Write the content of a URL; returns the file name."""
        file = self._file_name(address, name)
        path = self.folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as target:
            for block in blocks:
                target.write(block)
        return file

    def _file_name(self, address, name=""):
        """A unique file name for a URL, also on case-insensitive file systems."""
        parts = urlsplit(address)
        steps = [step for step in unquote(parts.path).split("/") if step not in ("", ".", "..")]
        if parts.query:
            steps.append(unquote(parts.query).replace("=", "-").replace("&", "_").replace("/", "-"))
        steps = [UNSAFE.sub("_", step).rstrip(". ") or "_" for step in steps]
        file = wanted = "/".join([*steps, *filter(None, [name])])
        number = 1
        while self.names.setdefault(file.casefold(), address) != address:
            number += 1
            stem, dot, ending = wanted.rpartition(".")
            file = f"{stem}-{number}{dot}{ending}"
        return file

    def _asset(self, address):
        """The file of a static file or picture, copied at first use; empty if there is none."""
        if address not in self.found:
            content = stored(address)
            if content is None:
                self.result.broken.append(address)
                self.found[address] = Resource()
            else:
                if address.partition("?")[0].endswith(".css"):
                    content = self._rewrite_css(address, content)
                # Stored under its path, since files in a bucket have another host.
                self.found[address] = Resource(file=self._save(urlsplit(address).path, [content]))
        return self.found[address].file

    def _rewrite_css(self, address, content):
        base = posixpath.dirname(self._file_name(urlsplit(address).path))

        def relative(match):
            target = urljoin(address, match[2])
            file = is_stored(target) and self._asset(target.partition("#")[0])
            return f'url("{quote(posixpath.relpath(file, base))}")' if file else match[0]

        return CSS_ADDRESS.sub(relative, content.decode()).encode()

    # Pages

    def _rewrite_page(self, address, path):
        document = BeautifulSoup(path.read_bytes(), "html.parser")
        language = document.html["lang"]
        for element in document.select(LEFT_OUT):
            element.decompose()
        self._rewrite_links(document, address, path)
        # The note links to the site, so it is added after the links are rewritten.
        self._replace_forms(document, address, language)
        self._draw_inline(document, address)
        note = BeautifulSoup(self._note(address, language), "html.parser")
        skip_link = document.select_one(".skip-link")
        (skip_link.insert_after if skip_link else document.body.append)(note)
        path.write_text(str(document), encoding="utf-8")

    def _replace_forms(self, document, address, language):
        """Remove forms: a search form without a replacement, others replaced by a link to the
        site."""
        for form in document("form"):
            action = urljoin(address, form.get("action") or address)
            if urlsplit(action).path in self.searches:
                form.decompose()
            else:
                html = self._in(
                    language,
                    render_to_string,
                    "pages/archive/form.html",
                    {"url": urljoin(settings.SITE_URL, address)},
                )
                form.replace_with(BeautifulSoup(html, "html.parser"))

    def _rewrite_links(self, document, address, path):
        base = path.relative_to(self.folder).parent.as_posix()
        here = urljoin(settings.SITE_URL, address)
        for element in document.select(SAID_OF_SITE):
            element["href"] = urljoin(here, element["href"])
        for attribute, selector in ADDRESSES.items():
            for element in document.select(selector):
                element[attribute] = self._link(element[attribute], address, base)
        for element in document.select(WITH_SRCSET):
            parts = SRCSET_PART.findall(element["srcset"])
            element["srcset"] = ", ".join(
                f"{self._link(url, address, base)}{size}" for url, size in parts
            )

    def _link(self, link, address, base):
        """A link as written in a page in the directory ``base``: relative if the archive has its
        target, else the full URL on the site."""
        if not link or link.startswith("#"):
            return link
        target, hash_sign, fragment = urljoin(address, link).partition("#")
        if urlsplit(target).scheme not in ("", "http", "https"):
            return link
        file = self._asset(target) if is_stored(target) else self._file_of(self.local(target))
        if file:
            return f"{quote(posixpath.relpath(file, base))}{hash_sign}{fragment}"
        return urljoin(settings.SITE_URL, f"{target}{hash_sign}{fragment}")

    def _file_of(self, address):
        """The file of a URL, after redirects; empty if it is left to the site."""
        seen = set()
        while address and address not in seen:
            seen.add(address)
            found = self.found.get(address, Resource())
            if found.file:
                return found.file
            address = found.redirects_to
        return ""

    def _draw_inline(self, document, address):
        """Inline SVG symbols: browsers do not load them from another local file."""
        symbols = {}
        for use in document("use", href=True):
            sprite, _hash, name = use["href"].partition("#")
            if not sprite:
                continue
            drawing = self._sprite(urljoin(address, sprite)).get(name)
            if drawing:
                symbols[name] = drawing
                use["href"] = f"#symbol-{name}"
        if symbols:
            html = render_to_string("pages/archive/symbols.html", {"symbols": symbols.values()})
            document.body.append(BeautifulSoup(html, "html.parser"))

    def _sprite(self, address):
        """The symbols of an SVG sprite by name, each with a unique id."""
        if address not in self.sprites:
            content = (is_stored(address) and stored(address)) or b""
            drawings = {}
            for symbol in BeautifulSoup(content, "html.parser")("symbol"):
                name = symbol["id"]
                symbol["id"] = f"symbol-{name}"
                drawings[name] = str(symbol)
            self.sprites[address] = drawings
        return self.sprites[address]

    def _note(self, address, language):
        """A note for readers: when the copy was made, and the URL of the site."""
        context = {
            "made": self.made,
            "url": urljoin(settings.SITE_URL, address),
            "host": urlsplit(settings.SITE_URL).netloc,
        }
        return self._in(language, render_to_string, "pages/archive/note.html", context)

    def _write_start(self):
        """The start page, for choosing a language, in place of the redirect at ``/``."""
        identity = SiteIdentity.objects.first()
        homes = [
            {
                "language": language,
                "url": self._in(language, reverse, "wagtail_serve", args=[""]),
                "name": localized(identity, "organisation_name", language) if identity else "",
            }
            for language in codes()
        ]
        context = {"homes": homes, "site_url": settings.SITE_URL}
        html = self._in(codes()[0], render_to_string, "pages/archive/start.html", context)
        path = self.folder / "index.html"
        document = BeautifulSoup(html, "html.parser")
        self._rewrite_links(document, "/", path)
        self._draw_inline(document, "/")
        path.write_text(str(document), encoding="utf-8")
        self.result.pages += 1


def codes():
    """The site's languages, the default one first."""
    return cldr.language_codes()


def reverse_prefix(name):
    """The common prefix of all document URLs."""
    return posixpath.dirname(posixpath.dirname(reverse(name, args=[1, "a"]))).rstrip("/") + "/"


def body_of(response):
    """A response's content, in blocks."""
    return response.streaming_content if response.streaming else [response.content]


def media_bases():
    """The URL prefixes of uploads, on this site or in a bucket."""
    bucket = settings.MEDIA_BUCKET_URL
    return (settings.MEDIA_URL, *([f"{bucket}/"] if bucket else []))


def is_stored(address):
    """Whether a URL is that of a static file or an upload, not of a page."""
    return address.startswith((settings.STATIC_URL, *media_bases()))


def stored(address):
    """The content of a static file or public upload, ``None`` if there is none."""
    address = unquote(address.partition("?")[0])
    if address.startswith(settings.STATIC_URL):
        name = address.removeprefix(settings.STATIC_URL)
        if staticfiles_storage.exists(name):
            with staticfiles_storage.open(name) as file:
                return file.read()
        path = finders.find(name)
        return Path(path).read_bytes() if path else None
    for base in media_bases():
        name = address.removeprefix(base)
        # Only renditions are public (see ``media_files.py``).
        if name != address and name.startswith("images/") and default_storage.exists(name):
            with default_storage.open(name) as file:
                return file.read()
    return None
