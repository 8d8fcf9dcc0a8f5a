"""Template tags for navigation: main menu, breadcrumbs, footer, site identity."""

from django import template
from django.db.models import Q
from django.utils.translation import get_language
from wagtail.models import Site

from languages.texts import LocalizedText, column, localized
from pages.models import BasePage, Navigation, SiteIdentity
from pages.public.offered_languages import offered_languages
from pages.public.site_links import site_links

register = template.Library()

# The depth of the pages below the home page; the tree's root has depth 1.
FIRST_LEVEL = 3


def _links_of_site(request):
    """The site's links set by staff (see ``site_links``), cached per request."""
    if not hasattr(request, "_links_of_site"):
        site = Site.find_for_request(request)
        request._links_of_site = site_links(site) if site else {}
    return request._links_of_site


def _pages_of_navigation(request, page):
    """All pages that the navigation on ``page`` links to, in tree order, in one query per request.

    These are pages chosen for the menu or footer, first-level pages with the matching switch on,
    and the ancestors of ``page``.
    """
    if not hasattr(request, "_pages_of_navigation"):
        site = Site.find_for_request(request)
        pages = BasePage.objects.none()
        if site:
            listed = BasePage.objects.listed(get_language())
            switches = Q(show_in_menus=True) | Q(show_in_footer=True)
            lists = _links_of_site(request).values()
            chosen = {getattr(link, "page_id", None) for links in lists for link in links}
            pages = listed.child_of(site.root_page).filter(switches)
            pages |= listed.filter(pk__in=chosen - {None})
            pages |= BasePage.objects.published().filter(path__in=_paths_above(page))
        request._pages_of_navigation = list(pages.order_by("path"))
    return request._pages_of_navigation


def _paths_above(page):
    """The tree paths of a page's ancestors, without the tree's root."""
    if page is None or not page.path:
        return []
    return [page.path[:end] for end in range(2 * page.steplen, len(page.path), page.steplen)]


def _link(context, page, title=None):
    """A link to a page as a dict: ``title`` (a ``LocalizedText``), ``url``, ``is_current`` and
    ``is_ancestor`` (of the current page; false for the home page)."""
    current = context.get("page")
    return {
        "title": title or localized(page, "title", get_language()),
        "url": page.get_url(context.request),
        "is_current": current is not None and page.pk == current.pk,
        "is_ancestor": page.depth >= FIRST_LEVEL and page.path in _paths_above(current),
    }


def _is_listed(page):
    """Whether a page may be linked in a menu, not only as a breadcrumb."""
    return get_language() in page.available_languages


def _switched_on(context, switch):
    """Links to first-level pages with a switch on, in tree order."""
    return [
        _link(context, page)
        for page in _pages_of_navigation(context.request, context.get("page"))
        if page.depth == FIRST_LEVEL and getattr(page, switch) and _is_listed(page)
    ]


def _chosen(context, links):
    """The links set by staff, in order, without pages that visitors cannot read."""
    language = get_language()
    pages = _pages_of_navigation(context.request, context.get("page"))
    pages = {page.pk: page for page in pages if _is_listed(page)}
    found = []
    for link in links:
        if link.url:
            found.append({"title": localized(link, "label", language), "url": link.url})
        elif link.page_id in pages:
            own = LocalizedText(getattr(link, column("label", language)), language, language)
            found.append(_link(context, pages[link.page_id], title=own))
    return [link for link in found if link["url"]]


def _list(context, name):
    """The links set by staff, or else those of the pages' switches."""
    links = _links_of_site(context.request).get(name)
    return _chosen(context, links) if links else _switched_on(context, Navigation.SWITCHES[name])


@register.simple_tag(takes_context=True, name="offered_languages")
def languages_offered(context):
    """The codes of the languages offered to visitors."""
    return offered_languages(context.request)


@register.simple_tag(takes_context=True)
def main_menu(context):
    """The links of the main menu (see ``_link``; external ones have only title and URL)."""
    return _list(context, "menu_links")


@register.simple_tag(takes_context=True)
def footer_links(context):
    """The links of the footer (see ``_link``; external ones have only title and URL)."""
    return _list(context, "footer_links")


@register.simple_tag(takes_context=True)
def social_links(context):
    """The organisation's ``SocialLink`` objects, in order."""
    return _links_of_site(context.request).get("social_links", [])


@register.simple_tag(takes_context=True)
def breadcrumbs(context):
    """Links to the current page's published ancestors, the home page first (see ``_link``)."""
    page = context.get("page")
    above = _paths_above(page)
    return [
        _link(context, ancestor)
        for ancestor in _pages_of_navigation(context.request, page)
        if ancestor.path in above and ancestor.available_languages
    ]


@register.simple_tag(takes_context=True)
def site_identity(context):
    """The current site's ``SiteIdentity``, or ``None``."""
    site = Site.find_for_request(context.request)
    return SiteIdentity.for_site(site) if site else None
