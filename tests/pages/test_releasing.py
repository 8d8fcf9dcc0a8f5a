"""Each language of a page is released, held and withdrawn on its own; no draft is lost."""

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.urls import reverse
from django.utils import translation
from django.utils.http import urlencode
from wagtail.log_actions import registry
from wagtail.signals import page_published

from pages.models import BasePage, ContentPage
from pages.models.editing import ReleaseError
from pages.versions.releasing import discard_draft, release, release_all, withdraw
from tests.factories import (
    ContentPageFactory,
    DecentralisationPageFactory,
    make_administrator,
    make_member,
)
from work_areas.models import DecentralisationPage

pytestmark = pytest.mark.both_databases

TEXTS = ("title", "summary")
OTHER = {"ar": "en", "en": "ar"}
LIVE = {"ar": "منشور", "en": "Live"}
DRAFT = {"ar": "مسودة", "en": "Draft"}


@pytest.fixture(autouse=True)
def _admin_language(language):
    """Whoever releases works in either language."""
    with translation.override(language):
        yield


@pytest.fixture
def content_page(home):
    """A page that is live in both languages."""
    page = ContentPageFactory(parent=home, slug="page", **columns(LIVE))
    page.save_revision().publish()
    return page


@pytest.fixture
def drafted(content_page):
    """The same with a draft of both languages."""
    return draft(content_page, **columns(DRAFT))


def columns(words):
    """The columns of title and summary with one word per language."""
    return {f"{name}_{code}": word for code, word in words.items() for name in TEXTS}


def draft(page, **values):
    """Save a draft of a page with other values; the page."""
    version = latest(page)
    for name, value in values.items():
        setattr(version, name, value)
    version.save_revision()
    return version


def stored(page):
    """A page as visitors read it."""
    return page.specific_class.objects.get(pk=page.pk)


def latest(page):
    """A page as its editors see it."""
    return stored(page).get_latest_revision_as_object()


def texts(page, code):
    """Title and summary of a version in a language."""
    return [getattr(page, f"{name}_{code}") or "" for name in TEXTS]


def draft_title(page, code):
    """The title that lists of pages show."""
    return getattr(BasePage.objects.get(pk=page.pk), f"draft_title_{code}")


# One language, and the other


@pytest.mark.parametrize("code", ["ar", "en"])
def test_releasing_a_language_leaves_the_other_as_it_was(drafted, code):
    release(drafted, code)
    other = OTHER[code]
    assert texts(stored(drafted), code) == [DRAFT[code]] * 2
    assert texts(stored(drafted), other) == [LIVE[other]] * 2
    for language in (code, other):
        assert texts(latest(drafted), language) == [DRAFT[language]] * 2
        assert draft_title(drafted, language) == DRAFT[language]
    assert stored(drafted).has_unpublished_changes


@pytest.mark.parametrize("code", ["ar", "en"])
def test_releasing_both_one_after_the_other_leaves_no_draft(drafted, code):
    release(drafted, code)
    release(drafted, OTHER[code])
    for language in (code, OTHER[code]):
        assert texts(stored(drafted), language) == [DRAFT[language]] * 2
    assert not stored(drafted).has_unpublished_changes
    assert stored(drafted).live_revision_id == stored(drafted).latest_revision_id


def test_releasing_all_puts_every_language_on_the_site(drafted):
    release_all(drafted)
    for code in ("ar", "en"):
        assert texts(stored(drafted), code) == [DRAFT[code]] * 2
    assert not stored(drafted).has_unpublished_changes


@pytest.mark.parametrize("code", ["ar", "en"])
def test_a_new_page_appears_in_the_released_language_only(home, code):
    page = ContentPageFactory(
        parent=home, live=False, released_ar=False, released_en=False, **columns(DRAFT)
    )
    page.save_revision()
    release(page, code)
    assert stored(page).live
    assert stored(page).available_languages == [code]
    assert texts(latest(page), OTHER[code]) == [DRAFT[OTHER[code]]] * 2


@pytest.mark.parametrize("code", ["ar", "en"])
def test_a_copy_or_an_unpublished_page_comes_back_in_the_released_language_only(content_page, code):
    """It may have been released in both when it was unpublished."""
    content_page.unpublish()
    release(content_page, code)
    assert stored(content_page).available_languages == [code]


def test_what_the_languages_share_comes_with_either(content_page):
    draft(content_page, show_in_footer=True, slug="moved")
    release(content_page, "en")
    assert (stored(content_page).show_in_footer, stored(content_page).slug) == (True, "moved")
    assert not stored(content_page).has_unpublished_changes


def test_a_page_without_revisions_can_be_released(home):
    page = ContentPageFactory(parent=home, released_en=False)
    release(page, "en")
    assert stored(page).available_languages == ["ar", "en"]


