"""Rich text features beyond Wagtail's: document links with file facts, and marked passages in
another language."""

import re
from html import unescape
from urllib.parse import unquote

from django.template.defaultfilters import filesizeformat
from django.utils.html import escape, format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.admin.rich_text.converters.html_to_contentstate import InlineStyleElementHandler
from wagtail.admin.rich_text.editors.draftail.features import Feature
from wagtail.documents.rich_text import DocumentLinkHandler

from languages import cldr, telephones

# The name of the feature that marks a passage's language.
LANGUAGE = "language"
TELEPHONE_LINK = re.compile(r'href="tel:([^"]*)"')
NOTED_LINK = re.compile(r'(<a [^>]*?) data-note="([^"]*)"([^>]*>)(.*?)</a>', re.DOTALL)


def note_of(document):
    """A document's facts for the reader: type, size, and language if it is not theirs."""
    words = [document.file_extension.upper()]
    if size := document.get_file_size():
        words.append(cldr.in_digits_of(filesizeformat(size), get_language()))
    if document.is_in_another_language:
        language = cldr.name_in(document.language, get_language())
        # Translators: Beside a link to a file, such as: (PDF, 2 MB, in English).
        words.append(_("in %(language)s") % {"language": language})
    # Translators: Between the facts of a file, such as: PDF, 2 MB.
    return _(", ").join(filter(None, words))


class NotedDocumentLinkHandler(DocumentLinkHandler):
    """Document links with ``hreflang``, and a note that ``with_notes`` moves into the link."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list):
        return [
            cls.opening_tag(document) if document else "<a>"
            for document in cls.get_many(attrs_list)
        ]

    @staticmethod
    def opening_tag(document):
        """The opening tag, which is all that a link handler returns."""
        language = format_html(' hreflang="{}"', document.language) if document.language else ""
        return format_html(
            '<a href="{}"{} data-note="{}">', document.url, language, note_of(document)
        )


def with_dialled_numbers(html):
    """Rich text whose telephone links dial what their editors meant (RFC 3966)."""

    def dialled(link):
        uri = telephones.uri_of(unquote(unescape(link[1])))
        return f'href="{uri}"' if uri else link[0]

    return TELEPHONE_LINK.sub(dialled, html)


def with_notes(html):
    """Rich text for visitors, with each document's note at the end of its link."""
    language = get_language()
    note = (
        f' <span class="file__note" lang="{escape(language)}" dir="{cldr.direction(language)}">'
        r"(\2)</span>"
    )
    return NOTED_LINK.sub(rf"\1\3\4{note}</a>", html)


def style_of(language):
    """The editor's inline style for a language."""
    return f"LANGUAGE-{language}"


class LanguageFeature(Feature):
    """A button per language, which marks the selection as being in it."""

    def construct_options(self, options):
        styles = options.setdefault("inlineStyles", [])
        styles += [
            {
                "type": style_of(language),
                "label": cldr.own_name(language),
                "description": cldr.own_name(language),
                "style": {
                    "borderBottom": "1px dotted",
                    "direction": cldr.direction(language),
                    "unicodeBidi": "isolate",
                },
            }
            for language in cldr.language_codes()
        ]


def language_rule():
    """The converter rule between the editor's styles and the stored ``bdi`` elements."""
    languages = cldr.language_codes()
    return {
        "from_database_format": {
            f'bdi[lang="{language}"]': InlineStyleElementHandler(style_of(language))
            for language in languages
        },
        "to_database_format": {
            "style_map": {
                style_of(language): {
                    "element": "bdi",
                    "props": {"lang": language, "dir": cldr.direction(language)},
                }
                for language in languages
            }
        },
    }


def register(features):
    """Register the features, overriding Wagtail's."""
    features.register_link_type(NotedDocumentLinkHandler)
    features.register_editor_plugin("draftail", LANGUAGE, LanguageFeature())
    features.register_converter_rule("contentstate", LANGUAGE, language_rule())
