"""Each text's translation is missing, outdated or complete, and nothing unrelated changes that."""

from copy import deepcopy

import pytest

from pages.models import BasePage, CustomImage
from pages.translating import status
from tests.factories import ImageFactory
from tests.translating.conftest import ARABIC, ENGLISH, latest, save, segments, states

pytestmark = pytest.mark.both_databases

EVERYTHING = [
    "عنوان",
    "ملخص",
    "ما نفعله",
    'فقرة أولى عن <a id="1">البلديات</a>.',
    "فقرة <b>ثانية</b>.",
    "نقطة",
    "أخرى",
    "سؤال",
    "جواب",
    "جدول",
    "عمود",
    "خلية",
    "بند",
]


def with_text(stream, place, html):
    stream = deepcopy(stream)
    stream[place]["value"] = html
    return stream


def outdated(page, source="ar", target="en"):
    return [text for text, state in states(page, source, target).items() if state == "outdated"]


def missing(page, source="ar", target="en"):
    return [text for text, state in states(page, source, target).items() if state == "missing"]


def test_every_text_is_a_segment_in_reading_order(area):
    assert list(segments(area)) == EVERYTHING
    assert set(states(area).values()) == {"complete"}
    assert segments(area)["سؤال"].target == "Question"
    assert segments(area)["فقرة <b>ثانية</b>."].target == "The <b>second</b> one."


def test_what_has_no_translation_is_missing(arabic_only):
    found = states(arabic_only)
    assert list(found)[1:] == EVERYTHING[1:]
    assert set(found.values()) == {"missing"}


def test_a_changed_source_makes_its_translation_outdated_and_no_other(area):
    save(area, title_ar="عنوان جديد")
    assert outdated(area) == ["عنوان جديد"]
    assert segments(area)["عنوان جديد"].was == "عنوان"
    assert segments(area)["عنوان جديد"].since
    assert outdated(area, "en", "ar") == []


def test_saving_the_translation_again_makes_it_complete(area):
    save(area, title_ar="عنوان جديد")
    save(area, title_en="New title")
    assert outdated(area) == []
    # And the Arabic is not outdated by the translation of its own words.
    assert outdated(area, "en", "ar") == []


def test_a_translation_saved_before_its_source_changes_is_outdated(area):
    save(area, title_en="Better title")
    save(area, title_ar="عنوان جديد")
    assert outdated(area) == ["عنوان جديد"]


def test_both_languages_changed_at_once_belong_together(area):
    save(area, title_ar="عنوان جديد", title_en="New title")
    assert outdated(area) == outdated(area, "en", "ar") == []


def test_a_source_that_is_put_back_makes_nothing_outdated(area):
    save(area, title_ar="عنوان جديد")
    save(area, title_ar="عنوان")
    assert outdated(area) == []


def test_a_source_written_in_english_counts_as_well(area):
    save(area, summary_en="Another summary")
    assert outdated(area, "en", "ar") == ["Another summary"]


def test_confirming_says_that_the_translation_is_still_right(area):
    save(area, title_ar="عنوانٌ")
    status.confirm(area, "ar", "en", [segments(area)["عنوانٌ"].id])
    assert outdated(area) == []
    save(area, title_ar="عنوان آخر")
    assert segments(area)["عنوان آخر"].was == "عنوانٌ"


def test_confirming_a_draft_leaves_what_is_live_as_right_as_it_was(area):
    save(area, title_ar="عنوانٌ")
    status.confirm(area, "ar", "en", [segments(area)["عنوانٌ"].id])
    row = status.statuses_of(area).get(source="ar", target="en")
    assert (row.outdated, row.live_outdated) == (0, 0)
    save(area, title_ar="عنوان ثالث")
    assert segments(area)["عنوان ثالث"].was == "عنوانٌ"
    row.refresh_from_db()
    assert (row.outdated, row.live_outdated) == (1, 0)
    latest(area).latest_revision.publish()
    status.refresh(BasePage.objects.get(pk=area.pk))
    row.refresh_from_db()
    assert (row.outdated, row.live_outdated) == (1, 1)
    status.confirm(area, "ar", "en", [segments(area)["عنوان ثالث"].id])
    row.refresh_from_db()
    assert (row.outdated, row.live_outdated, len(row.memory)) == (0, 0, 13)


def test_a_changed_paragraph_leaves_its_neighbours_alone(area):
    html = ARABIC[1]["value"].replace("فقرة أولى", "الفقرة الأولى")
    save(area, body_ar=with_text(ARABIC, 1, html))
    assert outdated(area) == ['الفقرة الأولى عن <a id="1">البلديات</a>.']


