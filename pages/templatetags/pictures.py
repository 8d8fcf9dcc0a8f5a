"""Responsive pictures: several formats and widths for the browser to choose from."""

from django import template
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.translation import get_language
from wagtail.images.models import Filter, Picture

from languages import cldr, texts

register = template.Library()

# Formats from smallest files to widest support; widths from phones to desktops.
FORMATS = "format-{avif,webp,jpeg}"
WIDTHS = "400,800,1200"


def saves_data(context):
    """Whether the reader sends ``Save-Data``; pages vary by it."""
    request = context.get("request") or getattr(context, "request", None)
    return request is not None and request.headers.get("Save-Data", "").strip().lower() == "on"


class UniqueWidthsPicture(Picture):
    """Wagtail's picture without duplicate width descriptors: a small image has the same width in
    every size requested (HTML forbids two candidates with one descriptor)."""

    @classmethod
    def get_width_srcset(cls, renditions_list):
        unique = {rendition.width: rendition for rendition in renditions_list}
        return super().get_width_srcset(list(unique.values()))


@register.simple_tag(takes_context=True)
def responsive_picture(context, image, sizes, decorative=False, widths=WIDTHS, **attrs):
    """A ``picture`` element of a ``CustomImage``, with its text alternative; only the alternative
    if the image cannot be rendered.

    ``sizes`` is HTML's ``sizes``; ``decorative`` empties the text alternative; ``widths`` are the
    rendition widths in pixels; further attributes go to the ``img`` element.
    """
    decorative = decorative or image.is_decorative
    alt = texts.localized(image, "alt", get_language())
    if not decorative and alt.is_fallback:
        attrs |= {"lang": alt.language, "dir": cldr.direction(alt.language)}
    if not decorative and not alt:
        # Tells the preview's content checks that the empty alternative is intended.
        attrs["data-alternative-missing"] = True
    attrs |= {"alt": "" if decorative else str(alt), "sizes": sizes, "decoding": "async"}
    # With Save-Data, only the smallest width.
    offered = widths.partition(",")[0] if saves_data(context) else widths
    specs = Filter.expand_spec([FORMATS, f"width-{{{offered}}}"])
    renditions = image.get_renditions(*specs)
    if any(rendition.is_missing for rendition in renditions.values()):
        return stand_in(attrs)
    return UniqueWidthsPicture(renditions, attrs)


def stand_in(attrs):
    """The text alternative in place of a picture that cannot be shown; empty if decorative."""
    if not attrs["alt"]:
        return ""
    of_text = {name: attrs[name] for name in ("lang", "dir") if name in attrs}
    return format_html('<span class="missing-picture"{}>{}</span>', flatatt(of_text), attrs["alt"])
