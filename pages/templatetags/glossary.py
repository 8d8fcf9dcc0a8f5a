"""Explains the terms of the glossary where a text first uses them."""

from django import template
from django.utils.safestring import mark_safe

from pages.models import GlossaryPage
from pages.public.glossary import explained

register = template.Library()


@register.simple_block_tag(takes_context=True)
def explain_terms(context, content, language):
    """What is between the tags, a text in a language (its code), with its terms explained; on the
    glossary's own page they are already."""
    if isinstance(context.get("page"), GlossaryPage):
        return content
    # As safe as what it was made of.
    return mark_safe(explained(content, language))  # noqa: S308