def test_an_older_revision_can_be_released_and_the_draft_stays(content_page):
    older = draft(content_page, **columns({"ar": "أقدم", "en": "Older"})).latest_revision
    draft(content_page, **columns(DRAFT))
    release(content_page, "en", revision=older)
    assert texts(stored(content_page), "en") == ["Older"] * 2
    assert texts(stored(content_page), "ar") == [LIVE["ar"]] * 2
    assert texts(latest(content_page), "en") == [DRAFT["en"]] * 2
    assert texts(latest(content_page), "ar") == [DRAFT["ar"]] * 2


# Items inside a content_page


@pytest.fixture
def area(index):
    """A live work area with two proposals in both languages."""
    page = DecentralisationPageFactory(parent=index)
    for number in (1, 2):
        page.reform_proposals.create(
            improves="powers",
            title_ar=f"اقتراح {number}",
            title_en=f"Proposal {number}",
            sort_order=number,
        )
    page.save_revision().publish()
    return DecentralisationPage.objects.get(pk=page.pk)


def titles(page, code):
    """The titles of a version's proposals, in their order."""
    return [getattr(item, f"title_{code}") for item in page.reform_proposals.all()]


def test_items_keep_their_other_language(area):
    version = latest(area)
    first = version.reform_proposals.all()[0]
    first.title_ar, first.title_en = "اقتراح جديد", "New proposal"
    version.reform_proposals.add(first)
    version.save_revision()
    release(area, "en")
    assert titles(stored(area), "en") == ["New proposal", "Proposal 2"]
    assert titles(stored(area), "ar") == ["اقتراح 1", "اقتراح 2"]
    assert titles(latest(area), "ar") == ["اقتراح جديد", "اقتراح 2"]


def test_a_new_item_is_blank_in_the_held_language_and_exists_once(area):
    version = latest(area)
    version.reform_proposals.create(
        improves="finance", title_ar="اقتراح 3", title_en="Proposal 3", sort_order=9
    )
    version.save_revision()
    release(area, "en")
    assert titles(stored(area), "en") == ["Proposal 1", "Proposal 2", "Proposal 3"]
    assert titles(stored(area), "ar") == ["اقتراح 1", "اقتراح 2", None]
    assert titles(latest(area), "ar") == ["اقتراح 1", "اقتراح 2", "اقتراح 3"]
    keys = {item.key: item.pk for item in stored(area).reform_proposals.all()}
    assert {item.key: item.pk for item in latest(area).reform_proposals.all()} == keys
    release(area, "ar")
    assert titles(stored(area), "ar") == ["اقتراح 1", "اقتراح 2", "اقتراح 3"]
    assert {item.key: item.pk for item in stored(area).reform_proposals.all()} == keys


@pytest.mark.parametrize("code", ["ar", "en"])
def test_a_new_item_without_a_word_in_the_released_language_waits(area, code):
    """It would stand empty on the site, in every language."""
    version = latest(area)
    version.reform_proposals.create(
        improves="finance", sort_order=9, **{f"title_{OTHER[code]}": "Only here"}
    )
    version.save_revision(clean=False)
    release(area, code)
    assert len(titles(stored(area), code)) == 2
    assert titles(latest(area), OTHER[code])[2:] == ["Only here"]
    assert stored(area).has_unpublished_changes
    release(area, OTHER[code])
    assert titles(stored(area), OTHER[code])[2:] == ["Only here"]


def test_items_go_and_change_places_for_all_languages(area):
    version = latest(area)
    first, second = version.reform_proposals.all()
    version.reform_proposals.remove(first)
    version.save_revision()
    release(area, "ar")
    assert titles(stored(area), "en") == ["Proposal 2"]
    assert [item.pk for item in stored(area).reform_proposals.all()] == [second.pk]
    assert not stored(area).has_unpublished_changes


def test_a_new_order_is_released(area):
    version = latest(area)
    first, second = version.reform_proposals.all()
    first.sort_order, second.sort_order = 2, 1
    version.reform_proposals.set([second, first])
    version.save_revision()
    release(area, "ar")
    assert titles(stored(area), "en") == ["Proposal 2", "Proposal 1"]


# What is refused


@pytest.mark.parametrize("code", ["ar", "en"])
@pytest.mark.parametrize("name", TEXTS)
def test_a_language_without_a_required_text_is_not_released(content_page, code, name, language):
    draft(content_page, **columns(DRAFT) | {f"{name}_{OTHER[code]}": "…"})
    version = latest(content_page)
    setattr(version, f"{name}_{code}", " ")
    version.save_revision(clean=False)
    with pytest.raises(ReleaseError) as refusal:
        release(content_page, code)
    assert list(refusal.value.message_dict) == [f"{name}_{code}"]
    [message] = refusal.value.messages
    assert str(ContentPage._meta.get_field(name).verbose_name) in message
    assert {"ar": "العربية", "en": "English"}[code] in message
    assert texts(stored(content_page), code) == [LIVE[code]] * 2


