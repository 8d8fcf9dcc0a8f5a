"""Translated fields: their columns, and which language a reader is shown."""

from dataclasses import dataclass
from html import unescape
from typing import Any

from django.conf import settings
from django.db.models.base import ModelBase
from django.utils.functional import Promise
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString
from modeltranslation.translator import NotRegistered, translator
from modeltranslation.utils import build_localized_fieldname
from wagtail.blocks import StreamValue
from wagtail.rich_text import RichText

from languages import cldr
from languages.characters import says_nothing

# Bidi embedding, override and isolate controls, which can reorder surrounding text; mapped to None
# for ``str.translate``.
TURNING = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])


# The languages in which modeltranslation requires a field's text.
REQUIRED_LANGUAGES = (settings.LANGUAGE_CODE,)


def column(field_name: str, language: str) -> str:
    """The name of the column that holds a translated field in a language: ``title_ar``."""
    return build_localized_fieldname(field_name, language)


def columns(field_name: str) -> list[str]:
    """The columns of a translated field, the default language first."""
    return [column(field_name, language) for language in cldr.language_codes()]


def translated_field_names(model: ModelBase) -> list[str]:
    """The names of a model's translated fields; empty if it is not registered."""
    try:
        return sorted(translator.get_options_for_model(model).all_fields)
    except NotRegistered:
        return []


def is_blank(value: object) -> bool:
    """Whether a stored value shows a reader nothing: None, a text without visible characters (see
    ``characters.says_nothing``), markup without text, or a stream of only these."""
    if value is None:
        return True
    if isinstance(value, StreamValue):
        return all(is_blank(block.value) for block in value)
    if isinstance(value, RichText):
        return is_blank(value.source)
    if isinstance(value, str | Promise):
        text = str(value)
        # These elements are content without text.
        return says_nothing(unescape(strip_tags(text))) and not any(
            tag in text for tag in ("<embed", "<img", "<hr")
        )
    return False


@dataclass(frozen=True, slots=True)
class LocalizedText:
    """A text and its language, for a reader of ``reader_language``.

    Renders as its value; false if empty. ``attrs`` marks text in another language than the page
    (WCAG 2.2, 3.1.2).
    """

    value: Any
    language: str
    reader_language: str

    def __bool__(self):
        return not is_blank(self.value)

    def __str__(self):
        return "" if self.value is None else str(self.value)

    def __html__(self):
        # Streams and rich text render themselves; other values are escaped.
        return (
            self.value.__html__()
            if hasattr(self.value, "__html__")
            else format_html("{}", str(self))
        )

    @property
    def is_fallback(self):
        """Whether the text is not in the reader's language."""
        return bool(self) and self.language != self.reader_language

    @property
    def attrs(self):
        """`` lang="en" dir="ltr"`` if the text is a fallback, else empty."""
        if not self.is_fallback:
            return SafeString("")
        return format_html(' lang="{}" dir="{}"', self.language, cldr.direction(self.language))


class TextInLanguage(str):
    """A plain text with its ``language`` (a code, or empty).

    For code that needs a ``str``; templates mark it up by themselves (see ``languages.marking``).
    """

    language = ""

    def __new__(cls, text, language):
        words = super().__new__(cls, text)
        words.language = language
        return words

    def __getnewargs__(self):
        """Arguments for copying and pickling."""
        return self[:], self.language

    def __str__(self):
        """Returns itself: ``str()`` must not lose the language."""
        return self


def preference(reader_language, languages=None):
    """``languages`` (default: all) in order of preference for a reader."""
    languages = cldr.language_codes() if languages is None else languages
    return sorted(languages, key=lambda language: language != reader_language)


def localized(obj, field_name, reader_language):
    """A translated field's text in the reader's language, or in a fallback.

    An object may restrict the languages by ``text_languages(reader_language)``: a page shows no
    text of a language that is not released.
    """
    offered = getattr(obj, "text_languages", preference)(reader_language)
    for language in offered:
        value = getattr(obj, column(field_name, language))
        if not is_blank(value):
            return LocalizedText(value, language, reader_language)
    return LocalizedText(None, reader_language, reader_language)
