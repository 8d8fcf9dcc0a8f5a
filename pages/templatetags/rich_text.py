"""Rich text for visitors."""

from django import template
from django.utils.safestring import mark_safe

from pages import rich_text

register = template.Library()


@register.filter
def with_notes(html):
    """Rich text, already safe, with the note on each document at the end of its link."""
    return mark_safe(rich_text.with_notes(html))  # noqa: S308
