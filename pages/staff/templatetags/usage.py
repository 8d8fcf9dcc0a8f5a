"""What staff are told before they delete or unpublish something: where it is used."""

from django import template
from django.db.models import Model
from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import AdminURLFinder

from pages.staff.usage import uses_of

register = template.Library()

# How Wagtail's confirmations call what they are about; those of many things at once, each of them.
NAMES = ("page", "image", "document", "snippet", "object")


@register.simple_tag(takes_context=True)
def uses(context):
    """The uses of what a confirmation is about: dicts of ``label``, ``url`` (of the form, or None
    where the person may not open it) and ``places``, pairs of a name and whether only a draft is
    meant; none when it is about nothing that can be used."""
    values = (context.get(name) for name in NAMES)
    values = (value.get("item") if isinstance(value, dict) else value for value in values)
    target = next((value for value in values if isinstance(value, Model)), None)
    if target is None:
        return []
    finder = AdminURLFinder(context["request"].user)
    rows = []
    for use in uses_of(target):
        url = finder.get_edit_url(use.source)
        label = getattr(use.source, "get_admin_display_title", use.source.__str__)()
        if url is None:
            label = _("(Private %(object)s)") % {"object": use.source._meta.verbose_name}
        rows.append({"label": label, "url": url, "places": use.places.items()})
    return rows
