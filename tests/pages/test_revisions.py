"""Drafts, publishing, going back, and what the admin's history says, in both admin languages."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.log_actions import registry
from wagtail.models import PageLogEntry, ReferenceIndex

from pages.models import BasePage, ContentPage
from tests.editor import form_data
from tests.factories import ContentPageFactory, DecentralisationPageFactory, ImageFactory
from tests.page_forms import PUBLISH, edit_url, page_data

pytestmark = pytest.mark.both_databases

FIRST = {"title_ar": "العنوان الأول", "title_en": "First title"}
SECOND = {"title_ar": "العنوان الثاني", "title_en": "Second title"}
SUMMARIES = {"summary_ar": "ملخص", "summary_en": "Summary"}


@pytest.fixture
def staff(admin_client_in, language):
    """A browser signed in to the admin, in each of its languages in turn."""
    return admin_client_in(language)


@pytest.fixture
def content_page(home):
    """A live page with the first titles."""
    page = ContentPageFactory(parent=home, slug="page", **FIRST, **SUMMARIES)
    page.save_revision()
    return page


def titles(page):
    """The titles of a page by column, unset ones as empty."""
    return {name: getattr(page, name) or "" for name in FIRST}


def draft_titles(page):
    """The draft titles in the database, by the title's column."""
    page = BasePage.objects.get(pk=page.pk)
    return {name: getattr(page, f"draft_{name}") or "" for name in FIRST}


def send(staff, page, button, **texts):
    """Save a page in its editor."""
    data = page_data(**SUMMARIES | {"slug": page.slug} | texts)
    response = staff.post(edit_url(page), data | button)
    assert response.status_code == 302, response.context["form"].errors


def test_a_draft_changes_the_draft_titles_of_both_languages_only(staff, content_page):
    send(staff, content_page, {}, **SECOND)
    content_page.refresh_from_db()
    assert titles(content_page) == FIRST
    assert draft_titles(content_page) == SECOND
    assert content_page.has_unpublished_changes


def test_publishing_puts_both_languages_in_their_columns(staff, content_page):
    send(staff, content_page, PUBLISH, **SECOND)
    content_page.refresh_from_db()
    assert titles(content_page) == SECOND
    assert draft_titles(content_page) == SECOND


def test_going_back_to_a_revision_brings_back_both_languages(staff, content_page):
    first = content_page.latest_revision
    send(staff, content_page, PUBLISH, **SECOND)
    data = page_data(
        **FIRST,
        **SUMMARIES,
        slug=content_page.slug,
        revision=first.pk,
    )
    staff.get(reverse("wagtailadmin_pages:revisions_revert", args=[content_page.pk, first.pk]))
    staff.post(edit_url(content_page), data | PUBLISH)
    content_page.refresh_from_db()
    assert titles(content_page) == FIRST
    assert titles(content_page.get_latest_revision_as_object()) == FIRST


def test_the_form_of_an_earlier_revision_shows_its_texts(staff, content_page):
    first = content_page.latest_revision
    send(staff, content_page, PUBLISH, **SECOND)
    address = reverse("wagtailadmin_pages:revisions_revert", args=[content_page.pk, first.pk])
    form = staff.get(f"{address}?part=all").context["form"]
    assert {name: form[name].value() for name in FIRST} == FIRST


@pytest.mark.parametrize("part", ["ar", "en"])
def test_one_language_of_an_earlier_revision_is_restored(staff, content_page, part):
    """What somebody else saves meanwhile stays, as with any save."""
    first = content_page.latest_revision
    send(staff, content_page, PUBLISH, **SECOND)
    address = reverse("wagtailadmin_pages:revisions_revert", args=[content_page.pk, first.pk])
    # Both languages differ: nothing is restored until one is chosen.
    screen = staff.get(address)
    assert {name: screen.context["form"][name].value() for name in FIRST} == SECOND
    assert f"?part={part}" in screen.content.decode()
    sent = form_data(staff.get(f"{address}?part={part}").context["form"])
    theirs = BasePage.objects.get(pk=content_page.pk).get_latest_revision_as_object()
    theirs.summary_en = "Written meanwhile"
    theirs.save_revision(clean=False)
    assert staff.post(address, sent).status_code == 302
    saved = BasePage.objects.get(pk=content_page.pk).get_latest_revision_as_object()
    assert titles(saved) == SECOND | {f"title_{part}": FIRST[f"title_{part}"]}
    assert saved.summary_en == "Written meanwhile"


def test_what_languages_share_is_restored_without_their_texts(staff, content_page):
    first = content_page.latest_revision
    send(staff, content_page, {}, **SECOND, slug="renamed")
    address = reverse("wagtailadmin_pages:revisions_revert", args=[content_page.pk, first.pk])
    sent = form_data(staff.get(f"{address}?part=shared").context["form"])
    assert staff.post(address, sent).status_code == 302
    saved = BasePage.objects.get(pk=content_page.pk).get_latest_revision_as_object()
    assert (titles(saved), saved.slug) == (SECOND, "page")


def test_where_one_part_differs_it_is_the_one(staff, content_page):
    first = content_page.latest_revision
    send(staff, content_page, {}, **FIRST | {"title_en": SECOND["title_en"]})
    address = reverse("wagtailadmin_pages:revisions_revert", args=[content_page.pk, first.pk])
    form = staff.get(address).context["form"]
    assert {name: form[name].value() for name in FIRST} == FIRST