def test_an_untitled_item_is_not_released(area):
    version = latest(area)
    version.reform_proposals.create(improves="finance", title_en="Proposal 3", text_ar="نص")
    version.save_revision(clean=False)
    with pytest.raises(ReleaseError):
        release(area, "ar")
    release(area, "en")
    assert len(titles(stored(area), "en")) == 3


def test_releasing_all_names_all_that_is_missing(content_page):
    version = latest(content_page)
    version.summary_ar = version.summary_en = ""
    version.save_revision(clean=False)
    with pytest.raises(ReleaseError) as refusal:
        release_all(content_page)
    assert set(refusal.value.message_dict) == {"summary_ar", "summary_en"}


def test_a_language_may_be_released_while_the_other_has_nothing(content_page):
    version = latest(content_page)
    version.title_en = version.summary_en = ""
    version.title_ar = "جديد"
    version.save_revision()
    release(content_page, "ar")
    assert texts(stored(content_page), "en") == [LIVE["en"]] * 2
    assert texts(latest(content_page), "en") == ["", ""]


def test_nothing_publishes_a_released_language_without_its_texts(content_page):
    """Whatever way Wagtail takes: in bulk, by schedule, at the end of a workflow."""
    version = latest(content_page)
    version.summary_en = ""
    revision = version.save_revision()
    with pytest.raises(ReleaseError):
        revision.publish()
    assert texts(stored(content_page), "en") == [LIVE["en"]] * 2


def test_an_alias_follows_its_source_and_is_not_released_itself(content_page):
    alias = content_page.create_alias(update_slug="alias")
    with pytest.raises(ReleaseError):
        release(alias, "en")
    draft(content_page, **columns(DRAFT))
    release(content_page, "en")
    assert texts(stored(alias), "en") == [DRAFT["en"]] * 2
    assert texts(stored(alias), "ar") == [LIVE["ar"]] * 2


def test_the_root_of_the_tree_is_not_released(home):
    with pytest.raises(ReleaseError):
        release(BasePage.objects.get(depth=1), "ar")


# Withdrawing


@pytest.mark.parametrize("code", ["ar", "en"])
def test_a_withdrawn_language_is_gone_for_visitors_and_the_drafts_remain(drafted, code):
    withdraw(drafted, code)
    assert stored(drafted).available_languages == [OTHER[code]]
    assert stored(drafted).live
    for language in ("ar", "en"):
        assert texts(stored(drafted), language) == [LIVE[language]] * 2
        assert texts(latest(drafted), language) == [DRAFT[language]] * 2
    assert not getattr(latest(drafted), f"released_{code}")
    release(drafted, code)
    assert stored(drafted).available_languages == ["ar", "en"]


@pytest.mark.parametrize("has_draft", [True, False])
def test_without_any_language_a_page_is_unpublished(content_page, has_draft):
    if has_draft:
        draft(content_page, **columns(DRAFT))
    withdraw(content_page, "ar")
    withdraw(content_page, "en")
    assert not stored(content_page).live
    assert not stored(content_page).released_ar
    assert not stored(content_page).released_en
    expected = DRAFT if has_draft else LIVE
    assert texts(latest(content_page), "ar") == [expected["ar"]] * 2
    assert not latest(content_page).released_en


def test_the_home_page_stays_open_in_one_language(home):
    withdraw(home, "ar")
    with pytest.raises(ReleaseError):
        withdraw(home, "en")
    assert stored(home).available_languages == ["en"]


def test_only_what_is_released_can_be_withdrawn(home):
    page = ContentPageFactory(parent=home, released_en=False)
    with pytest.raises(ReleaseError):
        withdraw(page, "en")


# Discarding a draft


@pytest.mark.parametrize("code", ["ar", "en"])
def test_discarding_a_draft_brings_back_what_is_live_in_one_language(drafted, code):
    before = drafted.latest_revision
    discard_draft(drafted, code)
    assert texts(latest(drafted), code) == [LIVE[code]] * 2
    assert texts(latest(drafted), OTHER[code]) == [DRAFT[OTHER[code]]] * 2
    assert draft_title(drafted, code) == LIVE[code]
    assert texts(before.as_object(), code) == [DRAFT[code]] * 2
    assert stored(drafted).has_unpublished_changes


def test_discarding_both_leaves_no_draft(drafted):
    discard_draft(drafted, "ar")
    discard_draft(drafted, "en")
    assert not stored(drafted).has_unpublished_changes
    assert draft_title(drafted, "en") == LIVE["en"]


