"""Characters that texts do not keep, and texts that show a reader nothing."""

import pytest

from languages.characters import clean, says_nothing


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("البلديات\x0bوالمجتمع", "البلديات والمجتمع"),
        ("first line\x0bsecond", "first line second"),
        ("long\x1eterm", "long\u2011term"),
        ("munici\x1fpality", "munici\u00adpality"),
        ("a\x00b\x07c\x7fd\x9de", "abcde"),
        ("a\x85b", "a b"),
        ("half \ud83d a sign", "half  a sign"),
        ("no\ufffe\uffff character", "no character"),
        ("tab\tand\nline\r\n", "tab\tand\nline\r\n"),
        ("نصّ مُشكّل", "نصّ مُشكّل"),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_a_text_keeps_what_xml_allows_and_what_word_meant(text, cleaned):
    assert clean(text) == cleaned


def test_a_clean_text_is_not_copied():
    text = "".join(["عن", " us"])
    assert clean(text) is text


NOTHING = [
    "",
    " \t\n",
    "\u00a0",
    "\u200e",
    "\u200f\u200b\u200d",
    "\ufeff",
    "\u2066\u2069",
    "\u00ad",
    "ـ",
    "ـــ ـ",
    "\u064e",
    "\u0301 \u064b",
    "\u3000",
    "\u2028",
    "\u3164",
    "\u2800",
]


@pytest.mark.parametrize("text", NOTHING, ids=ascii)
def test_a_text_without_anything_to_see_says_nothing_and_is_saved_empty(text):
    assert says_nothing(text)
    assert clean(text) == ""


@pytest.mark.parametrize("text", ["ا", "7", "٧", "–", "?", "&", "بَـ", "e\u0301", "☎", "\ue000"])
def test_letters_digits_punctuation_and_symbols_say_something(text):
    assert not says_nothing(text)
    assert clean(text) == text
