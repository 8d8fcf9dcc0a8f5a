"""Translations go into the draft: what fits is written, everything else is named and left."""

import pytest

from pages.models import BasePage, CustomImage
from pages.translating import status
from pages.translating.writing import Refusal, Translation, write
from tests.factories import ImageFactory, make_administrator
from tests.translating.conftest import ARABIC, latest, save, segments, states

pytestmark = pytest.mark.both_databases


def translation(page, source_text, target_text, **values):
    segment = segments(page)[source_text]
    return Translation(segment.id, segment.source, target_text, **values)


def body(page, language="en"):
    return getattr(latest(page), f"body_{language}").get_prep_value()


def test_a_whole_page_is_translated_into_a_draft(arabic_only):
    user = make_administrator("en")
    texts = [
        Translation(s.id, s.source, f"Translated {s.source}")
        for s in status.segments(arabic_only, "ar", "en")
    ]
    outcome = write(arabic_only, "ar", "en", texts, user=user)
    assert (len(outcome.written), outcome.refused) == (len(texts), {})
    status.refresh(arabic_only)
    assert set(states(arabic_only).values()) == {"complete"}
    draft = latest(arabic_only)
    assert (draft.title_en, draft.points.first().title_en) == ("Translated جديد", "Translated بند")
    assert draft.latest_revision.user == user
    html = ARABIC[1]["value"].replace("<p>", "<p>Translated ").replace("<li>", "<li>Translated ")
    assert body(arabic_only)[1]["value"] == html
    assert [block["type"] for block in body(arabic_only)] == [block["type"] for block in ARABIC]
    assert body(arabic_only)[3]["value"]["rows"] == [{"values": ["Translated خلية"]}]
    # Nothing of it is what visitors read.
    assert BasePage.objects.get(pk=arabic_only.pk).title_en == ""


def test_a_part_of_a_page_brings_no_empty_blocks(arabic_only):
    def put(source, target):
        write(arabic_only, "ar", "en", [translation(arabic_only, source, target)])

    put("نقطة", "Point")
    assert [block["value"] for block in body(arabic_only)] == ["<ul><li>Point</li></ul>"]
    put("ما نفعله", "What we do")
    assert [block["type"] for block in body(arabic_only)] == ["heading", "rich_text"]
    write(
        arabic_only, "ar", "en", [translation(arabic_only, "فقرة <b>ثانية</b>.", "<b>Second</b>.")]
    )
    write(arabic_only, "ar", "en", [translation(arabic_only, "أخرى", "Other")])
    assert body(arabic_only)[1]["value"] == (
        "<p><b>Second</b>.</p><ul><li>Point</li><li>Other</li></ul>"
    )


def test_one_changed_text_changes_no_other_byte(area):
    before = body(area)
    write(area, "ar", "en", [translation(area, "نقطة", "Another point")])
    before[1]["value"] = before[1]["value"].replace("A point", "Another point")
    assert body(area) == before


def test_the_arabic_of_an_english_text_is_written_as_well(area):
    segment = segments(area, "en", "ar")["Title"]
    write(area, "en", "ar", [Translation(segment.id, "Title", "عنوان آخر")])
    draft = latest(area)
    assert (draft.title_ar, draft.title_en, draft.title) == ("عنوان آخر", "Title", "عنوان آخر")


def test_what_is_there_already_makes_no_draft(area):
    revisions = area.revisions.count()
    texts = [Translation(s.id, s.source, s.target) for s in status.segments(area, "ar", "en")]
    outcome = write(area, "ar", "en", texts)
    assert (len(outcome.same), outcome.written) == (len(texts), [])
    assert area.revisions.count() == revisions


def test_an_outdated_translation_that_comes_back_is_confirmed(area):
    save(area, title_ar="عنوانٌ")
    outcome = write(area, "ar", "en", [translation(area, "عنوانٌ", "Title")])
    assert outcome.confirmed == ["title"]
    assert states(area)["عنوانٌ"] == "complete"


def test_what_does_not_fit_is_refused_and_the_rest_goes_in(area):
    text = segments(area)['فقرة أولى عن <a id="1">البلديات</a>.']
    texts = [
        Translation("title", "عنوان قديم", "Old"),
        Translation("summary", "ملخص", "Mine", seen="Somebody's"),
        Translation("nothing/there", "عنوان", "X"),
        Translation(text.id, text.source, "No link"),
        translation(area, "بند", "x" * 201),
        translation(area, "سؤال", "Why?"),
        translation(area, "سؤال", "Why not?"),
        translation(area, "جواب", "  "),
    ]
    outcome = write(area, "ar", "en", texts)
    assert {segment: reasons[0].code for segment, reasons in outcome.refused.items()} == {
        "title": Refusal.STALE,
        "summary": Refusal.CHANGED,
        "nothing/there": Refusal.UNKNOWN,
        text.id: "tags",
        segments(area)["بند"].id: "length",
    }
    assert outcome.written == [segments(area)["سؤال"].id]
    assert outcome.repeated == [6]
    assert segments(area)["سؤال"].target == "Why?"


@pytest.mark.parametrize(
    "text", ['<a id="1">x</a><script>1</script>', '<a href="x">x</a>', '<a id="1">x']
)
def test_foreign_markup_never_goes_in(area, text):
    outcome = write(area, "ar", "en", [translation(area, ARABIC_LINK, text)])
    assert [reasons[0].code for reasons in outcome.refused.values()] == ["tags"]


ARABIC_LINK = 'فقرة أولى عن <a id="1">البلديات</a>.'


def test_what_looks_like_a_tag_in_a_plain_text_is_words(area):
    write(area, "ar", "en", [translation(area, "ملخص", "1 < 2 & <b>")])
    assert latest(area).summary_en == "1 < 2 & <b>"


def test_a_trial_writes_nothing(area):
    revisions = area.revisions.count()
    outcome = write(area, "ar", "en", [translation(area, "عنوان", "New")], is_trial=True)
    assert outcome.written == ["title"]
    assert area.revisions.count() == revisions


def test_the_draft_of_another_language_stays(area):
    save(area, title_ar="عنوان جديد", summary_ar="ملخص جديد")
    write(area, "ar", "en", [translation(area, "عنوان جديد", "New title")])
    draft = latest(area)
    assert (draft.summary_ar, draft.title_en) == ("ملخص جديد", "New title")


def test_a_table_grows_with_its_source(area):
    stream = [*ARABIC[:3], {**ARABIC[3], "value": {
        "caption": "جدول",
        "columns": [{"type": "text", "heading": "عمود"}, {"type": "text", "heading": "آخر"}],
        "rows": [{"values": ["خلية", "ثانية"]}, {"values": ["ثالثة", "رابعة"]}],
    }}]  # fmt: skip
    save(area, body_ar=stream)
    texts = [translation(area, "آخر", "More"), translation(area, "رابعة", "Fourth")]
    assert len(write(area, "ar", "en", texts).written) == 2
    table = body(area)[3]["value"]
    assert [column["heading"] for column in table["columns"]] == ["Column", "More"]
    assert [row["values"] for row in table["rows"]] == [["Cell", ""], ["", "Fourth"]]


def test_pictures_say_it_at_once(db):
    image = ImageFactory(alt_ar="صورة", alt_en="")
    write(image, "ar", "en", [Translation("alt", "صورة", "Picture")])
    assert CustomImage.objects.get().alt_en == "Picture"