def test_a_new_item_goes_when_its_last_text_is_discarded(area):
    version = latest(area)
    version.reform_proposals.create(
        improves="finance", title_ar="اقتراح 3", title_en="Proposal 3", sort_order=9
    )
    version.save_revision()
    discard_draft(area, "en")
    assert titles(latest(area), "ar") == ["اقتراح 1", "اقتراح 2", "اقتراح 3"]
    assert titles(latest(area), "en") == ["Proposal 1", "Proposal 2", None]
    discard_draft(area, "ar")
    assert titles(latest(area), "ar") == ["اقتراح 1", "اقتراح 2"]
    assert not stored(area).has_unpublished_changes


def test_who_may_edit_one_language_only_discards_texts_but_no_item(area):
    """Which items there are is for those who may edit what the languages share."""
    call_command("set_up_roles", verbosity=0)
    translator = make_member("English translator / مترجم الإنجليزية", "en")
    version = latest(area)
    version.reform_proposals.create(improves="finance", title_en="Proposal 3", sort_order=9)
    version.save_revision(clean=False)
    discard_draft(area, "en", user=translator)
    assert titles(latest(area), "en") == ["Proposal 1", "Proposal 2", None]


def test_there_is_nothing_to_go_back_to_before_the_first_release(home):
    page = ContentPageFactory(parent=home, live=False)
    with pytest.raises(ReleaseError):
        discard_draft(page, "en")


# What others are told


def entries(page, action):
    """The log entries of an action on a page: their languages and what they say."""
    logs = registry.get_logs_for_instance(page).filter(action=action)
    return [(entry.data["language"], str(entry.message)) for entry in logs]


def test_each_action_is_told_in_the_readers_language(drafted, language):
    release(drafted, "en")
    withdraw(drafted, "en")
    draft(drafted, **columns(DRAFT | {"ar": "أخرى"}))
    discard_draft(drafted, "ar")
    name = {"ar": "الإنجليزية", "en": "English"}[language]
    for action in ("pages.release", "pages.withdraw"):
        [(code, message)] = entries(drafted, action)
        assert code == "en"
        assert name in message
    [(code, message)] = entries(drafted, "pages.discard")
    assert code == "ar"


def test_a_release_is_told_to_those_who_listen(drafted):
    heard = []

    def receiver(instance, **kwargs):
        heard.append((instance.pk, instance.title_en, instance.title_ar))

    page_published.connect(receiver)
    try:
        release(drafted, "en")
    finally:
        page_published.disconnect(receiver)
    assert heard == [(drafted.pk, DRAFT["en"], LIVE["ar"])]


def test_the_authors_of_drafts_remain_their_authors(content_page, language):
    author = make_administrator("en")
    version = latest(content_page)
    version.title_ar, version.title_en = DRAFT["ar"], DRAFT["en"]
    version.save_revision(user=author)
    release(content_page, "en")
    assert stored(content_page).latest_revision.user == author


# Many at once


def publish_in_bulk(client, *pages, include_descendants=""):
    """Choose pages in a list and publish them."""
    address = reverse("wagtail_bulk_action", args=["pages", "basepage", "publish"])
    query = urlencode([("id", page.pk) for page in pages] + [("next", "/admin/")])
    return client.post(
        f"{address}?{query}", {"include_descendants": include_descendants}, follow=True
    )


def test_many_pages_are_published_in_every_language_or_not_at_all(admin_client_in, home, language):
    client = admin_client_in(language)
    first, second = (ContentPageFactory(parent=home, live=False) for _number in range(2))
    publish_in_bulk(client, first, second)
    for page in (first, second):
        assert stored(page).available_languages == ["ar", "en"]
    draft(first, title_en="New")
    draft(second, summary_en="")
    response = publish_in_bulk(client, first, second)
    assert stored(first).title_en != "New"
    assert stored(second).summary_en
    assert getattr(second, f"title_{language}") in response.content.decode()
    draft(second, title_en="Also new", summary_en="Summary")
    publish_in_bulk(client, first, second)
    assert (stored(first).title_en, stored(second).title_en) == ("New", "Also new")


def test_a_locked_page_is_not_published_with_others(admin_client_in, home, language):
    client = admin_client_in(language)
    first, second, below = (ContentPageFactory(parent=home, live=False) for _number in range(3))
    below.move(first, "last-child")
    somebody = get_user_model().objects.create_user("somebody")
    BasePage.objects.filter(pk__in=[second.pk, below.pk]).update(locked=True, locked_by=somebody)
    response = publish_in_bulk(client, first, second)
    assert not stored(first).live
    assert getattr(second, f"title_{language}") in response.content.decode()
    publish_in_bulk(client, first, include_descendants="on")
    assert (stored(first).live, stored(below).live) == (True, False)
