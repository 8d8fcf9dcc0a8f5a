"""Signing in: guesses are limited by account and network, nobody is locked out for good, and nobody
learns which accounts exist."""

import threading
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model, hashers
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from pages.access import roles
from pages.accounts.hashers import OneAtATimeHasher
from pages.limits import passwords
from pages.limits.models import KnownNetwork, UseCount
from site_config import shedding
from tests.factories import ContentPageFactory, make_member

PASSWORD = "a long walk to the harbour"
HOME, ELSEWHERE = "192.0.2.1", "198.51.100.7"


@pytest.fixture
def member(db):
    """An editor."""
    roles.set_up(lambda line: None)
    user = make_member(roles.EDITOR, "en")
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def hashes(monkeypatch):
    """The passwords that are hashed."""
    made = []
    encode = hashers.MD5PasswordHasher.encode

    def noted(self, password, salt):
        made.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(hashers.MD5PasswordHasher, "encode", noted)
    return made


def sign_in(name, password, address=HOME, language="en"):
    """The response to a name and a password from a network address."""
    return Client().post(
        reverse("wagtailadmin_login"),
        {"username": name, "password": password},
        REMOTE_ADDR=address,
        headers={"accept-language": language},
    )


def is_in(response):
    """Whether somebody was let in."""
    return response.status_code == 302


def later(monkeypatch, minutes):
    """Let time pass."""
    then = timezone.now() + timedelta(minutes=minutes)
    monkeypatch.setattr(passwords.timezone, "now", lambda: then)


def guess(name, times, address=ELSEWHERE):
    """The last response to so many wrong passwords."""
    for number in range(times):
        response = sign_in(name, f"wrong {number}", address)
    return response


def test_after_too_many_wrong_passwords_the_right_one_has_to_wait(member, monkeypatch, language):
    assert guess(member.username, passwords.ABOUT_ONE).status_code == 200
    response = sign_in(member.username, PASSWORD, ELSEWHERE, language)
    assert response.status_code == 429
    assert 0 < int(response["Retry-After"]) <= passwords.SECONDS
    message = BeautifulSoup(response.content, "html.parser").select_one(".messages .error").text
    assert {"ar": "محاولات", "en": "Too many attempts"}[language] in message
    # From other networks too: many can guess together.
    assert sign_in(member.username, PASSWORD, "203.0.113.9").status_code == 429
    later(monkeypatch, minutes=16)
    assert is_in(sign_in(member.username, PASSWORD, ELSEWHERE))


def test_who_signed_in_from_a_network_is_not_locked_out_there_by_others(member):
    assert is_in(sign_in(member.username, PASSWORD, "2001:db8::1"))
    guess(member.username, passwords.ABOUT_ONE + 1)
    assert sign_in(member.username, PASSWORD, HOME).status_code == 429
    # Another device of the same household.
    assert is_in(sign_in(member.username, PASSWORD, "2001:db8::2"))
    assert not is_in(guess(member.username, passwords.KNOWN, "2001:db8::3"))
    assert sign_in(member.username, PASSWORD, "2001:db8::1").status_code == 429


def test_one_network_guesses_at_many_accounts_only_so_often(member):
    for number in range(passwords.FROM_ONE):
        assert sign_in(f"name {number}", "wrong", ELSEWHERE).status_code == 200
    assert sign_in("another", "wrong", ELSEWHERE).status_code == 429
    assert is_in(sign_in(member.username, PASSWORD, HOME))


def test_right_passwords_are_not_counted(member):
    for _number in range(passwords.ABOUT_ONE + 1):
        assert is_in(sign_in(member.username, PASSWORD))
    assert not UseCount.objects.filter(count__gt=0).exists()


def test_a_name_spelled_otherwise_is_no_other_account(member):
    guess(member.username.upper(), passwords.ABOUT_ONE)
    assert sign_in(member.username, PASSWORD).status_code == 429


