"""A text in several languages: when it is blank, and which of them a reader is given."""

from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy
from wagtail.rich_text import RichText

from languages import texts
from pages.blocks import BodyBlock
from pages.models import BasePage, ContentPage

BODY = BodyBlock()


def stream(*blocks):
    """The value of a body with these ``(name, raw value)`` blocks."""
    return BODY.to_python([{"type": name, "value": value} for name, value in blocks])


BLANK = [
    None,
    "",
    "   ",
    "\n\t",
    "\xa0",
    "<p></p>",
    '<p data-block-key="a1b2c"></p>',
    "<p> <b>\xa0</b> </p>",
    RichText(""),
    RichText('<p data-block-key="a1b2c"></p>'),
    stream(),
    stream(("rich_text", "<p></p>")),
    stream(("heading", " "), ("rich_text", "")),
]


@pytest.mark.parametrize("value", BLANK, ids=range(len(BLANK)))
def test_a_value_that_says_nothing_is_blank(value):
    assert texts.is_blank(value)


NOT_BLANK = [
    "نص",
    "0",
    "<p>text</p>",
    "<hr/>",
    '<embed embedtype="image" id="1"/>',
    "2 < 3",
    gettext_lazy("Home"),
    RichText("<p>text</p>"),
    stream(("heading", "Heading")),
    stream(("rich_text", "<p></p>"), ("heading", "Heading")),
    stream(("quote", {"text": "Words", "source": "", "language": ""})),
    0,
    False,
]


@pytest.mark.parametrize("value", NOT_BLANK, ids=range(len(NOT_BLANK)))
def test_a_value_that_says_something_is_not_blank(value):
    assert not texts.is_blank(value)


def test_columns_are_named_by_language_the_default_one_first():
    assert texts.column("title", "en") == "title_en"
    assert texts.columns("title") == ["title_ar", "title_en"]


def test_translated_fields_of_a_model_include_inherited_ones():
    assert {"title", "summary", "released", "body"} <= set(
        texts.translated_field_names(ContentPage)
    )
    assert "body" not in texts.translated_field_names(BasePage)
    assert texts.translated_field_names(SimpleNamespace) == []


def thing(**columns):
    """An object with a translated field ``word``."""
    return SimpleNamespace(**{"word_ar": None, "word_en": None} | columns)


@pytest.mark.parametrize(
    ("columns", "reader", "value", "language", "is_fallback"),
    [
        ({"word_ar": "كلمة", "word_en": "word"}, "ar", "كلمة", "ar", False),
        ({"word_ar": "كلمة", "word_en": "word"}, "en", "word", "en", False),
        ({"word_ar": "كلمة"}, "en", "كلمة", "ar", True),
        ({"word_en": "word"}, "ar", "word", "en", True),
        ({"word_ar": "كلمة", "word_en": " "}, "en", "كلمة", "ar", True),
        ({"word_ar": "كلمة", "word_en": "word"}, "sv", "كلمة", "ar", True),
        ({}, "en", "", "en", False),
    ],
)
def test_a_reader_is_given_their_language_or_the_one_it_falls_back_to(
    columns, reader, value, language, is_fallback
):
    text = texts.localized(thing(**columns), "word", reader)
    assert (str(text), text.language, text.is_fallback) == (value, language, is_fallback)
    assert bool(text) == bool(value)


def test_a_fallback_text_is_marked_with_its_language_and_direction():
    assert texts.localized(thing(word_ar="كلمة"), "word", "en").attrs == ' lang="ar" dir="rtl"'
    assert texts.localized(thing(word_en="word"), "word", "ar").attrs == ' lang="en" dir="ltr"'
    assert texts.localized(thing(word_en="word"), "word", "en").attrs == ""


def test_attributes_stand_in_a_template_as_they_are_and_texts_are_escaped():
    template = Template("<b{{ text.attrs }}>{{ text }}</b>")
    text = texts.localized(thing(word_en="<i>&"), "word", "ar")
    assert template.render(Context({"text": text})) == ('<b lang="en" dir="ltr">&lt;i&gt;&amp;</b>')


def test_a_language_that_is_no_code_cannot_break_out_of_its_attribute():
    hostile = texts.LocalizedText("text", 'en" onclick="x', "ar")
    with pytest.raises(ValueError, match="en"):
        _ = hostile.attrs


def test_rich_values_render_themselves_and_safe_strings_stay_safe():
    template = Template("{{ text }}")
    rich = texts.LocalizedText(RichText("<p>Text</p>"), "en", "en")
    assert template.render(Context({"text": rich})) == "<p>Text</p>"
    assert texts.LocalizedText(SafeString("<b>"), "en", "en").__html__() == "<b>"
    assert texts.LocalizedText("<b>", "en", "en").__html__() == "&lt;b&gt;"
    assert texts.LocalizedText(None, "en", "en").__html__() == ""


def test_an_object_may_offer_fewer_languages():
    page = thing(word_ar="كلمة", word_en="word")
    page.text_languages = lambda reader: ["en"]
    assert str(texts.localized(page, "word", "ar")) == "word"
    page.text_languages = lambda reader: []
    assert not texts.localized(page, "word", "ar")


@pytest.mark.parametrize(
    ("reader", "offered", "order"),
    [
        ("ar", None, ["ar", "en"]),
        ("en", None, ["en", "ar"]),
        ("sv", None, ["ar", "en"]),
        (None, None, ["ar", "en"]),
        ("en", ["ar"], ["ar"]),
        ("en", [], []),
    ],
)
def test_languages_are_offered_in_the_readers_order(reader, offered, order):
    assert texts.preference(reader, offered) == order
