"""What is wrong with a translation is told beside it; what must not go in is an error."""

import pytest

from pages.models import GlossaryTerm
from pages.translating.checks import problems
from pages.translating.segments import Segment, State
from pages.translating.terms import Terms
from tests.factories import GlossaryPageFactory

pytestmark = pytest.mark.both_databases

LINK = '<a linktype="page" id="3">'


def segment(source, target="", *, is_rich=False, limit=None, codes=None):
    return Segment(
        id="title",
        label="",
        source=source,
        target=target,
        is_rich=is_rich,
        limit=limit,
        source_codes=codes or {},
        target_codes={},
        state=State.MISSING,
    )


def codes(found):
    return [(problem.code, problem.is_error) for problem in found]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("عدد البلديات ٢٩٠ بلدية.", "There are 290 municipalities."),
        ("اتصل بنا: info@example.org", "Write to us: info@example.org"),
        ("ما هذا؟", "What is this?"),
        ("النهج السويدي", "SymbioCity"),
        ("القيمة %(value)s من {total}", "Of {total}, %(value)s"),
        ("١٬٢٠٠ شخص", "1,200 people"),
    ],
)
def test_a_good_translation_has_no_problem(source, text):
    assert problems(segment(source), text, "ar", "en") == []


@pytest.mark.parametrize(
    ("source", "text", "code", "is_error"),
    [
        ("عدد البلديات 290", "There are 209 municipalities", "numbers", False),
        ("القيمة %(value)s", "The value %(valeu)s", "placeholders", True),
        ("انظر https://example.org/a", "See https://example.org/b", "addresses", True),
        ("أهلًا وسهلًا بكم جميعًا", "هذه ليست باللغة الإنجليزية", "language", True),
        ("ما هذا؟", "What is this؟", "punctuation", False),
        ("جملة.", "A sentence", "end", False),
        ("عنوان", "Title\u2067", "direction", True),
        ("عنوان", "\u202eTitle\u202c", "direction", False),
    ],
)
def test_each_kind_of_problem_is_named_from_arabic(source, text, code, is_error):
    assert (code, is_error) in codes(problems(segment(source), text, "ar", "en"))


@pytest.mark.parametrize(
    ("source", "text", "code", "is_error"),
    [
        ("Town, country", "بلدة, بلد", "punctuation", False),
        ("What is this thing here", "What is this thing here", "language", True),
        ("Is it?", "أهو كذلك?", "punctuation", False),
    ],
)
def test_each_kind_of_problem_is_named_from_english(source, text, code, is_error):
    assert (code, is_error) in codes(problems(segment(source), text, "en", "ar"))


def test_a_text_that_stayed_the_same_is_told_between_languages_of_one_script():
    text = "All the words of it are here"
    assert codes(problems(segment(text), text, "en", "fr")) == [("copy", False)]


def test_what_does_not_fit_is_an_error():
    assert codes(problems(segment("عنوان", limit=5), "Titles", "ar", "en")) == [("length", True)]


@pytest.mark.parametrize("text", ["No link", '<a id="1">x</a> <b>y</b>', '<a id="1">x', "<i>x</i>"])
def test_tags_that_do_not_match_are_an_error(text):
    source = segment('<a id="1">رابط</a>', is_rich=True, codes={"1": LINK})
    assert codes(problems(source, text, "ar", "en")) == [("tags", True)]
    assert problems(source, '<a id="1">Link</a>', "ar", "en") == []


def test_what_the_present_translation_does_otherwise_may_stay():
    source = segment("القيمة {a}", target="The value", limit=30)
    assert problems(source, "Value", "ar", "en") == []
    rich = segment("<b>عنوان</b>", target="Title", is_rich=True)
    assert problems(rich, "Other title", "ar", "en") == []


def test_the_glossarys_words_are_proposed(home):
    page = GlossaryPageFactory(parent=home)
    page.terms = [GlossaryTerm(term_ar="اللامركزية", term_en="decentralisation")]
    page.save()
    terms = Terms("ar", "en")
    source = segment("عن اللامركزية وأثرها")
    found = problems(source, "On devolution and what it does", "ar", "en", terms)
    assert codes(found) == [("terms", False)]
    assert "decentralisation" in str(found[0].message)
    assert problems(source, "On decentralisation and what it does", "ar", "en", terms) == []
    assert [(start, pair.target) for start, _end, pair in terms.found_in(source.source)] == [
        (3, "decentralisation")
    ]
