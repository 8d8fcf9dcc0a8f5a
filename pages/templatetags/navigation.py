"""Ways through the site: main menu, breadcrumbs, footer, and whose site it is."""

from django import template
from django.db.models import Q
from django.utils.translation import get_language
from wagtail.models import Site

from pages.models import BasePage, SiteIdentity

register = template.Library()

# The depth of the pages right below the home page; the tree's root has depth 1.
FIRST_LEVEL = 3


def _pages_of_navigation(request, page):
    """The pages that any navigation on this page shows, in tree order, read once per request.

    They are those of the first level in the menu or the footer, and those above ``page``.
    """
    if not hasattr(request, "_pages_of_navigation"):
        site = Site.find_for_request(request)
        pages = BasePage.objects.none()
        if site:
            links = Q(show_in_menus=True) | Q(show_in_footer=True)
            pages = BasePage.objects.listed(get_language()).child_of(site.root_page).filter(links)
            pages |= BasePage.objects.published().filter(path__in=_paths_above(page))
        request._pages_of_navigation = list(pages.order_by("path"))
    return request._pages_of_navigation


def _paths_above(page):
    """The tree paths of the pages above one, the tree's root excepted."""
    if page is None or not page.path:
        return []
    return [page.path[:end] for end in range(2 * page.steplen, len(page.path), page.steplen)]


def _links(context, belongs):
    """A link to each page of the navigation that ``belongs`` says yes to.

    Each is a dict of ``page``, ``url``, and whether it is the one being read (``is_current``) or
    above it (``is_ancestor``).
    """
    request, current = context.request, context.get("page")
    above = _paths_above(current)
    return [
        {
            "page": page,
            "url": page.get_url(request),
            "is_current": current is not None and page.pk == current.pk,
            "is_ancestor": page.path in above,
        }
        for page in _pages_of_navigation(request, current)
        if belongs(page)
    ]


def _is_listed(page):
    """Whether a page of the navigation is there for its own sake, not for being above another."""
    return page.depth == FIRST_LEVEL and get_language() in page.available_languages


@register.simple_tag(takes_context=True)
def main_menu(context):
    """The links of the main menu, in tree order (see ``_links``)."""
    return _links(context, lambda page: page.show_in_menus and _is_listed(page))


@register.simple_tag(takes_context=True)
def footer_links(context):
    """The links of the footer, in tree order (see ``_links``)."""
    return _links(context, lambda page: page.show_in_footer and _is_listed(page))


@register.simple_tag(takes_context=True)
def breadcrumbs(context):
    """The published pages above the one being read, from the home page down (see ``_links``)."""
    above = _paths_above(context.get("page"))
    return _links(context, lambda page: page.path in above and page.available_languages)


@register.simple_tag(takes_context=True)
def site_identity(context):
    """The ``SiteIdentity`` of the site being read, or ``None`` before there is one."""
    site = Site.find_for_request(context.request)
    return SiteIdentity.for_site(site) if site else None
