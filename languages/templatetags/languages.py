"""Template tags and filters for languages: localised text, language links, dates."""

from django import template
from django.urls import translate_url
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import get_language

from languages import cldr, telephones, texts
from languages.marking import marked

register = template.Library()

# The keys of a breadcrumb that hold its label.
LABELS = {"label", "sublabel"}


@register.simple_tag
def localized(obj, field_name):
    """A translated field's text for this reader, as a ``LocalizedText``."""
    return texts.localized(obj, field_name, get_language())


@register.filter
def unmarked(text):
    """Text without its language, for a template that marks it up itself."""
    return text[:]


@register.simple_tag
def marked_within(title, *names, crumbs=()):
    """A screen's title with the first matching name in it marked up (see ``languages.marking``);
    also marks the labels of ``crumbs``, breadcrumb dicts as Wagtail's."""
    names += tuple(crumb[key] for crumb in crumbs or () for key in crumb.keys() & LABELS)
    for name in names:
        if getattr(name, "language", "") and name in title:
            before, _name, after = str(title).rpartition(name)
            return format_html("{}{}{}", before, marked(name), after)
    return title


@register.simple_tag
def get_direction(language=None):
    """``rtl`` or ``ltr`` for a language code; by default for the active language."""
    return cldr.direction(language or get_language())


@register.filter
def language_direction(language):
    """``rtl`` or ``ltr`` for a language code."""
    return cldr.direction(language)


@register.filter
def own_name(language):
    """A language's autonym."""
    return cldr.own_name(language)


@register.filter
def language_name(language):
    """A language's name in the reader's language."""
    return cldr.name_in(language, get_language())


@register.filter
def local_date(value, style="long"):
    """A date in the reader's language, with month names and digits from the settings."""
    if hasattr(value, "tzinfo") and timezone.is_aware(value):
        value = timezone.localtime(value)
    return cldr.format_date(value, get_language(), style)


@register.filter
def local_partial_date(text):
    """A partial date (ISO 8601: year, month or day) in the reader's language."""
    return cldr.format_partial_date(text, get_language())


@register.filter
def country_names(codes):
    """Countries (ISO 3166 codes) as a list, in the reader's language."""
    names = [cldr.country_name(code, get_language()) for code in codes]
    return cldr.format_list(names, get_language())


@register.filter
def local_number(value):
    """A number with the separators and digits of the reader's language."""
    return cldr.format_number(value, get_language())


@register.filter
def local_percent(value):
    """A whole percentage in the reader's language."""
    return cldr.format_percent(value, get_language())


@register.filter(expects_localtime=True)
def local_time(value):
    """The hours and minutes of a datetime, in the reader's digits."""
    return cldr.in_digits_of(value.strftime("%H:%M"), get_language())


@register.filter
def telephone_parts(text):
    """A text of telephone numbers as ``telephones.Part`` s."""
    return list(telephones.parts_of(str(text)))


@register.filter
def local_digits(text):
    """A text with its digits in the reader's numbering system."""
    return cldr.in_digits_of(str(text), get_language())


@register.simple_tag(takes_context=True)
def language_links(context, offered=None):
    """A link per language to the current page, with its query: for the languages in ``offered``
    (default: all), those that the page is available in, and the reader's own.

    Each is a dict: ``code``, ``name`` (autonym), ``dir``, ``url``, ``is_current``, ``is_available``
    (whether the page is available in it).
    """
    request, page = context.get("request"), context.get("page")
    if request is None:
        return []
    languages = cldr.language_codes()
    available = page.available_languages if page is not None else languages
    if offered is not None:
        shown = {get_language(), *offered, *(available if page is not None else ())}
        languages = [language for language in languages if language in shown]
    return [
        {
            "code": language,
            "name": cldr.own_name(language),
            "dir": cldr.direction(language),
            "url": _address_in(request, language),
            "is_current": language == get_language(),
            "is_available": language in available,
        }
        for language in languages
    ]


@register.simple_tag(takes_context=True)
def hreflang_links(context):
    """Links for ``<link rel="alternate">``: each language the page is available in, and
    x-default."""
    page = context.get("page")
    if page is None or not page.pk:
        return []
    alternates = page.language_alternates(context.get("request"))
    return [{"hreflang": code, "url": url} for code, url in alternates]


@register.filter
def territorial_code(language):
    """A language with its territory (for ``og:locale``): ``ar_JO``."""
    return cldr.territorial_code(language)


def _address_in(request, language):
    """The request's address, with its query, under another language's prefix."""
    address = translate_url(request.get_full_path(), language)
    home = f"/{language}/"
    return address if address.startswith(home) else home
