"""What the site tells search engines: every available page in every language, and where not to go.

All of it in the terms of ``SITE_URL`` and by the one rule of availability.
"""

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

# A file of the protocol has at most 50,000 entries; one of these is quickly made and read.
PAGES_PER_FILE = 2_000
CACHE_SECONDS = 60 * 60
DEFAULT_PORTS = {"http": 80, "https": 443}
# A publication of all languages at once, and one of a single language.
PUBLISHED, RELEASED = "wagtail.publish", "pages.release"


def sitemap_pages():
    """The pages that are available in any language, in tree order, as their own types with what
    every page has."""
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site is None:
        return BasePage.objects.none()
    pages = BasePage.objects.available_somehow().descendant_of(site.root_page, inclusive=True)
    return pages.order_by("path").specific(defer=True)


def published_times(pages):
    """When each language of pages was last published by staff: a dict of (page's key, language).

    A page that was published in all languages at once counts for each of them.
    """
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
    """The sitemap's entries of pages (see ``get_sitemap_urls``), each with its language's time."""
    times = published_times(pages)
    entries = []
    for page in pages:
        for entry in page.get_sitemap_urls(request):
            if time := times.get((page.pk, entry.get("language"))):
                entry["lastmod"] = time
            entries.append(entry)
    return entries


def cacheable(response):
    """The response, to be kept by caches for a while and then asked for again.

    By its content alone: what was withdrawn leaves nothing behind that would be younger.
    """
    patch_cache_control(response, public=True, max_age=CACHE_SECONDS)
    return response


@conditional_page
@require_safe
def sitemap(request, number=None):
    """The whole sitemap, or the index of its files where it has several, or the file ``number``."""
    paginator = Paginator(sitemap_pages(), PAGES_PER_FILE)
    if number is None and paginator.num_pages > 1:
        return sitemap_index(request, paginator)
    try:
        pages = list(paginator.page(1 if number is None else number).object_list)
    except EmptyPage as error:
        raise Http404("The sitemap has no such file.") from error
    entries = entries_of(pages, request)
    for entry in entries:
        # In UTC to the second, whatever the site's time zone.
        if entry["lastmod"]:
            entry["lastmod"] = entry["lastmod"].astimezone(UTC).replace(microsecond=0)
    return cacheable(as_xml(request, "pages/sitemap.xml", {"entries": entries}))


def sitemap_index(request, paginator):
    """Where the sitemap's files are."""
    addresses = [
        urljoin(settings.SITE_URL, reverse("sitemap_file", args=[number]))
        for number in paginator.page_range
    ]
    return cacheable(as_xml(request, "pages/sitemap_index.xml", {"addresses": addresses}))


def as_xml(request, template, context):
    """A template's XML."""
    return render(request, template, context, content_type="application/xml")


def host_and_port(scheme, netloc):
    """A host in small letters and its port, the scheme's own where none is said."""
    parts = urlsplit(f"//{netloc}")
    return parts.hostname, parts.port or DEFAULT_PORTS[scheme]


def is_the_site_itself(request):
    """Whether a request came to the public site at its one address, not to a copy or a trial."""
    here = urlsplit(settings.SITE_URL)
    return not settings.DEBUG and host_and_port(here.scheme, request.get_host()) == host_and_port(
        here.scheme, here.netloc
    )


@conditional_page
@require_safe
def robots(request):
    """What robots may read: all but staff's area and searches; nothing where the site is not the
    public one (RFC 9309)."""
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
