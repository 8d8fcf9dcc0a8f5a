"""One text in several languages: its columns, and which of them a reader is given."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString
from modeltranslation.translator import NotRegistered, translator
from modeltranslation.utils import build_localized_fieldname
from wagtail.blocks import StreamValue
from wagtail.rich_text import RichText

from languages import cldr

# Signs that turn the order of what follows them, and with it who seems to say what: for
# ``str.translate``, which leaves them out.
TURNING = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])


def column(field_name, language):
    """The name of the column that holds a translated field in a language: ``title_ar``."""
    return build_localized_fieldname(field_name, language)


def columns(field_name):
    """The columns of a translated field, the default language's first."""
    return [column(field_name, language) for language in cldr.language_codes()]


def translated_field_names(model):
    """The names of a model's translated fields, none when it has not been registered."""
    try:
        return sorted(translator.get_options_for_model(model).all_fields)
    except NotRegistered:
        return []


def is_blank(value):
    """Whether a stored text says nothing: unset, white space, markup without text, and streams of
    nothing else."""
    if value is None:
        return True
    if isinstance(value, StreamValue):
        return all(is_blank(block.value) for block in value)
    if isinstance(value, RichText):
        return is_blank(value.source)
    if isinstance(value, str | Promise):
        text = str(value)
        # A rule or an embedded picture says something without letters.
        return not strip_tags(text).replace("\xa0", " ").strip() and not any(
            tag in text for tag in ("<embed", "<img", "<hr")
        )
    return False


@dataclass(frozen=True, slots=True)
class LocalizedText:
    """A text and the language it is in, as given to a reader of ``reader_language``.

    Prints as its value and is false when there is none. ``attrs`` marks an element whose text
    is in another language than its surroundings (WCAG 2.2, 3.1.2).
    """

    value: Any
    language: str
    reader_language: str

    def __bool__(self):
        return not is_blank(self.value)

    def __str__(self):
        return "" if self.value is None else str(self.value)

    def __html__(self):
        # Streams and rich text render themselves; everything else is escaped.
        return (
            self.value.__html__()
            if hasattr(self.value, "__html__")
            else format_html("{}", str(self))
        )

    @property
    def is_fallback(self):
        """Whether the reader asked for another language."""
        return bool(self) and self.language != self.reader_language

    @property
    def attrs(self):
        """`` lang="en" dir="ltr"`` where the text fell back, else nothing."""
        if not self.is_fallback:
            return SafeString("")
        return format_html(' lang="{}" dir="{}"', self.language, cldr.direction(self.language))


class TextInLanguage(str):
    """Plain words that know which language they are in (``language``, a code, or empty).

    For code that passes words on as a ``str``, to be marked where they are shown: see the
    template filter ``marked``.
    """

    language = ""

    def __new__(cls, text, language):
        words = super().__new__(cls, text)
        words.language = language
        return words

    def __getnewargs__(self):
        """What copies are made of."""
        return self[:], self.language

    def __str__(self):
        """Itself: who makes sure to have a ``str`` does not lose the language."""
        return self


def preference(reader_language, languages=None):
    """``languages`` (all by default) in the order in which a reader is offered them."""
    languages = cldr.language_codes() if languages is None else languages
    return sorted(languages, key=lambda language: language != reader_language)


def localized(obj, field_name, reader_language):
    """The text of a translated field for a reader, in their language or one it falls back to.

    An object may offer fewer languages by a method ``text_languages(reader_language)``: a page
    gives away no text of a language that is not released.
    """
    offered = getattr(obj, "text_languages", preference)(reader_language)
    for language in offered:
        value = getattr(obj, column(field_name, language))
        if not is_blank(value):
            return LocalizedText(value, language, reader_language)
    return LocalizedText(None, reader_language, reader_language)
