"""The screen of a page's languages: what it says, what its buttons do, and for whom."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.log_actions import registry
from wagtail.models import GroupPagePermission

from pages.models import ContentPage, ScheduledRelease
from pages.staff.release import version_of
from pages.versions.releasing import schedule
from tests.editor import Editor
from tests.factories import ContentPageFactory
from tests.page_forms import PUBLISH_IN, edit_url

pytestmark = pytest.mark.both_databases


@pytest.fixture
def staff(admin_client_in, language):
    """A browser signed in to the admin, in each of its languages in turn."""
    return admin_client_in(language)


@pytest.fixture
def content_page(home):
    """A page that is live in Arabic, with a draft in English."""
    page = ContentPageFactory(parent=home, slug="page", released_en=False, title_en="First")
    page.save_revision().publish()
    page.title_en = "Draft"
    page.save_revision()
    return page


def screen_url(page):
    return reverse("page_languages", args=[page.pk])


def card_of(response, language):
    """The card of a language on the screen."""
    soup = BeautifulSoup(response.content, "html.parser")
    return soup.find("section", attrs={"aria-labelledby": f"language-{language}"})


def press(client, page, language, do, **data):
    """Press a button in the card of a language, and confirm it."""
    sent = {"language": language, "do": do, "seen": version_of(stored(page)), "confirmed": "on"}
    return client.post(screen_url(page), sent | data)


def buttons(card):
    """What the buttons of a card do."""
    return {button["value"] for button in card.find_all("button", attrs={"name": "do"})}


def stored(page):
    return ContentPage.objects.get(pk=page.pk)


def test_each_language_has_a_card_headed_by_its_own_name(staff, content_page):
    response = staff.get(screen_url(content_page))
    for code, name, direction in [("ar", "العربية", "rtl"), ("en", "English", "ltr")]:
        heading = card_of(response, code).h2.span
        assert heading.get_text() == name
        assert (heading["lang"], heading["dir"]) == (code, direction)


def test_the_cards_offer_what_can_be_done(staff, content_page):
    response = staff.get(screen_url(content_page))
    plans = {"schedule-release", "schedule-withdraw"}
    assert buttons(card_of(response, "ar")) == {"release", "withdraw"} | plans
    assert buttons(card_of(response, "en")) == {"release", "discard"} | plans


def test_the_cards_lead_to_what_is_live_and_to_the_draft(staff, content_page):
    response = staff.get(screen_url(content_page))
    arabic = [link["href"] for link in card_of(response, "ar").find_all("a")]
    english = [link["href"] for link in card_of(response, "en").find_all("a")]
    assert any(href.endswith("/ar/page/") for href in arabic)
    assert not any("/en/page/" in href for href in english)
    assert any("live...latest" in href for href in english)
    for href in english:
        answer = staff.get(href)
        assert answer.status_code == 200
    draft = staff.get(next(href for href in english if "mode=en" in href)).content.decode()
    assert '<html lang="en"' in draft
    assert "Draft" in draft


def test_the_screen_is_found_from_the_editor_and_from_lists(staff, content_page, home):
    for address in (edit_url(content_page), reverse("wagtailadmin_explore", args=[home.pk])):
        assert screen_url(content_page) in staff.get(address).content.decode()


def test_a_language_is_published_and_withdrawn(staff, content_page):
    assert press(staff, content_page, "en", "release").status_code == 302
    assert stored(content_page).available_languages == ["ar", "en"]
    assert stored(content_page).title_en == "Draft"
    press(staff, content_page, "ar", "withdraw")
    assert stored(content_page).available_languages == ["en"]


def test_a_draft_is_discarded(staff, content_page):
    press(staff, content_page, "en", "discard")
    assert stored(content_page).get_latest_revision_as_object().title_en == "First"


def shown_form(response, code):
    """What the first form in a language's card sends, but for its buttons."""
    inputs = card_of(response, code).form.find_all("input", type="hidden")
    return {field["name"]: field["value"] for field in inputs}


