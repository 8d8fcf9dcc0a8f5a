"""Whose words stand when two people wrote, and what counts as the same words."""

import pytest

from pages.merging.fields import Resolution, merge_order, normal, plain_text, resolve, value_digest


@pytest.mark.parametrize(
    ("shown", "mine", "theirs", "expected"),
    [
        ("a", "a", "a", Resolution.MINE),
        ("a", "b", "a", Resolution.MINE),
        ("a", "a", "b", Resolution.THEIRS),
        ("a", "b", "b", Resolution.MINE),
        ("a", "b", "c", Resolution.CONFLICT),
        (None, "b", "c", Resolution.MINE),
    ],
)
def test_what_only_one_of_two_changed_stands(shown, mine, theirs, expected):
    assert resolve(shown, mine, theirs) is expected


@pytest.mark.parametrize(
    ("shown", "mine", "theirs", "expected"),
    [
        ("abc", "abc", "abc", "abc"),
        ("abc", "cab", "abc", "cab"),
        ("abc", "abc", "cab", "cab"),
        ("abc", "abxc", "abc", "abxc"),
        ("abc", "abc", "aybc", "aybc"),
        ("abc", "abxc", "aybc", "aybxc"),
        ("abc", "cab", "abyc", "caby"),
        ("abc", "ac", "acb", "acb"),
    ],
)
def test_items_keep_the_order_of_whoever_moved_them(shown, mine, theirs, expected):
    surviving = {key: key for key in expected}
    assert "".join(merge_order(shown, mine, theirs, surviving)) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (None, ""),
        (False, ""),
        ("a\r\nb ", "a\nb"),
        ('<p data-block-key="x1">Text</p>', "<p>Text</p>\n"),
        ("<p><strong>b</strong></p>", "<p><b>b</b></p>"),
        ('<a linktype="page" id="3">x</a>', '<a id="3" linktype="page">x</a>'),
        ([{"type": "text", "value": "a", "id": "1"}], [{"type": "text", "value": "a"}]),
        ([{"type": "item", "value": {"a": "b"}, "id": "x"}], [{"a": "b"}]),
        ({"label": "a", "url": "", "decorative": False}, {"label": "a"}),
    ],
)
def test_what_no_reader_can_tell_apart_is_the_same(one, other):
    assert normal(one) == normal(other)
    assert value_digest(one) == value_digest(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a", "b"),
        ("<p>a</p>", "<p><b>a</b></p>"),
        ([{"type": "text", "value": "a"}], [{"type": "heading", "value": "a"}]),
        (["a", "b"], ["b", "a"]),
        ('<a id="3" linktype="page">x</a>', '<a id="4" linktype="page">x</a>'),
    ],
)
def test_what_a_reader_can_tell_apart_differs(one, other):
    assert value_digest(one) != value_digest(other)


def test_a_version_is_shown_as_words_in_lines():
    stream = [
        {"type": "heading", "value": "A heading", "id": "1"},
        {"type": "text", "value": "<p>One <b>two</b></p>", "id": "2"},
    ]
    assert plain_text(stream).split() == ["A", "heading", "One", "two"]
    assert plain_text("Words") == "Words"
