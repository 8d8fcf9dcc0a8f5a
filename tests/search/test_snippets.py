"""A snippet shows why a page was found: the words that match are marked as they are written."""

import pytest

from pages.search.analysis import query_words
from pages.search.snippets import LENGTH, marked, snippet

pytestmark = pytest.mark.both_databases


@pytest.mark.parametrize(
    ("text", "query", "language", "expected"),
    [
        ("Clean water", "WATERS", "en", "Clean <mark>water</mark>"),
        ("خدمات البلديّات", "بلديه", "ar", "خدمات <mark>البلديّات</mark>"),
        ("مدارس جديدة", "مدرسة", "ar", "<mark>مدارس</mark> جديدة"),
        ("Fish & chips <b>", "chip", "en", "Fish &amp; <mark>chips</mark> &lt;b&gt;"),
        ("<script>water</script>", "water", "en",
         "&lt;script&gt;<mark>water</mark>&lt;/script&gt;"),
        ("Nothing", "water", "en", "Nothing"),
    ],
)  # fmt: skip
def test_words_that_match_are_marked_as_they_are_written(text, query, language, expected):
    assert marked(text, query_words(query, language), language) == expected


def test_a_long_text_is_shown_around_what_matches():
    text = "Before. " * 100 + "Here the lighthouse stands. " + "After. " * 100
    found = snippet(text, query_words("lighthouses", "en"), "en")
    assert "Here the <mark>lighthouse</mark> stands." in found
    assert found.startswith("… ")
    assert found.endswith(" …")
    assert len(found) < LENGTH + 40


def test_the_stretch_with_most_of_the_words_is_shown():
    text = "Water. " + "Filler text. " * 60 + "Water for the lighthouse. " + "Filler. " * 60
    found = snippet(text, query_words("water lighthouse", "en"), "en")
    assert "<mark>Water</mark> for the <mark>lighthouse</mark>" in found


def test_a_text_without_any_space_is_cut_as_well():
    found = snippet("x" * 5_000, query_words("water", "en"), "en")
    assert len(found) < LENGTH + 40
