"""What becomes of a message: mailed to its unit, kept while mail is down, deleted in time."""

from datetime import timedelta
from email import message_from_bytes
from email.policy import default as modern
from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone, translation
from django.utils.translation import gettext

from pages.contact import mailing
from pages.contact.models import ContactMessage, ContactPage
from pages.limits.models import UseCount
from pages.models import SiteIdentity
from tests.factories import ContactPageFactory
from tests.mail_server import AWAY, REFUSED, MailServer
from tests.visitors import Visitor

pytestmark = pytest.mark.both_databases


@pytest.fixture(autouse=True)
def mail_server(settings, monkeypatch):
    """A mail server that works until a test says otherwise."""
    settings.MAIL_BACKEND = "tests.mail_server.MailServer"
    settings.MAIL_IS_SET_UP = True
    monkeypatch.setattr(MailServer, "problem", None)
    monkeypatch.setattr(MailServer, "watcher", None)
    return MailServer


@pytest.fixture
def page(home):
    """A contact page with the usual fields."""
    return ContactPageFactory(parent=home)


def write(client, page, language="ar", **changes):
    """Have a visitor send a message; the message as it was kept."""
    known = set(ContactMessage.objects.values_list("pk", flat=True))
    visitor = Visitor(client, page, language)
    assert visitor.send(visitor.data(**changes)).status_code == 303
    return ContactMessage.objects.exclude(pk__in=known).get()


def run(command):
    """Run a command: its output, its errors, its exit status."""
    out, err = StringIO(), StringIO()
    try:
        call_command(command, stdout=out, stderr=err)
    except CommandError as error:
        return out.getvalue(), err.getvalue(), error.returncode
    return out.getvalue(), err.getvalue(), 0


def later(monkeypatch, **time):
    """Let it be later."""
    now = timezone.now() + timedelta(**time)
    monkeypatch.setattr(timezone, "now", lambda: now)


def received(number=-1):
    """A mail as its reader's program understands it."""
    return message_from_bytes(mail.outbox[number].message().as_bytes(), policy=modern)


def test_a_message_goes_to_the_unit_chosen_in_the_language_read_there(client, page, language):
    """Whatever the language of the visitor."""
    first, second = page.units.all()
    message = write(client, page, language, Unit=str(first.key))
    assert not mail.outbox
    assert run("send_messages") == (f"{message.reference}: mailed\n", "", 0)
    arabic = received()
    write(client, page, language, Unit=str(second.key))
    run("send_messages")
    english = received()
    assert arabic["To"] == "partners@example.org"
    assert english["To"] == "training@example.org, copy@example.org"
    assert arabic["Reply-To"] == "layla@example.org"
    # Folding may put a space before what is long.
    assert arabic["Subject"].strip() == f"{page.title_ar} – الشراكات [{message.reference}]"
    assert english["Subject"].startswith(f"{page.title_en} – Training [")
    for mail_, labels, code in (
        (arabic, ("الاسم", "الرسالة"), "ar"),
        (english, ("Name", "Message"), "en"),
    ):
        plain = mail_.get_body(("plain",)).get_content()
        html = mail_.get_body(("html",)).get_content()
        with translation.override(code):
            assert gettext("Written in:") in plain
        assert f'dir="{ {"ar": "rtl", "en": "ltr"}[code] }"'.replace(" ", "") in html.replace(
            " ", ""
        )
        for text in (*labels, "ليلى", "أود أن أسأل"):
            assert text in plain
            assert text in html
    message.refresh_from_db()
    assert (message.state, message.attempts, message.last_error) == ("sent", 1, "")
    assert message.sent_at
    assert run("send_messages") == ("", "", 0)


def test_without_a_unit_it_goes_to_the_form_s_own_recipients(client, home):
    page = ContactPageFactory(parent=home, fields=[{"label_ar": "رسالة", "label_en": "Message"}])
    message = write(client, page, Message="Hello")
    run("send_messages")
    assert received()["To"] == "office@example.org"
    assert received()["Reply-To"] is None
    assert received()["Subject"] == f"{page.title_en} [{message.reference}]"


def test_nobody_writes_headers(client, page):
    page.title_en = page.title_ar = "Contact"
    page.units = [page.units.first()]
    page.units.first().title_ar = "وحدة\r\nBcc: victim@example.org"
    page.save()
    write(client, page, Name="x\r\nBcc: victim@example.org", Message="y\r\nBcc: victim@example.org")
    run("send_messages")
    assert received()["Bcc"] is None
    assert mail.outbox[-1].recipients() == ["partners@example.org"]
    assert "\n" not in received()["Subject"]


