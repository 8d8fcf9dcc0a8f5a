"""The second factor: a sign-in is none before its code, staff set it up themselves, and
who has lost everything gets help by a command."""

import time

import pytest
from bs4 import BeautifulSoup
from django.core.management import CommandError, call_command
from django.test import Client
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from pages.access import roles
from pages.accounts import two_factors
from pages.limits import passwords
from tests.factories import make_member

PASSWORD = "a long walk to the harbour"
CODE, SET_UP, OWN = "/admin/login/code/", "/admin/login/set-up/", "/admin/account/second-factor/"


@pytest.fixture(autouse=True)
def _required(settings, db):
    settings.REQUIRE_TWO_FACTORS = True
    roles.set_up(lambda line: None)


def account(role=roles.PUBLISHER, language="en"):
    """An account of a role, with a password."""
    user = make_member(role, language)
    user.set_password(PASSWORD)
    user.save()
    return user


def give_password(client, user, **data):
    """The response to the right password."""
    data = {"username": user.username, "password": PASSWORD, "next": "/admin/reports/", **data}
    return client.post("/admin/login/", data)


def code_of(user, *, steps=0):
    """The code of an account's app, so many half minutes from now."""
    totp = TOTP(TOTPDevice.objects.get(user=user).bin_key)
    totp.time = time.time() + 30 * steps
    return f"{totp.token():06}"


def enrolled(role=roles.PUBLISHER):
    """An account with a second factor, and its recovery codes."""
    user = account(role)
    two_factors.new_device(user)
    codes = two_factors.confirm(user, code_of(user))
    return user, codes


def is_in(client):
    """Whether somebody is signed in."""
    return client.get("/admin/").status_code == 200


def test_a_publisher_sets_it_up_at_the_next_sign_in(client, language):
    user = account()
    assert give_password(client, user)["Location"] == SET_UP
    assert not is_in(client)
    page = BeautifulSoup(
        client.get(SET_UP, headers={"accept-language": language}).content, "html.parser"
    )
    assert page.select_one("[role=img][aria-label] svg path")
    assert not page.select("[style], main script, main style")
    field = page.select_one("input[name=code]")
    assert field["autocomplete"] == "one-time-code"
    assert page.select_one(f"label[for={field['id']}]")
    assert {"ar": "امسح هذه الصورة", "en": "Scan this picture"}[language] in page.text
    assert client.post(SET_UP, {"code": "1"}).status_code == 200
    assert not is_in(client)
    response = client.post(SET_UP, {"code": code_of(user)})
    codes = BeautifulSoup(response.content, "html.parser").select("main li code")
    assert len(codes) == two_factors.RECOVERY_CODES
    assert "no-store" in response["Cache-Control"]
    assert is_in(client)
    assert StaticToken.objects.filter(device__user=user).count() == two_factors.RECOVERY_CODES
    assert codes[0].text not in str(list(StaticToken.objects.values()))


@pytest.mark.parametrize(
    ("role", "asked"),
    [(roles.ADMINISTRATOR, True), (roles.PUBLISHER, True), (roles.EDITOR, False)],
)
def test_it_is_required_of_those_who_publish_and_administer(client, settings, role, asked):
    user = account(role)
    give_password(client, user)
    assert is_in(client) is not asked
    settings.REQUIRE_TWO_FACTORS = False
    client = Client()
    give_password(client, user)
    assert is_in(client)


@pytest.mark.parametrize("role", [roles.PUBLISHER, roles.EDITOR])
def test_who_has_one_is_in_only_after_the_code_which_serves_once(client, role, language):
    user, _codes = enrolled(role)
    assert give_password(client, user)["Location"] == CODE
    assert not is_in(client)
    assert client.get(SET_UP)["Location"] == "/admin/login/"
    response = client.post(CODE, {"code": "000 000"}, headers={"accept-language": language})
    field = BeautifulSoup(response.content, "html.parser").select_one(".w-field--error, .error")
    assert {"ar": "غير صحيح", "en": "This code is wrong"}[language] in field.text
    code = code_of(user, steps=1)
    assert client.post(CODE, {"code": code})["Location"] == "/admin/reports/"
    assert is_in(client)
    other = Client()
    give_password(other, user)
    other.post(CODE, {"code": code})
    assert not is_in(other)


def test_a_recovery_code_serves_once(client):
    user, codes = enrolled()
    give_password(client, user)
    client.post(CODE, {"code": f" {codes[0].upper()} "})
    assert is_in(client)
    other = Client()
    give_password(other, user)
    other.post(CODE, {"code": codes[0]})
    assert not is_in(other)
    other.post(CODE, {"code": codes[1]})
    assert is_in(other)


def test_codes_can_be_guessed_only_so_often(client):
    user, codes = enrolled()
    give_password(client, user)
    for _number in range(passwords.ABOUT_ONE):
        assert client.post(CODE, {"code": "wrong"}).status_code == 200
    response = client.post(CODE, {"code": codes[0]})
    assert response.status_code == 429
    assert "Too many attempts" in response.text or "محاولات" in response.text
    assert not is_in(client)


def test_a_sign_in_waits_for_its_code_only_so_long_and_for_no_changed_password(client, monkeypatch):
    user, codes = enrolled()
    give_password(client, user)
    user.set_password("another long walk home")
    user.save()
    assert client.post(CODE, {"code": codes[0]})["Location"] == "/admin/login/"
    user.set_password(PASSWORD)
    user.save()
    give_password(client, user)
    now = time.time() + two_factors.LONGEST + 1
    monkeypatch.setattr(two_factors.time, "time", lambda: now)
    assert client.post(CODE, {"code": codes[0]})["Location"] == "/admin/login/"


def test_anybody_sets_one_up_with_the_password(client, language):
    user = account(roles.EDITOR, language)
    client.force_login(user)
    link = BeautifulSoup(client.get("/admin/account/").content, "html.parser")
    assert link.select_one(f"a[href='{OWN}']")
    client.get(OWN)
    wrong = client.post(OWN, {"password": "wrong", "code": code_of(user)})
    assert {"ar": "ليست هذه كلمة مرورك", "en": "This is not your password"}[language] in wrong.text
    assert not two_factors.has_device(user)
    client.post(OWN, {"password": PASSWORD, "code": code_of(user)})
    assert two_factors.has_device(user)
    # The account's other settings are saved as before.
    assert client.get("/admin/account/").status_code == 200


def test_a_command_helps_who_has_lost_everything(client, capsys):
    user, _codes = enrolled()
    call_command("reset_two_factors", user.username)
    assert user.username in capsys.readouterr().out
    assert give_password(client, user)["Location"] == SET_UP
    for name in (user.username, "nobody"):
        with pytest.raises(CommandError, match=name):
            call_command("reset_two_factors", name)
