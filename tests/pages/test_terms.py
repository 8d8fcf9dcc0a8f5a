"""Finding terms in texts: tables of cases, in both languages."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.public.terms import TermFinder, explain

FORMS = {
    "en": [
        ("local authority", "authority"),
        ("local authorities", "authority"),
        ("local self-government", "self"),
        ("local", "local"),
        ("governance", "governance"),
        ("R&D", "research"),
    ],
    "ar": [
        ("السلطة المحلية", "authority"),
        ("السلطات المحلية", "authority"),
        ("جمعيات السلطات المحلية", "association"),
        ("اللامركزية", "decentralisation"),
        ("المساءلة", "accountability"),
        ("حوكمة", "governance"),
        ("الالتزام", "commitment"),
    ],
}
FINDERS = {language: TermFinder(language, forms) for language, forms in FORMS.items()}


def marked(language, html):
    """The HTML with each control written as ``[words]``."""
    return explain(html, FINDERS[language], lambda _identifier, words: f"[{words}]")


@pytest.mark.parametrize(
    ("language", "html", "expected"),
    [
        # Whole words in any case, with what follows them.
        ("en", "Governance.", "[Governance]."),
        ("en", "ungoverned, governances", "ungoverned, governances"),
        ("en", "A local authority’s duty", "A [local authority]’s duty"),
        # The longest term at a place; across any space or hyphen, and no other sign.
        ("en", "local self-government", "[local self-government]"),
        ("en", "local\n self government", "[local\n self government]"),
        ("en", "local&nbsp;authorities", "[local&nbsp;authorities]"),
        ("en", "a local, authority", "a [local], authority"),
        # The first use alone, whatever its form.
        ("en", "local authority, local authorities", "[local authority], local authorities"),
        # No part of a compound or of an address.
        ("en", "e-governance, governance-related", "e-governance, governance-related"),
        ("en", "governance@example.org, example.org/governance", None),
        ("en", "https://example.org/?topic=governance&amp;for=local#governance", None),
        ("en", "www.example.org/?q=local+authority or example.org/a#governance", None),
        ("en", "see ?topic=governance and #governance", None),
        (
            "en",
            "(https://example.org/#local) governance",
            "(https://example.org/#local) [governance]",
        ),
        ("ar", "https://example.org/ar/?q=حوكمة#المساءلة", None),
        ("ar", "انظر www.example.org/حوكمة عن الحوكمة", "انظر www.example.org/حوكمة عن [الحوكمة]"),
        ("en", "governance - and", "[governance] - and"),
        # An entity is no word.
        (
            "en",
            "R&amp;D &governance; &lt;governance&gt;",
            "R&amp;D &governance; &lt;[governance]&gt;",
        ),
        # With and without the article, the conjunctions and the prepositions.
        ("ar", "السلطات المحلية", "[السلطات المحلية]"),
        ("ar", "سلطات محلية", "[سلطات محلية]"),
        ("ar", "وسلطة محلية", "[وسلطة محلية]"),
        ("ar", "بالسلطات المحلية", "[بالسلطات المحلية]"),
        ("ar", "للسلطات المحلية", "[للسلطات المحلية]"),
        ("ar", "فكالسلطة المحلية", "[فكالسلطة المحلية]"),
        ("ar", "وللمساءلة", "[وللمساءلة]"),
        ("ar", "للامركزية", "[للامركزية]"),
        ("ar", "لامركزية", "[لامركزية]"),
        ("ar", "الحوكمة", "[الحوكمة]"),
        ("ar", "بالتزام", "[بالتزام]"),
        # Vowel signs, tatweel, other spellings of the last letter.
        ("ar", "المُسَاءَلَةُ،", "[المُسَاءَلَةُ]،"),
        ("ar", "اللامركـــزية", "[اللامركـــزية]"),
        # The longest term, and no part of a longer word.
        ("ar", "جمعيات السلطات المحلية", "[جمعيات السلطات المحلية]"),
        ("ar", "مساءلتهم وحوكمتها", "مساءلتهم وحوكمتها"),
        ("ar", "السلطات، المحلية", "السلطات، المحلية"),
    ],
)
def test_terms_are_found_as_whole_words(language, html, expected):
    assert marked(language, html) == (html if expected is None else expected)


@pytest.mark.parametrize(
    "html",
    [
        '<a href="/governance/">governance</a>',
        "<a>x <b>governance</b> y</a>",
        "<h2>governance</h2>",
        '<p class="callout__title display">governance</p>',
        "<button>governance</button>",
        "<summary>governance</summary>",
        '<dl class="key-figures"><div><dt>governance</dt></div></dl>',
        "<caption>governance</caption>",
        '<blockquote lang="sv">governance <p>local</p></blockquote>',
        '<img alt="governance" src="x"><p title="governance">x</p>',
        "<p data-x='a > governance'>x</p>",
        "<!-- governance > local -->",
        "<!-- governance",
        "<svg><title>governance</title></svg>",
    ],
)
def test_what_is_no_running_text_of_the_language_stays_as_it_is(html):
    assert marked("en", html) == html


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<a>local</a> local", "<a>local</a> [local]"),
        ("<a><a>x</a>local</a> local", "<a><a>x</a>local</a> [local]"),
        ('<blockquote lang="en">local</blockquote>', '<blockquote lang="en">[local]</blockquote>'),
        ('<img lang="ar" alt="x"> local', '<img lang="ar" alt="x"> [local]'),
        ("<p>local</p><ul><li>local</li></ul>", "<p>[local]</p><ul><li>local</li></ul>"),
        ("<b>local</b> <i>authority</i>", "<b>[local]</b> <i>authority</i>"),
        ("3 < 4 local", "3 < 4 [local]"),
    ],
)
def test_the_text_around_it_is_explained(html, expected):
    assert marked("en", html) == expected


CLOSED = "<details><summary>local</summary>{}</details>"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        # Explained to whoever opens the part, and to whoever does not.
        (CLOSED.format("local") + "local local", CLOSED.format("[local]") + "[local] local"),
        ("local" + CLOSED.format("local"), "[local]" + CLOSED.format("local")),
        (CLOSED.format("local") * 2, CLOSED.format("[local]") + CLOSED.format("local")),
        (
            CLOSED.format("local" + CLOSED.format("local")) + "local" + CLOSED.format("local"),
            CLOSED.format("[local]" + CLOSED.format("local")) + "[local]" + CLOSED.format("local"),
        ),
        ("</details>local<details>local", "</details>[local]<details>local"),
    ],
)
def test_what_a_part_that_stays_closed_explains_is_explained_outside_as_well(html, expected):
    assert marked("en", html) == expected


PARTS = [
    "<details>",
    "</details>",
    "<p>",
    "</p>",
    '<a href="local">',
    "</a>",
    "<br>",
    "local",
    " authority",
    "&amp;",
    "<",
    ">",
]
PARTS += ['"', "'", "حوكمة", "<!--", "-->", "-", "governance", '<b title="local">']


@given(st.lists(st.sampled_from(PARTS)))
def test_nothing_but_controls_is_added(parts):
    html = "".join(parts)
    for language in FINDERS:
        result = explain(html, FINDERS[language], lambda _id, words: f"\x01{words}\x02")
        assert re.sub("[\x01\x02]", "", result) == html


@pytest.mark.parametrize(
    "part", ["local authority and governance ", "<a ", "<!-- ", "&", "<p title='", "local-", "و "]
)
def test_the_time_grows_with_the_length_of_the_text_alone(part):
    finder = TermFinder("en", [(f"local authority {n}", str(n)) for n in range(500)])

    def seconds(length):
        start = time.perf_counter()
        explain(part * (length // len(part)), finder, lambda _identifier, words: words)
        return time.perf_counter() - start

    seconds(20_000)
    # Ten times the text: a hundred times the time if it grew with the square.
    assert seconds(200_000) < 30 * seconds(20_000) + 0.2
