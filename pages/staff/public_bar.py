"""The bar that signed-in editors see on the public site: a link to the editor, and the states.

Wagtail's own bar needs its scripts and styles on the public page; this one is plain HTML,
so that visitors and editors have the same strict policy.
"""

from django.conf import settings
from django.template.response import TemplateResponse
from django.urls import reverse

from pages.admin_urls import languages_url
from pages.versions.language_states import language_states


def with_editor_bar(serve):
    """Wagtail's way to serve a page, with the bar for those who may enter the admin.

    Visitors carry no session: for them nothing is looked up, and nothing depends on a cookie.
    """

    def serve_with_bar(page, request, args, kwargs):
        response = serve(page, request, args, kwargs)
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return response
        bar = editor_bar(page, request.user)
        if bar and isinstance(response, TemplateResponse):
            response.context_data["editor_bar"] = bar
            # No cache may keep it for somebody else, nor after the sign-out.
            response["Cache-Control"] = "private, no-store"
        return response

    return serve_with_bar


def editor_bar(page, user):
    """What the bar says of a page to a person: its ``template``, ``edit_url`` (empty where they may
    not edit), ``languages_url`` (empty where they may not read drafts) and ``states``, a list of
    ``LanguageState``. ``None`` for visitors."""
    if not user.is_active or not user.has_perm("wagtailadmin.access_admin"):
        return None
    permissions = page.permissions_for_user(user)
    edit_url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return {
        "template": "pages/staff/public_bar/bar.html",
        "edit_url": edit_url if permissions.can_edit() else "",
        "languages_url": languages_url(page) if permissions.can_read() else "",
        "states": list(language_states([page])[page.pk].values()),
    }
