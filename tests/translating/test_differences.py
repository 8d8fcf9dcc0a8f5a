"""What has changed in a source text is told word by word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.translating.differences import Change, difference

pytestmark = pytest.mark.both_databases

KEPT, REMOVED, ADDED = Change.KEPT, Change.REMOVED, Change.ADDED


def test_words_and_tags_are_whole():
    assert difference("قانون البلديات لعام 2015.", "قانون البلديات لعام 2022.") == [
        (KEPT, "قانون البلديات لعام "),
        (REMOVED, "2015"),
        (ADDED, "2022"),
        (KEPT, "."),
    ]
    assert difference('See <a id="1">our work</a>', "See <b>our work</b>") == [
        (KEPT, "See "),
        (REMOVED, '<a id="1">'),
        (ADDED, "<b>"),
        (KEPT, "our work"),
        (REMOVED, "</a>"),
        (ADDED, "</b>"),
    ]


def test_words_beside_each_other_are_one_change():
    assert difference("one two three", "one zwei drei") == [
        (KEPT, "one "),
        (REMOVED, "two three"),
        (ADDED, "zwei drei"),
    ]


TEXTS = st.lists(st.sampled_from(["a ", "b ", " ", "<b>", "ب ", "&amp;", "."]), max_size=12).map(
    "".join
)


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_from_it(old, new):
    found = difference(old, new)
    assert "".join(piece for change, piece in found if change != ADDED) == old
    assert "".join(piece for change, piece in found if change != REMOVED) == new
