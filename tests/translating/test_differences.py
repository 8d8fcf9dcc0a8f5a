"""How one text became another, word by word, as people read it."""

import pytest

from pages.translating import differences
from pages.translating.segments import Segment, State


def told(old, new):
    """The changes in one line: ``-removed-`` and ``+added+``."""
    signs = {differences.SAME: "", differences.REMOVED: "-", differences.ADDED: "+"}
    return "".join(
        f"{signs[kind]}{text}{signs[kind]}" for kind, text in differences.changes(old, new)
    )


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("One text", "One text", "One text"),
        ("", "New", "+New+"),
        ("Old", "", "-Old-"),
        ("Five towns meet", "Six towns meet", "-Five-+Six+ towns meet"),
        ("Five towns meet.", "Five towns meet!", "Five towns meet-.-+!+"),
        ("a b c d", "a x y d", "a -b c-+x y+ d"),
        ("municipality", "municipalities", "-municipality-+municipalities+"),
        ("البلدية الكبرى", "البلدية الصغرى", "البلدية -الكبرى-+الصغرى+"),
        # A vowel sign belongs to its word.
        ("كتب الدرس", "كُتِب الدرس", "-كتب-+كُتِب+ الدرس"),
        ("the council’s plan", "the council’s new plan", "the council’s +new +plan"),
    ],
)
def test_words_change_as_wholes(old, new, expected):
    assert told(old, new) == expected


def segment(was, source, *, is_rich=False):
    return Segment("id", "Label", source, "", is_rich, None, {}, {}, State.OUTDATED, was=was)


def test_it_is_safe_html_with_elements_that_say_what_they_are():
    found = differences.as_html(segment("<b> & one", "<b> & two"))
    assert found == "&lt;b&gt; &amp; <del>one</del><ins>two</ins>"


def test_of_a_rich_text_only_the_words_are_compared():
    found = differences.as_html(segment("A <b>bold</b> word", "A <i>bold</i> move", is_rich=True))
    assert found == "A bold <del>word</del><ins>move</ins>"


def test_where_only_tags_changed_a_sentence_says_so():
    old, new = 'See <a id="1">here</a>', "See <b>here</b>"
    found = differences.as_html(segment(old, new, is_rich=True))
    assert found.startswith("See here <em>(")
