"""The sitemap and robots.txt, under ``SITE_URL``, with pages by the rule of availability."""

from datetime import UTC
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.core.paginator import EmptyPage, Paginator
from django.db.models import Max
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.views.decorators.http import conditional_page, require_safe
from wagtail.models import PageLogEntry, Site

from languages import cldr
from pages.models import BasePage

# The protocol allows 50,000 entries per file; smaller files are generated quickly.
PAGES_PER_FILE = 2_000
CACHE_SECONDS = 60 * 60
DEFAULT_PORTS = {"http": 80, "https": 443}
# The log actions of publishing all languages at once, and of releasing one.
PUBLISHED, RELEASED = "wagtail.publish", "pages.release"


def sitemap_pages():
    """The pages available in any language, in tree order, as specific instances with the base
    fields only."""
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site is None:
        return BasePage.objects.none()
    pages = BasePage.objects.available_somehow().descendant_of(site.root_page, inclusive=True)
    return pages.order_by("path").specific(defer=True)


def published_times(pages):
    """When each language of ``pages`` was last published: a dict by (page pk, language). Publishing
    all languages at once counts for each of them."""
    entries = PageLogEntry.objects.filter(page_id__in=[page.pk for page in pages])
    latest = {PUBLISHED: {}, RELEASED: {}}
    rows = entries.filter(action__in=latest).values_list("action", "page_id", "data__language")
    for action, page_id, language, time in rows.annotate(Max("timestamp")).order_by():
        latest[action][page_id, language] = time
    times = {}
    for page in pages:
        for language in page.available_languages:
            found = [
                latest[PUBLISHED].get((page.pk, None)),
                latest[RELEASED].get((page.pk, language)),
            ]
            if any(found):
                times[page.pk, language] = max(filter(None, found))
    return times


def entries_of(pages, request):
    """The sitemap entries of pages (see ``get_sitemap_urls``), with ``lastmod`` per language."""
    times = published_times(pages)
    entries = []
    for page in pages:
        for entry in page.get_sitemap_urls(request):
            if time := times.get((page.pk, entry.get("language"))):
                entry["lastmod"] = time
            entries.append(entry)
    return entries


def cacheable(response):
    """Make a response cacheable for ``CACHE_SECONDS``, then revalidated by ETag.

    No Last-Modified: after a withdrawal the latest date would go back.
    """
    patch_cache_control(response, public=True, max_age=CACHE_SECONDS)
    return response


@conditional_page
@require_safe
def sitemap(request, number=None):
    """The sitemap; the index of its files if there are several; or the file ``number``."""
    paginator = Paginator(sitemap_pages(), PAGES_PER_FILE)
    if number is None and paginator.num_pages > 1:
        return sitemap_index(request, paginator)
    try:
        pages = list(paginator.page(1 if number is None else number).object_list)
    except EmptyPage as error:
        raise Http404("The sitemap has no such file.") from error
    entries = entries_of(pages, request)
    for entry in entries:
        # In UTC to the second, independent of the site's time zone.
        if entry["lastmod"]:
            entry["lastmod"] = entry["lastmod"].astimezone(UTC).replace(microsecond=0)
    return cacheable(as_xml(request, "pages/sitemap.xml", {"entries": entries}))


def sitemap_index(request, paginator):
    """The index of the sitemap's files."""
    addresses = [
        urljoin(settings.SITE_URL, reverse("sitemap_file", args=[number]))
        for number in paginator.page_range
    ]
    return cacheable(as_xml(request, "pages/sitemap_index.xml", {"addresses": addresses}))


def as_xml(request, template, context):
    """A rendered XML response."""
    return render(request, template, context, content_type="application/xml")


def host_and_port(scheme, netloc):
    """A host in lower case and its port, by default the scheme's."""
    parts = urlsplit(f"//{netloc}")
    return parts.hostname, parts.port or DEFAULT_PORTS[scheme]


def is_the_site_itself(request):
    """Whether a request came to the public site under ``SITE_URL``, not to a copy or test
    server."""
    here = urlsplit(settings.SITE_URL)
    return not settings.DEBUG and host_and_port(here.scheme, request.get_host()) == host_and_port(
        here.scheme, here.netloc
    )


@conditional_page
@require_safe
def robots(request):
    """robots.txt (RFC 9309): all but the admin and searches; nothing if this is not the public
    site."""
    if is_the_site_itself(request):
        lines = [f"Disallow: {reverse('wagtailadmin_home')}"]
        for language in cldr.language_codes():
            with translation.override(language):
                lines.append(f"Disallow: {reverse('search')}")
        lines += ["", f"Sitemap: {urljoin(settings.SITE_URL, reverse('sitemap'))}"]
    else:
        lines = ["Disallow: /"]
    text = "\n".join(["User-agent: *", *lines, ""])
    return cacheable(HttpResponse(text, content_type="text/plain; charset=utf-8"))
