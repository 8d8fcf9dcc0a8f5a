"""Ways through the site: main menu, breadcrumbs, footer, and whose site it is."""

from django import template
from django.db.models import Q
from django.utils.translation import get_language
from wagtail.models import Site

from languages.texts import LocalizedText, column, localized
from pages.models import BasePage, SiteIdentity
from pages.public.offered_languages import offered_languages
from pages.public.site_links import site_links

register = template.Library()

# The depth of the pages right below the home page; the tree's root has depth 1.
FIRST_LEVEL = 3


def _links_of_site(request):
    """The links that staff gave every page (see ``site_links``), read once per request."""
    if not hasattr(request, "_links_of_site"):
        site = Site.find_for_request(request)
        request._links_of_site = site_links(site) if site else {}
    return request._links_of_site


def _pages_of_navigation(request, page):
    """The pages that any navigation on this page shows, in tree order, read once per request.

    They are those that staff chose for the menu or the footer, those of the first level whose
    switches say so, and those above ``page``.
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
    """The tree paths of the pages above one, the tree's root excepted."""
    if page is None or not page.path:
        return []
    return [page.path[:end] for end in range(2 * page.steplen, len(page.path), page.steplen)]


def _link(context, page, title=None):
    """A link to a page: a dict of its ``title`` (a ``LocalizedText``), ``url``, and whether it is
    the page being read (``is_current``) or above it (``is_ancestor``; the home page is above all).
    """
    current = context.get("page")
    return {
        "title": title or localized(page, "title", get_language()),
        "url": page.get_url(context.request),
        "is_current": current is not None and page.pk == current.pk,
        "is_ancestor": page.depth >= FIRST_LEVEL and page.path in _paths_above(current),
    }


def _is_listed(page):
    """Whether a page of the navigation may be linked for its own sake, not only as a crumb."""
    return get_language() in page.available_languages


def _switched_on(context, switch):
    """Links to the pages of the first level with a switch on, in tree order."""
    return [
        _link(context, page)
        for page in _pages_of_navigation(context.request, context.get("page"))
        if page.depth == FIRST_LEVEL and getattr(page, switch) and _is_listed(page)
    ]


def _chosen(context, links):
    """The links of a list that staff made, in its order, without pages that cannot be read."""
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


def _list(context, name, switch):
    """The links of a list if staff made one, else those that the pages' switches give."""
    links = _links_of_site(context.request).get(name)
    return _chosen(context, links) if links else _switched_on(context, switch)


@register.simple_tag(takes_context=True, name="offered_languages")
def languages_offered(context):
    """The codes of the languages that visitors of the site are offered."""
    return offered_languages(context.request)


@register.simple_tag(takes_context=True)
def main_menu(context):
    """The links of the main menu (see ``_link``; those to elsewhere have no place in the tree)."""
    return _list(context, "menu_links", "show_in_menus")


@register.simple_tag(takes_context=True)
def footer_links(context):
    """The links of the footer (see ``_link``; those to elsewhere have no place in the tree)."""
    return _list(context, "footer_links", "show_in_footer")


@register.simple_tag(takes_context=True)
def social_links(context):
    """The organisation's ``SocialLink`` objects, in their order."""
    return _links_of_site(context.request).get("social_links", [])


@register.simple_tag(takes_context=True)
def breadcrumbs(context):
    """The published pages above the one being read, from the home page down (see ``_link``)."""
    page = context.get("page")
    above = _paths_above(page)
    return [
        _link(context, ancestor)
        for ancestor in _pages_of_navigation(context.request, page)
        if ancestor.path in above and ancestor.available_languages
    ]


@register.simple_tag(takes_context=True)
def site_identity(context):
    """The ``SiteIdentity`` of the site being read, or ``None`` before there is one."""
    site = Site.find_for_request(context.request)
    return SiteIdentity.for_site(site) if site else None
