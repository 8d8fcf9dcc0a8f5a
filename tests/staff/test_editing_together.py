"""Several people on one page at once: nobody's words are lost, and the later one may choose."""

import pytest
from django.core.management import call_command
from django.test import Client
from wagtail.log_actions import registry
from wagtail.models import Revision

from pages.merging.fields import value_digest
from pages.models import ContentPage
from tests.editor import Editor
from tests.factories import (
    ContentPageFactory,
    GeneralWorkAreaPageFactory,
    make_administrator,
    make_member,
)
from tests.page_forms import PUBLISH_IN
from work_areas.models import WorkAreaPoint

pytestmark = pytest.mark.both_databases

TEXT = "<p>Local authorities</p>"


@pytest.fixture
def page(home):
    """A live page, published in both languages."""
    page = ContentPageFactory(
        parent=home,
        slug="page",
        title_ar="العنوان",
        title_en="Title",
        summary_ar="الملخص",
        summary_en="Summary",
        body_en=[("rich_text", TEXT)],
    )
    page.save_revision().publish()
    return page


@pytest.fixture
def area(index):
    """A live work area with three points."""
    page = GeneralWorkAreaPageFactory(parent=index, slug="area")
    page.points = [
        WorkAreaPoint(title_ar=f"نقطة {number}", title_en=f"Point {number}") for number in (1, 2, 3)
    ]
    page.save_revision().publish()
    return page


@pytest.fixture
def people(language):
    """A function that opens a page for two people, whose admin is in one language and another."""

    def open_for_two(page, *names):
        codes = (language, {"ar": "en", "en": "ar"}[language])
        editors = []
        for code, name in zip(codes, names or [f"admin-{code}" for code in codes], strict=True):
            client = Client()
            client.force_login(make_administrator(code, name))
            editors.append(Editor(client, page))
            editors[-1].name = name
        return editors

    return open_for_two


def draft(page):
    """The latest draft of a page."""
    return type(page).objects.get(pk=page.pk).get_latest_revision_as_object()


def titles(page):
    """The English titles of an area's points, in order."""
    return [point.title_en for point in draft(page).points.all()]


def every_text(page, column):
    """What a column held in any revision of a page."""
    revisions = Revision.objects.for_instance(page)
    return {revision.content[column] for revision in revisions}


def every_item_title(area):
    """The English titles that the points had in any revision of an area."""
    return {
        point["title_en"]
        for revision in Revision.objects.for_instance(area)
        for point in revision.content["points"]
    }


def conflicts(response):
    """The fields that two people changed, by the form's answer."""
    return [conflict.name for conflict in response.context["conflicts"]]


def test_two_languages_never_disturb_each_other(people, page):
    first, second = people(page)
    first.type(title_ar="عنوان جديد")
    second.type(title_en="New title")
    assert first.save().status_code == second.save().status_code == 302
    assert (draft(page).title_ar, draft(page).title_en) == ("عنوان جديد", "New title")


def test_different_fields_of_one_language_are_merged(people, page):
    first, second = people(page)
    first.type(title_en="New title")
    second.type(summary_en="New summary")
    first.save()
    response = second.client.post(f"/admin/pages/{page.pk}/edit/", second.data, follow=True)
    assert (draft(page).title_en, draft(page).summary_en) == ("New title", "New summary")
    told = [str(message) for message in response.context["messages"]]
    assert any("(English)" in message for message in told), told


def test_the_same_words_from_both_are_no_conflict(people, page):
    first, second = people(page)
    first.type(title_en="New title")
    second.type(title_en="New title")
    assert first.save().status_code == second.save().status_code == 302


def test_the_later_person_is_shown_both_versions_and_nothing_is_saved(people, page):
    first, second = people(page)
    first.type(title_en="The first version")
    second.type(title_en="The second version", summary_en="Also changed")
    first.save()
    response = second.save()
    assert conflicts(response) == ["title_en"]
    html = response.content.decode()
    assert "<mark>first</mark>" in html
    assert "<mark>second</mark>" in html
    assert response.context["form"]["title_en"].value() == "The second version"
    assert response.context["form"].errors.keys() == {"title_en"}
    assert (draft(page).title_en, draft(page).summary_en) == ("The first version", "Summary")


