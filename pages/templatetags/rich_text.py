"""A filter for rich text shown to visitors."""

from django import template
from django.utils.safestring import mark_safe

from pages import rich_text

register = template.Library()


@register.filter
def with_notes(html):
    """Safe rich text with each document's note at the end of its link, and telephone links that
    dial."""
    return mark_safe(rich_text.with_notes(rich_text.with_dialled_numbers(html)))  # noqa: S308