def test_a_new_paragraph_is_missing_and_outdates_nothing(area):
    html = "<p>فقرة جديدة تمامًا</p>" + ARABIC[1]["value"]
    save(area, body_ar=with_text(ARABIC, 1, html))
    assert (missing(area), outdated(area)) == (["فقرة جديدة تمامًا"], [])


def test_blocks_that_change_places_outdate_nothing(area):
    save(area, body_ar=[ARABIC[2], ARABIC[0], ARABIC[3], ARABIC[1]])
    assert (missing(area), outdated(area)) == ([], [])
    assert segments(area)["سؤال"].target == "Question"


def test_a_new_row_of_a_table_is_missing_and_outdates_nothing(area):
    stream = deepcopy(ARABIC)
    stream[3]["value"]["rows"].insert(0, {"values": ["خلية أولى"]})
    save(area, body_ar=stream)
    assert (missing(area), outdated(area)) == (["خلية أولى"], [])


def test_a_block_that_is_gone_takes_its_texts_along(area):
    save(area, body_ar=ARABIC[1:])
    assert "ما نفعله" not in segments(area)
    assert (missing(area), outdated(area)) == ([], [])
    comparison, _content = status.compare(area, "ar", "en")
    assert [text for _id, _label, text in comparison.only_in_target()] == ["What we do"]


def test_the_editors_names_for_blocks_and_its_way_to_write_tags_change_nothing(area):
    stream = deepcopy(ARABIC)
    for block in stream:
        block["id"] += "-new"
    html = ARABIC[1]["value"].replace("<p>", '<p data-block-key="k">', 1)
    stream[1]["value"] = html.replace('linktype="page" id="3"', 'id="3" linktype="page"')
    save(area, body_ar=stream)
    assert (missing(area), outdated(area)) == ([], [])


def test_a_link_that_leads_elsewhere_makes_the_translation_outdated(area):
    html = ARABIC[1]["value"].replace('id="3"', 'id="4"')
    save(area, body_ar=with_text(ARABIC, 1, html))
    assert outdated(area) == ['فقرة أولى عن <a id="1">البلديات</a>.']


@pytest.mark.parametrize("name", ["slug", "contact_email", "show_in_menus"])
def test_what_the_languages_share_outdates_nothing(area, name):
    save(area, **{name: {"slug": "moved", "contact_email": "a@example.org"}.get(name, True)})
    assert outdated(area) == []


def test_what_is_live_has_counts_of_its_own(area):
    row = status.statuses_of(area).get(source="ar", target="en")
    assert (row.total, row.missing, row.outdated, row.live_outdated) == (13, 0, 0, 0)
    save(area, title_ar="عنوان جديد", summary_en="")
    row.refresh_from_db()
    assert (row.missing, row.outdated, row.live_missing, row.live_outdated) == (1, 1, 0, 0)
    assert row.words_left == 3
    draft = latest(area)
    draft.summary_en = "Summary again"
    draft.save_revision().publish()
    status.refresh(BasePage.objects.get(pk=area.pk))
    row.refresh_from_db()
    assert (row.missing, row.outdated, row.live_missing, row.live_outdated) == (0, 1, 0, 1)


def test_a_page_that_was_never_counted_is_counted_from_what_is_live(area):
    status.statuses_of(area).delete()
    save(area, title_ar="عنوان جديد")
    assert outdated(area) == ["عنوان جديد"]


def test_pictures_have_a_status(db):
    image = ImageFactory(alt_ar="صورة", alt_en="Picture")
    status.refresh(image)
    image.alt_ar = "صورة أخرى"
    image.save()
    status.refresh(image)
    assert outdated(CustomImage.objects.get()) == ["صورة أخرى"]


def test_every_save_is_followed(area, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        draft = latest(area)
        draft.title_ar = "عنوان جديد"
        draft.save_revision()
    assert status.statuses_of(area).get(source="ar", target="en").outdated == 1
    with django_capture_on_commit_callbacks(execute=True):
        latest(area).latest_revision.publish()
    assert status.statuses_of(area).get(source="ar", target="en").live_outdated == 1
    rows = status.statuses_of(area)
    BasePage.objects.get(pk=area.pk).delete()
    assert not rows.exists()


def test_the_status_costs_as_many_queries_whatever_the_page_says(
    area, arabic_only, django_assert_max_num_queries
):
    for page in (area, arabic_only):
        page = BasePage.objects.get(pk=page.pk)
        with django_assert_max_num_queries(8):
            status.refresh(page)


def test_english_stream_stays_what_it_is(area):
    """Reading never writes."""
    before = latest(area).body_en.get_prep_value()
    states(area)
    assert latest(area).body_en.get_prep_value() == before
    assert [block["type"] for block in before] == [block["type"] for block in ENGLISH]
