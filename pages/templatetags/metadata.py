"""Template tags for a page's metadata (see ``models/metadata.py``)."""

import json

from django import template
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from languages.texts import localized
from pages.public import social_images, structured_data

register = template.Library()

# JSON escapes for characters that could end or break a script element.
IN_SCRIPT = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def _described_language(context):
    """The language whose metadata is shown; None for a draft, or if not available."""
    page = context.get("page")
    if page is None or not page.pk or page.is_previewed:
        return None
    language = context.get("content_language")
    return language if language in page.available_languages else None


@register.simple_tag(takes_context=True)
def social_image(context):
    """The page's social image: ``url``, ``width``, ``height``; ``None`` if it has none."""
    if not (language := _described_language(context)):
        return None
    card = social_images.card_of(context["page"], language, context.get("identity"))
    width, height = social_images.SIZE
    return {"url": structured_data.address(card.url), "width": width, "height": height}


@register.simple_tag(takes_context=True)
def structured_data_script(context, crumbs, networks, image=None):
    """The page's JSON-LD as a script element.

    ``crumbs``, ``networks`` and ``image`` are the results of the tags ``breadcrumbs``,
    ``social_links`` and ``social_image``. Empty on a fallback, which is described under its own
    language's URL, and for what has no canonical URL.
    """
    language = _described_language(context)
    if not language or context["is_fallback"] or not context["canonical_url"]:
        return ""
    page, url, identity = context["page"], context["canonical_url"], context.get("identity")
    graph = []
    if identity:
        graph += [
            structured_data.organisation(identity, networks, language),
            structured_data.website(identity, language),
        ]
    above = [
        (str(crumb["title"]), structured_data.address(crumb["url"]))
        for crumb in crumbs
        if not crumb["title"].is_fallback
    ]
    data = page.structured_data(language)
    graph.append(structured_data.page(data, url, image=image, has_crumbs=bool(above)))
    if above:
        title = str(localized(page, "title", language))
        graph.append(structured_data.breadcrumbs(above, title, url))
    text = json.dumps(
        {"@context": "https://schema.org", "@graph": graph},
        ensure_ascii=False,
        separators=(",", ":"),
    )
    return format_html(
        '<script type="application/ld+json">{}</script>',
        # Escaped, so it cannot end the element.
        mark_safe(text.translate(IN_SCRIPT)),  # noqa: S308
    )
