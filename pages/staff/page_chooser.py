"""Choosing a page as the target of a link in rich text.

Wagtail's rich-text editor asks for pages of the type ``wagtailcore.page``, which is fixed in its
script (up to 8.0.1). A site with its own base page has no such type: nobody could link to a page.
"""

from functools import wraps

import swapper
from wagtail.admin.views.chooser import BrowseView, SearchView

WAGTAILS_TYPE = "wagtailcore.page"


def asking_for_base_pages(get):
    """A view's ``get`` that replaces Wagtail's type by the site's base page."""

    @wraps(get)
    def wrapped(view, request, *args, **kwargs):
        if request.GET.get("page_type") == WAGTAILS_TYPE:
            request.GET = request.GET.copy()
            request.GET["page_type"] = swapper.get_model_name("wagtailcore", "Page").lower()
        return get(view, request, *args, **kwargs)

    return wrapped


def accept_wagtails_type():
    """Let the page chooser be opened from rich text; called once, when the admin starts."""
    for view in (BrowseView, SearchView):
        view.get = asking_for_base_pages(view.get)
