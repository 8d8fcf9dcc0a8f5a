"""Where visitors read a page: a link for each language that is live."""

from django import template

from languages import cldr

register = template.Library()


@register.simple_tag(takes_context=True)
def live_links(context, page):
    """One dict for each language that visitors may read a page in: ``code``, ``own_name``,
    ``direction`` and ``url``; none for the root of the tree."""
    urls = page.language_urls(context.get("request"))
    return [
        {
            "code": language,
            "own_name": cldr.own_name(language),
            "direction": cldr.direction(language),
            "url": url,
        }
        for language, url in urls.items()
        if url
    ]
