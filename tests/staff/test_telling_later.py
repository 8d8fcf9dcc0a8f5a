"""A text is saved whatever the mail server does; who was not told is told of by the screens."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext
from django_tasks_db.models import DBTaskResult

from pages.access import roles
from pages.background.models import OutgoingMail
from pages.models import ContentPage
from tests.editor import Editor
from tests.factories import ContentPageFactory, make_member
from tests.page_forms import edit_url
from tests.silent_server import silent_server

pytestmark = pytest.mark.both_databases


@pytest.fixture(autouse=True)
def _as_in_production(settings, work_off):
    settings.EMAIL_BACKEND = "pages.background.mail.Backend"
    settings.MAIL_IS_SET_UP = True


@pytest.fixture
def mail_server(settings):
    """A mail server that accepts connections and says nothing."""
    with silent_server() as server:
        settings.MAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.EMAIL_TIMEOUT = 0.2
        yield server


def browser(user):
    """The browser of a person."""
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def publisher(page, language):
    """Who is to review, in either language."""
    return make_member(roles.PUBLISHER, language, name="publisher")


@pytest.fixture
def page(home):
    """A live page that is reviewed before anybody publishes a change."""
    roles.set_up(lambda line: None)
    page = ContentPageFactory(parent=home, title_ar="العنوان", title_en="Title")
    page.save_revision().publish()
    return page


@pytest.fixture
def translator(page, language):
    """Who submits, in either language."""
    return make_member(roles.translator("en"), language, name="translator")


def submit(translator, page):
    """Submit a new English title for review."""
    editor = Editor(browser(translator), page)
    editor.type(title_en="New title")
    assert editor.save(**{"action-submit": "1"}).status_code == 302


def text_of(client, url):
    """What a screen says."""
    return BeautifulSoup(client.get(url).content, "html.parser").get_text(" ", strip=True)


def test_a_review_is_told_by_the_worker_to_each_once(page, publisher, translator, work_off):
    submit(translator, page)
    assert mail.outbox == []
    work_off()
    work_off()
    assert [message.to for message in mail.outbox] == [[publisher.email]]
    assert not OutgoingMail.objects.exists()


def test_a_mail_server_that_says_nothing_neither_delays_nor_fails_a_submission(
    page, publisher, translator, mail_server, work_off, language, settings
):
    submit(translator, page)
    assert not mail_server.accepted.is_set(), "the request waited for the mail server"
    saved = ContentPage.objects.get(pk=page.pk)
    assert saved.get_latest_revision_as_object().title_en == "New title"
    assert saved.workflow_in_progress
    untold = gettext_in(
        language,
        "Your text is saved, but these people have not been told, because mail could not be sent:",
    )
    assert untold not in text_of(browser(translator), edit_url(page))

    work_off()
    assert mail_server.accepted.is_set()
    told = text_of(browser(publisher), edit_url(page))
    assert untold in told
    assert f"{publisher.email} –" in told
    assert "timed out" in told
    other = ContentPageFactory(parent=page.get_parent())
    assert untold not in text_of(browser(publisher), edit_url(other))

    settings.MAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    DBTaskResult.objects.update(run_after=timezone.now())
    work_off()
    assert [message.to for message in mail.outbox] == [[publisher.email]]
    assert untold not in text_of(browser(publisher), edit_url(page))


def gettext_in(language, text):
    """A text of the interface in a language."""
    with translation.override(language):
        return gettext(text)


def test_publishers_are_told_on_their_first_screen_and_try_again(
    page, publisher, translator, mail_server, work_off, language, settings
):
    home = reverse("wagtailadmin_home")
    heading = gettext_in(language, "Background work")
    assert heading not in text_of(browser(publisher), home)
    submit(translator, page)
    work_off()
    assert heading in text_of(browser(publisher), home)
    assert heading not in text_of(browser(translator), home)

    address = reverse("background_work")
    told = text_of(browser(publisher), address)
    for words in (
        gettext_in(language, "Sending a mail to staff"),
        gettext_in(language, "These people have not been told."),
        "timed out",
        publisher.email,
    ):
        assert words in told
    settings.MAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    work_off()
    assert mail.outbox == [], "it waits for its time"
    soup = BeautifulSoup(browser(publisher).get(address).content, "html.parser")
    [form] = soup.select(".listing form")
    assert browser(translator).post(form["action"]).status_code == 302
    work_off()
    assert mail.outbox == []
    response = browser(publisher).post(form["action"], follow=True)
    again = "It is tried again now. Load this page anew to see how it went."
    assert gettext_in(language, again) in response.content.decode()
    work_off()
    assert len(mail.outbox) == 1
    nothing = gettext_in(language, "Nothing has failed.")
    assert nothing in text_of(browser(publisher), address)


def test_without_a_mail_server_a_page_in_review_says_that_nobody_is_told(
    page, publisher, translator, language, settings
):
    settings.MAIL_IS_SET_UP = False
    words = gettext_in(
        language,
        "No mail server is set up (EMAIL_URL): nobody is told by mail that this page is to be "
        "reviewed.",
    )
    assert words not in text_of(browser(publisher), edit_url(page))
    submit(translator, page)
    assert words in text_of(browser(publisher), edit_url(page))
    assert not OutgoingMail.objects.exists()


def test_a_worker_that_does_not_run_is_told(page, publisher, translator, language, monkeypatch):
    submit(translator, page)
    home = reverse("wagtailadmin_home")
    assert gettext_in(language, "Background work") not in text_of(browser(publisher), home)
    now = timezone.now() + timedelta(minutes=6)
    monkeypatch.setattr(timezone, "now", lambda: now)
    told = text_of(browser(publisher), home)
    assert {"en": "Ask whoever runs the site", "ar": "اسأل من يشغّل الموقع"}[language] in told


def test_a_mail_that_is_sent_twice_after_a_crash_is_recognised(page, publisher, translator):
    submit(translator, page)
    waiting = OutgoingMail.objects.get()
    waiting.send()
    OutgoingMail.objects.get().send()
    first, second = (message.message()["Message-ID"] for message in mail.outbox)
    assert first == second
    assert mail.outbox[0].extra_headers["Auto-Submitted"] == "auto-generated"


def test_a_forgotten_password_is_mailed_by_the_worker(publisher, work_off, client):
    client.post(reverse("wagtailadmin_password_reset"), {"email": publisher.email})
    assert mail.outbox == []
    work_off()
    assert "/admin/password_reset/confirm/" in mail.outbox[0].body
    assert not OutgoingMail.objects.exists()
