"""Ways through the site: main menu, breadcrumbs, footer, and whose site it is."""

from django import template
from django.db.models import Q
from django.utils.translation import get_language
from wagtail.models import Site

from pages.models import BasePage, SiteIdentity

register = template.Library()


def _pages_of_navigation(request):
    """The first level's pages that stand in the menu or the footer, read once per request."""
    if not hasattr(request, "_pages_of_navigation"):
        site = Site.find_for_request(request)
        pages = BasePage.objects.none()
        if site:
            pages = (
                BasePage.objects.listed(get_language())
                .child_of(site.root_page)
                .filter(Q(show_in_menus=True) | Q(show_in_footer=True))
            )
        request._pages_of_navigation = list(pages)
    return request._pages_of_navigation


def _links(pages, current, request):
    """Each page with its address and whether it is, or holds, the one being read."""
    return [
        {
            "page": page,
            "url": page.get_url(request),
            "is_current": current is not None and page.pk == current.pk,
            "is_ancestor": current is not None
            and current.path.startswith(page.path)
            and page.pk != current.pk,
        }
        for page in pages
    ]


@register.simple_tag(takes_context=True)
def main_menu(context):
    """The menu’s links in tree order: ``page``, ``url``, ``is_current``, ``is_ancestor``."""
    pages = [page for page in _pages_of_navigation(context.request) if page.show_in_menus]
    return _links(pages, context.get("page"), context.request)


@register.simple_tag(takes_context=True)
def footer_links(context):
    """The footer's links, in tree order; dicts as those of ``main_menu``."""
    pages = [page for page in _pages_of_navigation(context.request) if page.show_in_footer]
    return _links(pages, context.get("page"), context.request)


@register.simple_tag(takes_context=True)
def breadcrumbs(context):
    """The published pages above the one being read, from the home page down."""
    page = context.get("page")
    if page is None or not page.path:
        return []
    ancestors = page.get_ancestors().published().filter(depth__gt=1)
    return _links(ancestors, page, context.request)


@register.simple_tag(takes_context=True)
def site_identity(context):
    """The ``SiteIdentity`` of the site being read, or ``None`` before there is one."""
    site = Site.find_for_request(context.request)
    return SiteIdentity.for_site(site) if site else None
