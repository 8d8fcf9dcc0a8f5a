"""What was translated before is suggested for what is like it, exact matches before close ones."""

import pytest

from languages.catalogues import states
from pages.models import BasePage
from pages.translating import status
from pages.translating.models import TextLikeness, TranslationMemory
from pages.translating.suggestions import Origin, suggest
from tests.factories import ContentPageFactory
from tests.translating.conftest import latest, save, segments

pytestmark = pytest.mark.both_databases

ARABIC = "تقدم البلدية خدمات المياه والصرف الصحي لجميع السكان"
ENGLISH = "The municipality provides water and sanitation to all residents"


def page_saying(home, arabic, english="", **values):
    page = ContentPageFactory(parent=home, summary_ar=arabic, summary_en=english, **values)
    page.save_revision()
    status.refresh(page)
    return page


def suggested(page, source="ar", target="en"):
    """(percent, text, origin) of what is suggested for the summary."""
    several = status.segments(page, source, target)
    name = next(segment.id for segment in several if segment.id == "summary")
    return [
        (one.percent, one.text, str(one.origin)) for one in suggest(several, source, target)[name]
    ]


@pytest.fixture
def translated(home):
    """A page whose summary is translated."""
    return page_saying(home, ARABIC, ENGLISH)


def test_the_same_text_has_the_same_translation(home, translated):
    assert suggested(page_saying(home, ARABIC)) == [(100, ENGLISH, "content")]
    page = page_saying(home, "", ENGLISH)
    assert suggested(page, "en", "ar") == [(100, ARABIC, "content")]


@pytest.mark.parametrize(
    ("text", "least"),
    [
        # Vowel signs and full stops are no difference in letters, but one that readers see.
        (f"{ARABIC}.", 99),
        ("تُقدِّم البلديةُ خدمات المياه والصرف الصحي لجميع السكان", 99),
        ("تقدم البلديات خدمات المياه والصرف الصحي لجميع السكان", 90),
        ("تقدم البلدية خدمات النظافة والصرف الصحي لكل السكان", 75),
    ],
)
def test_a_text_like_it_has_one_like_it(home, translated, text, least):
    [(percent, words, _origin)] = suggested(page_saying(home, text))
    assert words == ENGLISH
    assert least <= percent < 100


def test_another_text_has_none(home, translated):
    assert suggested(page_saying(home, "اختتم المجلس دورته السنوية أمس")) == []


def test_what_is_outdated_or_said_no_more_is_not_suggested(home, translated):
    page = page_saying(home, ARABIC)
    save(translated, summary_en="Water and sanitation for all")
    assert suggested(page) == [(100, "Water and sanitation for all", "content")]
    save(translated, summary_ar="نص آخر تمامًا")
    assert suggested(page) == []
    BasePage.objects.get(pk=translated.pk).delete()
    left = {*TranslationMemory.objects.values_list("key", flat=True)}
    assert {*TextLikeness.objects.values_list("key", flat=True)} == left


def test_tags_come_along_only_where_they_are_the_same(area, home):
    [segment] = [one for text, one in segments(area).items() if "ثانية" in text]
    [best, *_others] = suggest([segment], "ar", "en")[segment.id]
    assert (best.percent, best.text) == (100, "The <b>second</b> one.")
    page = page_saying(home, "فقرة ثانية")
    assert suggested(page)[0][1] == "The second one."


def test_the_words_of_the_interface_are_suggested(home):
    arabic, english = next(
        pair for pair in states.translations("ar", "en") if pair[1] == "Work area"
    )
    page = page_saying(home, arabic)
    assert (100, english, Origin.INTERFACE.value) in suggested(page)


def test_a_large_site_costs_no_more_queries(area, home, django_assert_num_queries):
    several = status.segments(area, "ar", "en")
    with django_assert_num_queries(2):
        suggest(several, "ar", "en")
    for number in range(6):
        page_saying(home, f"{ARABIC} {number}", f"{ENGLISH} {number}")
    with django_assert_num_queries(2):
        suggest(several, "ar", "en")


def test_a_save_that_changes_nothing_keeps_what_is_kept(area, django_assert_max_num_queries):
    before = [*TranslationMemory.objects.values_list("pk", flat=True)]
    assert before
    latest(area).save_revision()
    with django_assert_max_num_queries(9):
        status.refresh(area)
    assert [*TranslationMemory.objects.values_list("pk", flat=True)] == before
