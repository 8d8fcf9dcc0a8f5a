"""Which texts of requests, files and links name a primary key."""

import pytest

from pages.primary_keys import primary_key


@pytest.mark.parametrize(("text", "key"), [("1", 1), ("0012", 12), ("9" * 18, 10**18 - 1)])
def test_a_number_is_a_key(text, key):
    assert primary_key(text) == key


@pytest.mark.parametrize("text", [None, "", "a", "1.0", "-1", " 1", "٣", "²", "9" * 19])
def test_other_texts_are_none(text):
    assert primary_key(text) is None
