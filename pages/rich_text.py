"""What rich text can do beyond Wagtail's: links to documents that tell what is fetched, and words
marked with their language."""

import re

from django.template.defaultfilters import filesizeformat
from django.utils.html import escape, format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.admin.rich_text.converters.html_to_contentstate import InlineStyleElementHandler
from wagtail.admin.rich_text.editors.draftail.features import Feature
from wagtail.documents.rich_text import DocumentLinkHandler

from languages import cldr

# The name of the feature that marks words with their language.
LANGUAGE = "language"
NOTED_LINK = re.compile(r'(<a [^>]*?) data-note="([^"]*)"([^>]*>)(.*?)</a>', re.DOTALL)


def note_of(document):
    """What a reader is told of a file in their language: type, size, language if not theirs."""
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
    """Links to documents: the file's language, and a note for ``with_notes`` to set in."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list):
        return [
            cls.opening_tag(document) if document else "<a>"
            for document in cls.get_many(attrs_list)
        ]

    @staticmethod
    def opening_tag(document):
        """The link's tag; a handler is asked for no more than that."""
        language = format_html(' hreflang="{}"', document.language) if document.language else ""
        return format_html(
            '<a href="{}"{} data-note="{}">', document.url, language, note_of(document)
        )


def with_notes(html):
    """Rich text as visitors get it, the note on each document at the end of its link."""
    language = get_language()
    note = (
        f' <span class="file__note" lang="{escape(language)}" dir="{cldr.direction(language)}">'
        r"(\2)</span>"
    )
    return NOTED_LINK.sub(rf"\1\3\4{note}</a>", html)


def style_of(language):
    """What the editor calls words in a language."""
    return f"LANGUAGE-{language}"


class LanguageFeature(Feature):
    """A button for each language of the site, which marks words as being in it."""

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
    """How marked words are stored, and read again by the editor."""
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
    """Make the features known to Wagtail's registry, after its own."""
    features.register_link_type(NotedDocumentLinkHandler)
    features.register_editor_plugin("draftail", LANGUAGE, LanguageFeature())
    features.register_converter_rule("contentstate", LANGUAGE, language_rule())