def test_publishing_an_earlier_revision_keeps_the_latest_drafts_titles(content_page, language):
    """As a schedule or an approved workflow does, in whatever language it runs."""
    first = content_page.latest_revision
    content_page.title_ar, content_page.title_en = SECOND.values()
    content_page.save_revision()
    with translation.override(language):
        first.publish()
    content_page.refresh_from_db()
    assert titles(content_page) == FIRST
    assert draft_titles(content_page) == SECOND


def test_a_revision_without_english_brings_no_arabic_into_it(content_page, language):
    content_page.title_en = content_page.summary_en = ""
    content_page.released_en = False
    with translation.override(language):
        content_page.save_revision().publish()
        content_page.get_latest_revision_as_object().save_revision().publish()
    content_page.refresh_from_db()
    assert titles(content_page) == FIRST | {"title_en": ""}
    assert draft_titles(content_page) == FIRST | {"title_en": ""}
    assert not content_page.summary_en


def test_scheduled_publishing_runs_without_a_request(content_page):
    content_page.title_ar, content_page.title_en = SECOND.values()
    content_page.go_live_at = timezone.now() - timedelta(minutes=1)
    revision = content_page.save_revision(approved_go_live_at=content_page.go_live_at)
    translation.deactivate_all()
    call_command("publish_scheduled")
    content_page.refresh_from_db()
    assert content_page.live_revision_id == revision.pk
    assert titles(content_page) == SECOND


def test_pages_are_named_without_any_active_language(content_page):
    translation.deactivate_all()
    assert str(content_page) == content_page.get_admin_display_title() == FIRST["title_ar"]


@pytest.mark.parametrize(
    ("columns", "shown"),
    [
        (FIRST, {"ar": "العنوان الأول", "en": "First title"}),
        (FIRST | {"title_en": ""}, {"ar": "العنوان الأول", "en": "العنوان الأول"}),
        (FIRST | {"title_ar": ""}, {"ar": "First title", "en": "First title"}),
        ({"title_ar": "", "title_en": None}, {"ar": "", "en": ""}),
    ],
)
def test_a_page_is_named_in_the_admins_language_or_another(columns, shown, language):
    page = ContentPage(**columns)
    with translation.override(language):
        assert str(page) == page.get_admin_display_title() == shown[language]


def test_the_bare_column_is_never_what_the_admin_shows(staff, content_page, home, language):
    BasePage.objects.filter(pk=content_page.pk).update(title_ar=FIRST["title_ar"])
    with translation.override(language):
        name = content_page.get_admin_display_title()
    for address in (
        reverse("wagtailadmin_explore", args=[home.pk]),
        reverse("wagtailadmin_pages:history", args=[content_page.pk]),
        edit_url(content_page),
    ):
        assert name in staff.get(address).content.decode()


def test_history_and_logs_name_the_page_in_the_language_of_who_acted(staff, content_page, language):
    send(staff, content_page, {}, **SECOND)
    send(staff, content_page, PUBLISH, **SECOND)
    label = SECOND[f"title_{language}"]
    actions = {}
    for entry in registry.get_logs_for_instance(content_page):
        actions.setdefault(entry.action, entry.label)
    assert actions["wagtail.edit"] == label
    assert actions["pages.release"] == label
    response = staff.get(reverse("wagtailadmin_reports:site_history"))
    assert label in response.content.decode()


def test_a_new_title_is_logged_as_a_renaming(staff, content_page, language):
    send(staff, content_page, PUBLISH, **SECOND)
    [entry] = PageLogEntry.objects.filter(page=content_page.pk, action="wagtail.rename")
    name = f"title_{language}"
    assert entry.data["title"] == {"old": FIRST[name], "new": SECOND[name]}


def test_a_deleted_pages_label_remains(staff, content_page, language):
    staff.post(reverse("wagtailadmin_pages:delete", args=[content_page.pk]))
    entry = PageLogEntry.objects.get(action="wagtail.delete")
    assert entry.label == FIRST[f"title_{language}"]


def test_revisions_can_be_compared(staff, content_page):
    first = content_page.latest_revision
    send(staff, content_page, PUBLISH, **SECOND)
    response = staff.get(
        reverse("wagtailadmin_pages:revisions_compare", args=[content_page.pk, first.pk, "latest"])
    )
    text = response.content.decode()
    assert response.status_code == 200
    assert "Second" in text
    assert "الثاني" in text


def test_items_inside_a_page_keep_their_languages_through_drafts(index, language):
    page = DecentralisationPageFactory(parent=index)
    page.reform_proposals.create(improves="powers", title_ar="اقتراح", text_ar="نص")
    with translation.override(language):
        page.save_revision().publish()
        page.get_latest_revision_as_object().save_revision().publish()
    item = page.reform_proposals.model.objects.get(page=page)
    assert (item.title_ar, item.title_en or "") == ("اقتراح", "")
    assert (item.text_ar, item.text_en or "") == ("نص", "")


def test_an_image_in_a_body_is_counted_once_for_each_language_that_has_it(content_page, language):
    image = ImageFactory()
    with translation.override(language):
        content_page.body_ar = [("image", {"image": image, "caption": "", "decorative": False})]
        content_page.save()
        assert ReferenceIndex.get_references_to(image).count() == 1
        content_page.body_en = [("image", {"image": image, "caption": "", "decorative": False})]
        content_page.save()
    fields = {r.model_path.split(".")[0] for r in ReferenceIndex.get_references_to(image)}
    assert fields == {"body_ar", "body_en"}
