"""What the form of a group shows."""

from django import template
from django.utils.translation import gettext

from pages.access import permissions

register = template.Library()


@register.simple_tag
def permission_label(permission, name):
    """What a permission is called in the reader's language; ``name`` is what Wagtail calls it."""
    is_ours = permission.content_type.app_label == permissions.APP
    if is_ours and permission.codename in permissions.codenames():
        return permissions.label(permission.codename)
    return gettext(name)