@pytest.mark.parametrize(
    ("choice", "expected"), [("mine", "The second version"), ("theirs", "The first version")]
)
def test_the_choice_stands_and_the_other_version_stays_in_the_history(
    people, page, choice, expected
):
    first, second = people(page)
    first.type(title_en="The first version")
    second.type(title_en="The second version", summary_en="Also changed")
    first.save()
    [conflict] = second.save().context["conflicts"]
    second.type(**{conflict.input_name: f"{choice}:{conflict.theirs_digest}"})
    assert second.save().status_code == 302
    assert (draft(page).title_en, draft(page).summary_en) == (expected, "Also changed")
    assert {"The first version", "The second version"} <= every_text(page, "title_en")
    if choice == "theirs":
        kept = registry.get_logs_for_instance(page).get(action="pages.keep_version")
        assert kept.revision.content["title_en"] == "The second version"
        assert kept.user_id == int(second.client.session["_auth_user_id"])


def test_each_change_is_put_down_to_whoever_made_it(people, page):
    """Not to whoever saved something else since, or published it."""
    first, second = people(page)
    last = people(page, "last-ar", "last-en")[0]
    first.type(title_en="The first version", summary_en="New summary")
    first.save()
    last.type(title_ar="عنوان جديد")
    last.save(**PUBLISH_IN["ar"])
    second.type(title_en="The second version")
    assert first.name in second.autosave()["error_message"]
    response = second.save()
    [conflict] = response.context["conflicts"]
    assert conflict.author == first.name
    assert first.name in response.content.decode()
    second.type(**{conflict.input_name: f"mine:{conflict.theirs_digest}"})
    response = second.client.post(f"/admin/pages/{page.pk}/edit/", second.data, follow=True)
    told = [str(message) for message in response.context["messages"]]
    assert any(first.name in text and "(English)" in text for text in told), told
    assert any(last.name in text and "(العربية)" in text for text in told), told


def test_a_choice_is_void_when_the_other_version_has_changed_again(people, page):
    first, second = people(page)
    first.type(title_en="The first version")
    second.type(title_en="The second version")
    first.save()
    [conflict] = second.save().context["conflicts"]
    first.type(title_en="Changed once more")
    first.save()
    second.type(**{conflict.input_name: f"mine:{conflict.theirs_digest}"})
    [again] = second.save().context["conflicts"]
    assert again.theirs == "Changed once more"
    assert draft(page).title_en == "Changed once more"


def test_autosave_merges_what_others_saved(people, page):
    first, second = people(page)
    first.type(title_en="New title")
    second.type(title_ar="عنوان جديد")
    assert first.autosave()["success"]
    assert second.autosave()["success"]
    first.type(summary_en="New summary")
    assert first.autosave()["success"]
    second.type(summary_ar="ملخص جديد")
    assert second.autosave()["success"]
    saved = draft(page)
    assert (saved.title_en, saved.summary_en) == ("New title", "New summary")
    assert (saved.title_ar, saved.summary_ar) == ("عنوان جديد", "ملخص جديد")


def test_autosave_stops_at_a_conflict_and_says_who_and_what_to_do(people, page):
    first, second = people(page)
    first.type(title_en="The first version")
    second.type(title_en="The second version")
    assert first.autosave()["success"]
    answer = second.autosave()
    assert answer["error_code"] == "validation_error"
    assert first.client.session["_auth_user_id"]
    assert "admin-" in answer["error_message"]
    assert draft(page).title_en == "The first version"


def test_what_i_autosaved_myself_is_no_conflict(people, page):
    [editor, _other] = people(page)
    for words in ("One", "One two", "One two three"):
        editor.type(title_en=words)
        assert editor.autosave()["success"]
    assert draft(page).title_en == "One two three"
    assert editor.save().status_code == 302


def test_autosave_overwrites_ones_own_latest_revision_and_no_other(people, page):
    first, second = people(page)
    before = Revision.objects.for_instance(page).count()
    first.type(title_en="One")
    first.autosave()
    first.type(title_en="One two")
    first.autosave()
    assert Revision.objects.for_instance(page).count() == before + 1
    second.type(title_ar="عنوان")
    second.autosave()
    first.type(title_en="One two three")
    first.autosave()
    assert Revision.objects.for_instance(page).count() == before + 3
    assert {"One two", "One two three"} <= every_text(page, "title_en")


