"""A block tag that explains glossary terms at their first use."""

from django import template
from django.utils.safestring import mark_safe

from pages.models import GlossaryPage
from pages.public.glossary import explained

register = template.Library()


@register.simple_block_tag(takes_context=True)
def explain_terms(context, content, language):
    """The block's content, a text in a language (its code), with its terms explained; unchanged on
    the glossary page."""
    if isinstance(context.get("page"), GlossaryPage):
        return content
    # As safe as its input.
    return mark_safe(explained(content, language))  # noqa: S308
