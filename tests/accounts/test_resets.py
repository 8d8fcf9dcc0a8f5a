"""Links to set a new password: the same for every address on screen, mailed in the account's
language, never logged."""

import re

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pages.accounts import resets
from tests.factories import make_administrator

FORM = "/admin/password_reset/"
NAMES = {"ar": "الإدارة المحلية", "en": "Local Self-Government"}


@pytest.fixture(autouse=True)
def _mail(settings):
    settings.MAIL_IS_SET_UP = True


def ask(email, address="192.0.2.1", language="en"):
    """The response to a request for a link."""
    return Client().post(
        FORM, {"email": email}, REMOTE_ADDR=address, headers={"accept-language": language}
    )


@pytest.fixture
def account(language, home):
    """An account of each language."""
    user = make_administrator(language)
    user.email = "member@example.org"
    user.set_password("before")
    user.save()
    return user


def test_the_mail_names_the_site_in_the_accounts_language(account, language, work_off):
    other = "en" if language == "ar" else "ar"
    assert ask("member@example.org", language=other)["Location"] == f"{FORM}done/"
    assert mail.outbox == []
    work_off()
    (sent,) = mail.outbox
    assert NAMES[language] in sent.subject
    assert NAMES[language] in sent.body
    assert {"ar": "اسم المستخدم", "en": "Your user name"}[language] in sent.body
    work_off()
    assert len(mail.outbox) == 1


def test_sessions_end_when_the_link_is_used(account, client, work_off):
    client.force_login(account)
    ask("member@example.org")
    work_off()
    path = re.search(r"/admin/password_reset/confirm/\S+", mail.outbox[0].body)[0]
    visitor = Client()
    form = visitor.get(path, follow=True)
    new = "a long walk to the harbour"
    visitor.post(form.request["PATH_INFO"], {"new_password1": new, "new_password2": new})
    account.refresh_from_db()
    assert account.check_password(new)
    assert reverse("wagtailadmin_login") in client.get("/admin/")["Location"]


def test_the_screen_does_the_same_for_every_address(account, work_off):
    def queries(email):
        with CaptureQueriesContext(connection) as captured:
            response = ask(email)
        return response.status_code, response["Location"], len(captured)

    ask("first@example.org")
    assert queries("member@example.org") == queries("nobody@example.org")
    work_off()
    assert [sent.to for sent in mail.outbox] == [["member@example.org"]]


def test_links_are_limited_by_address_and_network(account, language):
    for name in ("member@example.org", "nobody@example.org"):
        for number in range(resets.FOR_ONE):
            assert ask(name, f"192.0.2.{number}").status_code == 302
        response = ask(name.upper(), "198.51.100.1", language)
        assert response.status_code == 429
        assert int(response["Retry-After"]) > 0
        assert {"ar": "محاولات", "en": "Too many attempts"}[language] in response.text
    for number in range(resets.FROM_ONE):
        assert ask(f"{number}@example.org", "203.0.113.1").status_code == 302
    assert ask("other@example.org", "203.0.113.1").status_code == 429


def test_without_a_mail_server_the_page_says_so_and_no_link_is_made(
    account, settings, language, capsys, work_off
):
    settings.MAIL_IS_SET_UP = False
    page = Client().get(FORM, headers={"accept-language": language}).text
    assert {"ar": "لا يرسل هذا الموقع بريدًا", "en": "This site sends no mail"}[language] in page
    assert 'name="email"' not in page
    assert ask("member@example.org").status_code == 200
    work_off()
    assert mail.outbox == []
    assert "confirm" not in "".join(capsys.readouterr())
