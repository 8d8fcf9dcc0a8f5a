"""Rich text becomes texts with short tags, and comes back byte for byte."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.translating import markup

pytestmark = pytest.mark.both_databases

HTML = (
    '<p data-block-key="a1">See <a linktype="page" id="5">our <b>work</b></a> &amp; more<br/>here'
    "</p>"
    '<ul><li data-block-key="k2">One<ul><li>Below</li></ul></li><li>Two</li></ul>'
    "<hr/><h3>Then</h3>left over"
)


def texts(html):
    return [
        markup.encode(html[element.start : element.end])[0] for element in markup.elements(html)
    ]


def test_each_block_element_is_a_text():
    assert texts(HTML) == [
        'See <a id="1">our <b>work</b></a> &amp; more<br/>here',
        "One",
        "Below",
        "Two",
        "Then",
        "left over",
    ]
    names = [(element.name, element.key) for element in markup.elements(HTML)]
    assert names[:3] == [("p", "a1"), ("ul/li", "k2"), ("ul/ul/li", "")]


def test_what_goes_in_again_is_what_came_out():
    contents = {}
    for place, element in enumerate(markup.elements(HTML)):
        text, codes = markup.encode(HTML[element.start : element.end])
        contents[place] = markup.decode(text, codes)
    assert markup.with_contents(HTML, contents) == HTML


@given(st.text(alphabet=st.sampled_from("ab <>&;\"'x/#=\u00a0أ"), max_size=40))
def test_any_words_come_back(words):
    from html import escape

    inner = escape(words, quote=False)
    text, codes = markup.encode(inner)
    assert markup.plain(text) == words
    assert markup.decode(text, codes) == inner


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '<a id="1">never closed',
        "closed</b> only",
        '<b onclick="x()">bold</b>',
        '<a href="javascript:x()">link</a>',
        '<a id="2">no such link</a>',
        '<a id="1"/>',
        "<!-- hidden -->",
        "<b><i>crossed</b></i>",
        "<![CDATA[x]]>",
        "<?php x ?>",
        "<iframe>",
    ],
)
def test_tags_that_a_text_may_not_have_are_refused(text):
    with pytest.raises(markup.MarkupError):
        markup.decode(text, {"1": '<a linktype="page" id="5">'})


def test_the_same_link_has_the_same_number_in_both_languages():
    _text, codes = markup.encode('<a id="1">a</a> <a id="2">b</a>')
    text, own = markup.encode('<a id="2">B</a> <a id="1">A</a> <a id="9">C</a>', codes)
    assert text == '<a id="2">B</a> <a id="1">A</a> <a id="t1">C</a>'
    assert own == codes | {"t1": '<a id="9">'}


def test_elements_are_added_after_their_neighbours():
    source = '<p>a</p><ul><li data-block-key="n">new</li></ul><p>z</p>'
    assert (
        markup.with_element("<p>A</p><p>Z</p>", source, 1, 0)
        == '<p>A</p><ul><li data-block-key="n"></li></ul><p>Z</p>'
    )
    listed = "<ul><li>A</li></ul><p>Z</p>"
    assert (
        markup.with_element(listed, source, 1, 0)
        == '<ul><li>A</li><li data-block-key="n"></li></ul><p>Z</p>'
    )
    assert markup.with_element(listed, source, 2, 0) == "<ul><li>A</li></ul><p></p><p>Z</p>"


def test_elements_that_go_take_empty_lists_along():
    assert markup.without("<p>a</p><ul><li>b</li></ul><p>c</p>", [1]) == "<p>a</p><p>c</p>"