@pytest.mark.parametrize(("code", "do"), [("ar", "withdraw"), ("en", "discard")])
def test_what_takes_something_away_is_asked_about_first(staff, content_page, code, do):
    url = screen_url(content_page)
    before = version_of(stored(content_page))
    question = staff.post(url, shown_form(staff.get(url), code) | {"do": do})
    assert version_of(stored(content_page)) == before
    assert buttons(card_of(question, code).form) == {do}
    assert card_of(question, code).form.find("a", href=url)
    assert staff.post(url, shown_form(question, code) | {"do": do}).status_code == 302
    assert version_of(stored(content_page)) != before


@pytest.mark.parametrize(("code", "do"), [("ar", "withdraw"), ("en", "discard"), ("en", "release")])
def test_nothing_is_done_to_what_the_screen_did_not_show(staff, content_page, code, do):
    seen = version_of(stored(content_page))
    content_page.title_en = "Written meanwhile"
    content_page.save_revision()
    before = version_of(stored(content_page))
    response = press(staff, content_page, code, do, seen=seen)
    assert card_of(response, code).find(role="alert")
    assert version_of(stored(content_page)) == before
    assert press(staff, content_page, code, do).status_code == 302


@pytest.mark.parametrize("way", ["screen", "editor"])
def test_a_plan_that_ends_because_it_is_done_by_hand_is_told(staff, content_page, way, language):
    at = timezone.now() + timedelta(days=2)
    schedule(content_page, "en", "release", at)
    if way == "screen":
        response = staff.get(press(staff, content_page, "en", "release").url)
    else:
        Editor(staff, content_page).save(**PUBLISH_IN["en"])
        response = staff.get(screen_url(content_page))
    assert not ScheduledRelease.objects.exists()
    name = {"ar": "الإنجليزية", "en": "English"}[language]
    with translation.override(language):
        told = translation.gettext(
            "The schedule is no longer needed and was cancelled: %(language)s."
        )
    if way == "screen":
        assert told % {"language": name} in response.content.decode()
    assert registry.get_logs_for_instance(content_page).filter(action="pages.cancel_schedule")


def test_what_lacks_is_said_in_the_card_in_the_admins_language(staff, content_page, language):
    content_page.summary_en = ""
    content_page.save_revision()
    response = press(staff, content_page, "en", "release")
    refusal = card_of(response, "en").find(role="alert").get_text()
    with translation.override(language):
        assert str(ContentPage._meta.get_field("summary").verbose_name) in refusal
    assert card_of(response, "ar").find(role="alert") is None
    assert stored(content_page).available_languages == ["ar"]


def planned(at):
    """A time as the browser sends it, in the person's time zone."""
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M")


@pytest.mark.parametrize(("code", "action"), [("en", "release"), ("ar", "withdraw")])
def test_a_release_or_withdrawal_is_planned_and_cancelled(staff, content_page, code, action):
    at = (timezone.now() + timedelta(days=2)).replace(second=0, microsecond=0)
    press(staff, content_page, code, f"schedule-{action}", **{f"{code}-{action}-at": planned(at)})
    plan = ScheduledRelease.objects.get()
    assert (plan.language, plan.action, plan.at) == (code, action, at)
    assert f"cancel-{action}" in buttons(card_of(staff.get(screen_url(content_page)), code))
    press(staff, content_page, code, f"cancel-{action}")
    assert not ScheduledRelease.objects.exists()


def test_times_are_those_of_the_persons_time_zone(staff, content_page, language):
    user = get_user_model().objects.get()
    user.wagtail_userprofile.current_time_zone = "Asia/Amman"
    user.wagtail_userprofile.save()
    press(staff, content_page, "en", "schedule-release", **{"en-release-at": "2130-01-01 12:00"})
    assert ScheduledRelease.objects.get().at.isoformat().startswith("2130-01-01T09:00")


