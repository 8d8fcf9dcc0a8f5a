"""Wagtail's tags for templates of the admin, under their own name (setting ``TEMPLATES``): those
that print a title mark it where it is in another language than the reader's."""

from django import template
from wagtail.admin.templatetags import wagtailadmin_tags

from languages.texts import marked

register = template.Library()
register.tags |= wagtailadmin_tags.register.tags
register.filters |= wagtailadmin_tags.register.filters


@register.simple_tag
def latest_str(obj):
    """What something is called in its latest draft."""
    return marked(wagtailadmin_tags.latest_str(obj))