@pytest.mark.parametrize("kind", ["known", "unknown", "disabled", "without password"])
def test_nobody_learns_which_accounts_exist(member, hashes, kind):
    if kind == "disabled":
        get_user_model().objects.update(is_active=False)
    if kind == "without password":
        member.set_unusable_password()
        member.save()
    name = "nobody" if kind == "unknown" else member.username
    hashes.clear()
    wrong = sign_in(name, "wrong")
    assert len(hashes) == 1
    shown = BeautifulSoup(wrong.content, "html.parser").select_one(".messages .error").text
    assert shown == "Your username and password didn't match. Please try again."
    guess(name, passwords.ABOUT_ONE - 1)
    hashes.clear()
    assert sign_in(name, "wrong", ELSEWHERE).status_code == 429
    assert hashes == []


def test_of_names_and_networks_only_digests_are_kept(member):
    sign_in(member.username, PASSWORD)
    sign_in("somebody", "wrong")
    kept = str([*UseCount.objects.values(), *KnownNetwork.objects.values()])
    assert HOME not in kept
    assert "somebody" not in kept


def test_there_is_one_way_to_sign_in(member, client, language):
    address = f"/{language}/_util/login/"
    response = client.post(f"{address}?next=/en/", {"username": "x", "password": PASSWORD})
    assert response["Location"] == "/admin/login/?next=%2Fen%2F"


def test_passwords_are_hashed_one_at_a_time():
    hasher = OneAtATimeHasher()
    with OneAtATimeHasher.turn:
        thread = threading.Thread(target=hasher.encode, args=("x", "salt", 1))
        thread.start()
        thread.join(0.05)
        assert thread.is_alive()
    thread.join()


def test_guessers_take_no_turns_of_visitors(rf, settings):
    settings.REQUESTS_AT_ONCE = 1
    answers = []

    def view(request):
        if request.method == "POST" and not answers:
            answers.append(ask(rf.post("/admin/login/")).status_code)
            answers.append(ask(rf.post("/en/_util/authenticate_with_password/1/1/")).status_code)
            answers.append(ask(rf.get("/en/")).status_code)
        return HttpResponse()

    ask = shedding.SheddingMiddleware(view)
    assert ask(rf.post("/admin/login/")).status_code == 200
    assert answers == [503, 503, 200]


@pytest.mark.parametrize(
    "password", ["password", "Password2026!", "passwordpassword", "12qwerty34", "letmeinletmein99"]
)
def test_common_passwords_are_refused_at_any_length(password):
    with pytest.raises(ValidationError, match=r"شائع|common"):
        validate_password(password)


def test_other_passwords_are_not_common():
    validate_password(PASSWORD)
    validate_password("مدينة فيها بحر وميناء")


@pytest.fixture(params=["page", "collection"])
def gate(request, home):
    """A function that sends a password to a page or a collection from an address."""
    if request.param == "page":
        page = ContentPageFactory(parent=home, slug="closed")
        closed = PageViewRestriction.objects.create(
            page=page, restriction_type="password", password=PASSWORD
        )
        path = "/{}" + f"/_util/authenticate_with_password/{closed.pk}/{page.pk}/"
    else:
        collection = Collection.get_first_root_node().add_child(name="Closed")
        closed = CollectionViewRestriction.objects.create(
            collection=collection, restriction_type="password", password=PASSWORD
        )
        path = f"/documents/authenticate_with_password/{closed.pk}/"

    def send(password, address=ELSEWHERE, language="en"):
        return Client().post(
            path.format(language),
            {"password": password, "return_url": "/en/"},
            REMOTE_ADDR=address,
            headers={"accept-language": language},
        )

    return send


def test_passwords_of_pages_and_collections_can_be_guessed_only_so_often(gate, language):
    assert gate(PASSWORD, HOME).status_code == 302
    for number in range(passwords.FROM_ONE):
        assert gate(f"wrong {number}").status_code == 200
    response = gate(PASSWORD, language=language)
    assert response.status_code == 429
    assert int(response["Retry-After"]) > 0
    assert {"ar": "محاولات", "en": "Too many attempts"}[language] in response.text
    assert gate(PASSWORD, HOME).status_code == 302


def test_a_password_of_nothing_is_not_counted(db, client):
    response = client.post("/documents/authenticate_with_password/77/", {}, follow=True)
    assert response.status_code == 404
    assert not UseCount.objects.exists()