def test_markup_in_a_message_stays_text(client, page):
    write(client, page, Message="<script>alert(1)</script> & <b>")
    run("send_messages")
    html = received().get_body(("html",)).get_content()
    assert "<script>" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;" in html
    assert "<script>alert(1)</script> & <b>" in received().get_body(("plain",)).get_content()


def test_while_mail_is_down_nothing_is_lost_and_each_pause_is_longer(
    client, page, mail_server, monkeypatch
):
    """In a loop until it succeeds."""
    message = write(client, page)
    mail_server.problem = AWAY
    pauses = []
    for attempt in range(1, 10):
        out, err, status = run("send_messages")
        assert (out, status) == ("", 1)
        message.refresh_from_db()
        assert (message.state, message.attempts) == ("failed", attempt)
        assert message.last_error == "ConnectionRefusedError: [Errno 111] Connection refused"
        assert err == f"{message.reference}: failed: {message.last_error}\n"
        assert run("send_messages") == ("", "", 0), "it waits for its time"
        pause = message.next_attempt_at - timezone.now()
        pauses.append(round(pause.total_seconds() / 60))
        later(monkeypatch, seconds=pause.total_seconds() + 1)
    assert pauses == [1, 5, 15, 60, 180, 360, 720, 720, 720]
    mail_server.problem = None
    assert run("send_messages") == (f"{message.reference}: mailed\n", "", 0)
    message.refresh_from_db()
    assert (message.state, message.last_error, message.next_attempt_at) == ("sent", "", None)
    assert len(mail.outbox) == 1


def test_without_a_mail_server_everything_waits(client, page, settings):
    """Rather than in a log, which nobody reads for it."""
    message = write(client, page)
    settings.MAIL_IS_SET_UP = False
    assert run("send_messages") == ("", "", 0)
    message.refresh_from_db()
    assert (message.state, message.attempts) == ("waiting", 0)
    settings.MAIL_IS_SET_UP = True
    run("send_messages")
    assert len(mail.outbox) == 1


def test_one_address_that_is_refused_holds_nothing_up(client, page, mail_server):
    messages = [write(client, page, Message=f"Number {n}") for n in range(2)]

    def refuse_the_first(mail_):
        mail_server.problem = REFUSED if messages[0].reference in mail_.subject else None

    mail_server.watcher = staticmethod(refuse_the_first)
    _out, err, status = run("send_messages")
    assert status == 1
    assert "no such user" in err
    states = ContactMessage.objects.values_list("reference", "state")
    assert dict(states) == {messages[0].reference: "failed", messages[1].reference: "sent"}


def test_while_the_server_is_away_not_every_message_is_tried(client, page, mail_server, settings):
    settings.CONTACT_PER_ADDRESS = 100
    for number in range(5):
        write(client, page, Message=f"Number {number}")
    mail_server.problem = AWAY
    run("send_messages")
    assert ContactMessage.objects.filter(state="failed").count() == 3
    assert ContactMessage.objects.filter(state="waiting", attempts=0).count() == 2


def test_two_that_look_at_once_mail_a_message_once(client, page, mail_server):
    """The second looks while the first is mailing."""
    messages = [write(client, page, Message=f"Number {n}") for n in range(3)]
    others = []

    def look_again(_mail):
        mail_server.watcher = None
        others.extend(outcome.reference for outcome in mailing.send_due())

    mail_server.watcher = staticmethod(look_again)
    first = [outcome.reference for outcome in mailing.send_due()]
    assert len(first) + len(others) == len(mail.outbox) == 3
    assert {*first, *others} == {message.reference for message in messages}
    assert others


def test_after_a_crash_a_message_is_mailed_again_with_the_same_identity(
    client, page, mail_server, monkeypatch
):
    write(client, page)

    def crash(_mail):
        raise SystemExit

    mail_server.watcher = staticmethod(crash)
    with pytest.raises(SystemExit):
        run("send_messages")
    mail_server.watcher = None
    assert run("send_messages") == ("", "", 0), "it may still be on its way"
    later(monkeypatch, minutes=16)
    run("send_messages")
    assert received()["Message-ID"] == mailing.message_id(ContactMessage.objects.get(), "unit")
    later(monkeypatch, minutes=1)
    ContactMessage.objects.get().mail_again()
    run("send_messages")
    assert received(0)["Message-ID"] == received(1)["Message-ID"]