@pytest.mark.parametrize("value", ["", "tomorrow", "2001-01-01 12:00"])
def test_a_wrong_time_is_refused_beside_its_field(staff, content_page, value):
    response = press(staff, content_page, "en", "schedule-release", **{"en-release-at": value})
    card = card_of(response, "en")
    field = card.find(attrs={"name": "en-release-at"})
    assert field["value"] == value if value else True
    assert field.find_parent(class_="w-field__wrapper").select(".error-message")
    assert not ScheduledRelease.objects.exists()


def test_a_language_is_not_withdrawn_before_it_is_released(staff, content_page):
    in_days = {n: planned(timezone.now() + timedelta(days=n)) for n in (1, 2, 3)}
    press(staff, content_page, "en", "schedule-release", **{"en-release-at": in_days[2]})
    response = press(
        staff, content_page, "en", "schedule-withdraw", **{"en-withdraw-at": in_days[1]}
    )
    field = card_of(response, "en").find(attrs={"name": "en-withdraw-at"})
    assert field.find_parent(class_="w-field__wrapper").select(".error-message")
    press(staff, content_page, "en", "schedule-withdraw", **{"en-withdraw-at": in_days[3]})
    assert ScheduledRelease.objects.count() == 2


def test_a_plan_whose_texts_are_missing_is_refused(staff, content_page):
    content_page.summary_en = ""
    content_page.save_revision()
    at = planned(timezone.now() + timedelta(days=1))
    response = press(staff, content_page, "en", "schedule-release", **{"en-release-at": at})
    assert card_of(response, "en").find(role="alert")


@pytest.mark.parametrize("data", [{"language": "xx", "do": "release"}, {"language": "ar"}])
def test_what_no_button_sends_is_refused(staff, content_page, data):
    assert staff.post(screen_url(content_page), data).status_code == 400


def test_an_alias_shows_its_state_only(staff, content_page):
    alias = stored(content_page).create_alias(update_slug="alias")
    for code in ("ar", "en"):
        assert not buttons(card_of(staff.get(screen_url(alias)), code))
    press(staff, alias, "en", "release")
    assert stored(alias).available_languages == ["ar"]


@pytest.fixture
def member(client, home, language):
    """A function that signs somebody in with page permissions and others."""

    def sign_in(*page_permissions, languages=()):
        group = Group.objects.create(name="Group")
        group.permissions.add(Permission.objects.get(codename="access_admin"))
        for code in languages:
            group.permissions.add(Permission.objects.get(codename=f"edit_texts_{code}"))
        for name in page_permissions:
            GroupPagePermission.objects.create(group=group, page=home, permission_type=name)
        user = get_user_model().objects.create_user("member", password="a good secret")
        user.groups.add(group)
        client.force_login(user)
        return client

    return sign_in


def test_editors_see_the_states_and_discard_drafts_of_their_language_only(member, content_page):
    client = member("change", languages=["en"])
    assert buttons(card_of(client.get(screen_url(content_page)), "en")) == {"discard"}
    assert press(client, content_page, "en", "release").status_code != 200
    assert press(client, content_page, "ar", "discard").status_code != 200
    assert stored(content_page).available_languages == ["ar"]
    assert stored(content_page).get_latest_revision_as_object().title_en == "Draft"
    press(client, content_page, "en", "discard")
    assert stored(content_page).get_latest_revision_as_object().title_en == "First"


def test_nobody_else_sees_the_screen(member, content_page):
    client = member(languages=["en"])
    assert client.get(screen_url(content_page)).status_code in (302, 403)


def test_a_page_locked_by_somebody_is_left_alone(staff, content_page):
    content_page = stored(content_page)
    content_page.locked, content_page.locked_by = (
        True,
        get_user_model().objects.create_user("somebody"),
    )
    content_page.save()
    press(staff, content_page, "en", "release")
    assert stored(content_page).available_languages == ["ar"]