def test_publishing_a_language_brings_back_no_old_text_of_the_other(people, page):
    """Whoever publishes opened the page before the other language was written and published."""
    first, second = people(page)
    first.type(title_en="New title")
    first.save(**PUBLISH_IN["en"])
    second.type(title_ar="عنوان جديد")
    assert second.save(**PUBLISH_IN["ar"]).status_code == 302
    assert (draft(page).title_ar, draft(page).title_en) == ("عنوان جديد", "New title")
    assert not type(page).objects.get(pk=page.pk).has_unpublished_changes


def test_a_revision_that_went_live_is_not_overwritten(people, page):
    [editor, _other] = people(page)
    editor.type(title_en="Approved")
    editor.autosave()
    revision = Revision.objects.get(pk=editor.revision_id)
    revision.publish()
    editor.type(title_en="A later thought")
    assert editor.autosave()["success"]
    revision.refresh_from_db()
    assert revision.content["title_en"] == "Approved"


def test_a_body_that_nobody_touched_counts_as_unchanged(people, page):
    """Rich text goes through the browser's editor and comes back written otherwise."""
    first, second = people(page)
    first.type(title_en="New title")
    first.save()
    assert second.save().status_code == 302
    assert draft(page).title_en == "New title"
    body = draft(page).body_en
    assert value_digest(body) == value_digest(page.body_en)


def test_bodies_in_two_languages_are_merged_and_in_one_compared(people, page):
    first, second = people(page)
    name = "body_en-0-value"
    first.type(**{name: first.data[name].replace("Local", "Regional")})
    second.type(**{name: second.data[name].replace("authorities", "councils")})
    first.save()
    [conflict] = second.save().context["conflicts"]
    assert conflict.name == "body_en"
    assert "Regional authorities" in conflict.theirs
    assert "Local councils" in conflict.mine
    assert conflict.language == "en"


def test_items_that_both_add_are_all_kept(people, area):
    first, second = people(area)
    first.add_item("points", title_ar="أ", title_en="From the first")
    second.add_item("points", title_ar="ب", title_en="From the second")
    first.save()
    second.save()
    assert {"From the first", "From the second", "Point 1"} <= set(titles(area))
    assert len(titles(area)) == 5


def test_a_new_item_is_saved_once_however_often_it_is_autosaved(people, area):
    [editor, _other] = people(area)
    editor.add_item("points", title_ar="أ", title_en="New")
    editor.autosave()
    editor.type(**{f"{editor.prefix_of('points', title_en='New')}-title_en": "New point"})
    editor.autosave()
    editor.autosave()
    assert titles(area) == ["Point 1", "Point 2", "Point 3", "New point"]


def test_one_item_in_two_languages_is_merged(people, area):
    first, second = people(area)
    prefix = first.prefix_of("points", title_en="Point 2")
    first.type(**{f"{prefix}-title_en": "Second point"})
    second.type(**{f"{prefix}-title_ar": "النقطة الثانية"})
    first.save()
    second.save()
    point = draft(area).points.all()[1]
    assert (point.title_ar, point.title_en) == ("النقطة الثانية", "Second point")


def test_a_new_order_and_new_words_are_merged(people, area):
    first, second = people(area)
    last = first.prefix_of("points", title_en="Point 3")
    first.type(**{f"{last}-ORDER": "0"})
    prefix = second.prefix_of("points", title_en="Point 1")
    second.type(**{f"{prefix}-title_en": "First point"})
    first.save()
    second.save()
    assert titles(area) == ["Point 3", "First point", "Point 2"]


def test_an_item_that_one_deletes_and_nobody_changes_goes(people, area):
    first, second = people(area)
    prefix = first.prefix_of("points", title_en="Point 2")
    first.type(**{f"{prefix}-DELETE": "on"})
    second.type(title_en="New title")
    first.save()
    second.save()
    assert titles(area) == ["Point 1", "Point 3"]