def test_an_address_that_staff_put_right_is_used_for_what_waits(client, page, mail_server):
    message = write(client, page)
    mail_server.problem = REFUSED
    run("send_messages")
    unit = page.units.get(key=message.unit_key)
    unit.recipients = "right@example.org"
    unit.save()
    mail_server.problem = None
    message.mail_again()
    run("send_messages")
    assert received()["To"] == "right@example.org"
    message.refresh_from_db()
    assert message.recipients == ["right@example.org"]


def test_a_message_is_mailed_though_its_page_has_gone(client, page):
    write(client, page)
    page.delete()
    run("send_messages")
    assert received()["To"] == "partners@example.org"


def test_the_visitor_is_sent_a_confirmation_in_their_language(client, page, home, language):
    """Short, without a word of theirs, and only once their message has reached its unit."""
    page.sends_confirmation = True
    page.save()
    identity = SiteIdentity.for_site(home.get_site())
    identity.organisation_name_ar, identity.organisation_name_en = "المركز", "The Centre"
    identity.save()
    message = write(client, page, language, Name="SPAM https://spam.example")
    run("send_messages")
    to_unit, confirmation = received(0), received(1)
    assert to_unit["To"] == "partners@example.org"
    assert confirmation["To"] == "layla@example.org"
    assert confirmation["Reply-To"] is None
    assert confirmation["Auto-Submitted"] == "auto-replied"
    with translation.override(language):
        subject = gettext("We have received your message [%(reference)s]")
    assert confirmation["Subject"] == subject % {"reference": message.reference}
    text = confirmation.get_content()
    assert {"ar": "المركز", "en": "The Centre"}[language] in text
    assert "SPAM" not in text
    assert "أود أن أسأل" not in text
    assert len(text) < 600
    message.refresh_from_db()
    assert message.confirmed_at


def test_a_mailbox_with_an_arabic_name_is_taken_and_told_in_the_message(client, page, language):
    """Not every mail server takes it (RFC 6531): the mail has no Reply-To, nobody is confirmed."""
    page.sends_confirmation = True
    page.save()
    message = write(client, page, language, **{"E-mail": "\u200fليلى@example.org"})
    assert message.sender == "ليلى@example.org"
    run("send_messages")
    assert len(mail.outbox) == 1
    assert received()["Reply-To"] is None
    assert "ليلى@example.org" in received().get_body(("plain",)).get_content()


def test_nobody_is_pestered_with_confirmations(client, page, settings):
    settings.CONTACT_PER_ADDRESS = 100
    page.sends_confirmation = True
    page.save()
    for number in range(4):
        write(client, page, Message=f"Number {number}")
    run("send_messages")
    assert [m.to for m in mail.outbox].count(["layla@example.org"]) == 2
    assert ContactMessage.objects.filter(state="sent").count() == 4


def test_a_confirmation_that_cannot_be_mailed_is_told_and_holds_nothing_up(
    client, page, mail_server
):
    page.sends_confirmation = True
    page.save()
    message = write(client, page)

    def refuse_the_visitor(mail_):
        mail_server.problem = REFUSED if "layla@example.org" in mail_.to else None

    mail_server.watcher = staticmethod(refuse_the_visitor)
    assert run("send_messages")[2] == 0
    message.refresh_from_db()
    assert (message.state, message.confirmed_at) == ("sent", None)
    assert "no such user" in message.last_error
    assert run("send_messages") == ("", "", 0)


def test_messages_are_deleted_when_their_time_is_over(client, page, monkeypatch):
    page.keep_days = 30
    page.save()
    message = write(client, page)
    run("send_messages")
    later(monkeypatch, days=29)
    assert run("delete_messages") == ("", "", 0)
    assert not UseCount.objects.exists()
    later(monkeypatch, days=2)
    # A longer time for later messages is no longer time for this one.
    ContactPage.objects.update(keep_days=300)
    assert run("delete_messages") == ("1 messages deleted, their time was over\n", "", 0)
    assert not ContactMessage.objects.filter(pk=message.pk).exists()


def test_what_was_never_mailed_is_deleted_on_the_day_that_its_writer_was_promised(
    client, page, monkeypatch, mail_server
):
    write(client, page)
    mail_server.problem = AWAY
    run("send_messages")
    later(monkeypatch, days=page.keep_days - 1)
    assert run("delete_messages") == ("", "", 0)
    later(monkeypatch, days=2)
    out, err, status = run("delete_messages")
    assert (out, status) == ("1 messages deleted, their time was over\n", 0)
    assert err == "1 of them were never mailed\n"
    assert not ContactMessage.objects.exists()
