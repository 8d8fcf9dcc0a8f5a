"""The languages offered to visitors: those in which the home page is available."""

from django.conf import settings
from django.utils.translation import get_supported_language_variant
from django.utils.translation.trans_real import parse_accept_lang_header
from wagtail.models import Site

from languages import cldr


def offered_languages(request):
    """The codes of the languages in which the site's home page is available; all if in none. A
    language in preparation is reachable only by its URL."""
    site = Site.find_for_request(request)
    home = site.root_page if site else None
    return (home and home.available_languages) or cldr.language_codes()


def readers_language(request):
    """The offered language that Accept-Language prefers, else the default language."""
    offered = offered_languages(request)
    for accepted, _quality in parse_accept_lang_header(
        request.META.get("HTTP_ACCEPT_LANGUAGE", "")
    ):
        if accepted == "*":
            break
        try:
            language = get_supported_language_variant(accepted)
        except LookupError:
            continue
        if language in offered:
            return language
    return settings.LANGUAGE_CODE
