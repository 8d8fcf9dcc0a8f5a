"""Another e-mail address needs the password, and the old address is told."""

import pytest
from django.core import mail

from tests.factories import make_administrator

PASSWORD = "a long walk to the harbour"
NEW = "new@example.org"
SETTINGS = "/admin/account/"


@pytest.fixture
def member(language, home, client, settings):
    """Somebody who is signed in."""
    settings.MAIL_IS_SET_UP = True
    user = make_administrator(language)
    user.email, user.first_name, user.last_name = "old@example.org", "A", "B"
    user.set_password(PASSWORD)
    user.save()
    client.force_login(user)
    mail.outbox.clear()
    return user


def send(client, language, **data):
    """The response to the settings of an account."""
    profile = {
        "name_email-first_name": "A",
        "name_email-last_name": "B",
        "locale-preferred_language": language,
        "locale-current_time_zone": "Europe/Stockholm",
        "theme-theme": "system",
        "theme-contrast": "system",
        "theme-density": "default",
    }
    return client.post(SETTINGS, profile | data)


@pytest.mark.parametrize("password", ["", "wrong"])
def test_without_the_password_the_address_stays(
    client, member, language, password, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        data = {"email-email": NEW, "email-password": password, "name_email-email": NEW}
        response = send(client, language, **data)
    assert {"ar": "ليست هذه كلمة مرورك", "en": "This is not your password"}[language] in (
        response.text
    )
    member.refresh_from_db()
    assert member.email == "old@example.org"
    assert mail.outbox == []


def test_with_the_password_it_is_changed_and_the_old_address_told(
    client, member, language, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        response = send(client, language, **{"email-email": NEW, "email-password": PASSWORD})
    assert response.status_code == 302
    member.refresh_from_db()
    assert member.email == NEW
    (sent,) = mail.outbox
    assert sent.to == ["old@example.org"]
    assert {"ar": "تغيّر عنوان بريدك", "en": "Your e-mail address was changed"}[language] in (
        sent.subject
    )
    assert member.username in sent.body


def test_other_settings_need_no_password(client, member, language):
    assert send(client, language, **{"email-email": "old@example.org"}).status_code == 302