@pytest.mark.parametrize(("choice", "survives"), [("mine", True), ("theirs", False)])
def test_an_item_that_others_deleted_while_i_changed_it_asks_me(people, area, choice, survives):
    first, second = people(area)
    prefix = first.prefix_of("points", title_en="Point 2")
    first.type(**{f"{prefix}-DELETE": "on"})
    second.type(**{f"{prefix}-title_en": "Second point"})
    first.save()
    [conflict] = second.save().context["conflicts"]
    assert (conflict.theirs, "Second point" in conflict.mine) == (None, True)
    second.type(**{conflict.input_name: f"{choice}:{conflict.theirs_digest}"})
    second.save()
    assert ("Second point" in titles(area)) is survives
    assert "Second point" in every_item_title(area)
    if survives:
        [point] = [p for p in draft(area).points.all() if p.title_en == "Second point"]
        assert point.title_ar == "نقطة 2"


@pytest.mark.parametrize("choice", ["mine", "theirs"])
def test_a_translators_words_for_a_deleted_item_stay_in_the_history(people, area, choice):
    """The item goes, for it is not theirs to keep."""
    call_command("set_up_roles", verbosity=0)
    translator = Client()
    translator.force_login(make_member("English translator / مترجم الإنجليزية", "en"))
    [first, _other], second = people(area), Editor(translator, area)
    first.type(**{f"{first.prefix_of('points', title_en='Point 2')}-DELETE": "on"})
    second.type(**{f"{second.prefix_of('points', title_en='Point 2')}-title_en": "Second point"})
    first.save()
    [conflict] = second.save().context["conflicts"]
    second.type(**{conflict.input_name: f"{choice}:{conflict.theirs_digest}"})
    assert second.save().status_code == 302
    assert titles(area) == ["Point 1", "Point 3"]
    assert "Second point" in every_item_title(area)


@pytest.mark.parametrize(("choice", "survives"), [("mine", False), ("theirs", True)])
def test_an_item_that_i_deleted_while_others_changed_it_asks_me(people, area, choice, survives):
    first, second = people(area)
    prefix = first.prefix_of("points", title_en="Point 2")
    first.type(**{f"{prefix}-title_en": "Second point"})
    second.type(**{f"{prefix}-DELETE": "on"})
    first.save()
    [conflict] = second.save().context["conflicts"]
    assert (conflict.mine, "Second point" in conflict.theirs) == (None, True)
    second.type(**{conflict.input_name: f"{choice}:{conflict.theirs_digest}"})
    second.save()
    assert ("Second point" in titles(area)) is survives


def test_going_back_to_a_revision_changes_what_differs_from_the_latest(people, area):
    [editor, _other] = people(area)
    old = area.latest_revision
    editor.type(title_en="New title")
    editor.add_item("points", title_ar="أ", title_en="New")
    editor.save()
    url = editor.open_revision(old)
    assert editor.client.post(url, editor.data).status_code == 302
    assert draft(area).title_en == area.title_en
    assert titles(area) == ["Point 1", "Point 2", "Point 3"]


@pytest.mark.parametrize(
    "forged",
    [
        {"shown_values": "no JSON"},
        {"shown_values": "[1, 2]"},
        {"shown_values": '{"points": 7, "title_en": []}'},
        {"points-0-key": "no key"},
        {"points-0-id": "999999"},
        {"overwrite_revision_id": "none"},
        {"settle-title_en": "mine:"},
    ],
)
def test_data_that_no_form_sends_never_breaks_the_editor(people, area, forged):
    [editor, _other] = people(area)
    editor.type(title_en="New title", **forged)
    response = editor.client.post(f"/admin/pages/{area.pk}/edit/", editor.data)
    assert response.status_code in (200, 302)
    assert set(titles(area)) >= {"Point 2", "Point 3"}


def test_a_page_that_was_never_published_is_merged_as_well(people, home):
    page = ContentPage(title_ar="مسودة", title_en="Draft", slug="draft", live=False)
    home.add_child(instance=page)
    page.save_revision()
    first, second = people(page)
    first.type(title_ar="مسودة أولى")
    second.type(title_en="First draft")
    first.save()
    second.save()
    assert (draft(page).title_ar, draft(page).title_en) == ("مسودة أولى", "First draft")
