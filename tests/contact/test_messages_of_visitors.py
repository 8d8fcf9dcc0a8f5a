"""Staff and visitors' messages: who may read them, the list, one message, the table."""

import csv
from datetime import timedelta
from io import BytesIO, StringIO

import openpyxl
import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext

from pages.access import roles
from pages.contact.models import ContactMessage
from tests.factories import ContactPageFactory, make_member
from tests.visitors import Visitor, shown

INDEX = "contactmessage:index"
MAY = {roles.ADMINISTRATOR, roles.PUBLISHER}
ROLES = [role.name for role in roles.roles()]


@pytest.fixture
def page(home):
    """A contact page with the usual fields, in a site with roles."""
    roles.set_up(lambda line: None)
    return ContactPageFactory(parent=home, title_ar="اتصل بنا", title_en="Contact us")


@pytest.fixture
def message(page):
    """A message that waits."""
    return write(page)


def write(page, language="ar", **changes):
    """Have a visitor send a message."""
    known = set(ContactMessage.objects.values_list("pk", flat=True))
    visitor = Visitor(Client(), page, language)
    assert visitor.send(visitor.data(**changes)).status_code == 303
    return ContactMessage.objects.exclude(pk__in=known).get()


def url(name, message):
    """The address of a view of one message."""
    return reverse(f"contactmessage:{name}", args=[message.pk])


@pytest.mark.parametrize("role", ROLES)
def test_only_administrators_and_publishers_read_messages(message, client, role):
    """And export, answer for and delete them: whoever writes or translates pages does not."""
    client.force_login(make_member(role, "ar"))
    for address in (
        reverse(INDEX),
        reverse(INDEX) + "?export=csv",
        reverse(INDEX) + "?export=xlsx",
        reverse("contactmessage:index_results"),
        url("inspect", message),
        url("delete", message),
    ):
        response = client.get(address)
        assert (response.status_code == 200) == (role in MAY), address
        if role not in MAY:
            assert "layla@example.org" not in response.content.decode()
    client.post(url("act", message), {"do": "handled"})
    message.refresh_from_db()
    assert bool(message.handled_at) == (role in MAY)
    start = client.get(reverse("wagtailadmin_home")).content.decode()
    assert (reverse(INDEX) in start) == (role in MAY)
    client.post(url("delete", message))
    assert ContactMessage.objects.exists() == (role not in MAY)


def test_nobody_adds_or_edits_a_message(message, admin_client_in):
    client = admin_client_in("en")
    for end in ("new/", f"edit/{message.pk}/", f"copy/{message.pk}/", f"history/{message.pk}/"):
        assert client.get(reverse(INDEX) + end, follow=True).status_code == 404
    assert client.get(url("act", message)).status_code == 405


def test_the_list_tells_what_waits_and_why(page, admin_client_in, language, settings):
    settings.MAIL_IS_SET_UP = True
    waiting, failed, sent = (write(page, Message=f"Number {n}") for n in range(3))
    ContactMessage.objects.filter(pk=failed.pk).update(state="failed", last_error="No route")
    ContactMessage.objects.filter(pk=sent.pk).update(state="sent")
    client = admin_client_in(language)
    rows = {
        row.select_one("a").get_text(strip=True): row.get_text(" ", strip=True)
        for row in shown(client.get(reverse(INDEX))).select(".listing tbody tr")
    }
    detail = shown(client.get(url("inspect", failed))).main.get_text()
    assert list(rows) == [sent.reference, failed.reference, waiting.reference]
    with translation.override(language):
        for message, state in ((waiting, "Waiting"), (failed, "Failed"), (sent, "Sent")):
            assert gettext(state) in rows[message.reference]
        assert (
            gettext("This message could not be sent yet. It is kept and will be retried.") in detail
        )
    assert {"ar": "اتصل بنا", "en": "Contact us"}[language] in rows[sent.reference]
    assert {"ar": "الشراكات", "en": "Partnerships"}[language] in rows[sent.reference]
    assert "No route" in detail


def test_the_list_is_filtered_and_searched(page, home, admin_client_in):
    other = ContactPageFactory(parent=home, slug="other")
    first = write(page)
    second = write(other, **{"E-mail": "omar@example.org"})
    ContactMessage.objects.filter(pk=second.pk).update(state="failed")
    client = admin_client_in("en")

    def found(**query):
        rows = shown(client.get(reverse(INDEX), query)).select(".listing tbody tr")
        return {row.select_one("a").get_text(strip=True) for row in rows}

    assert found() == {first.reference, second.reference}
    assert found(page=page.pk) == {first.reference}
    assert found(state="failed") == {second.reference}
    assert found(handled="open") == {first.reference, second.reference}
    assert found(handled="done") == set()
    assert found(received_at_from="2000-01-01", received_at_to="2000-01-02") == set()
    assert found(received_at_from=first.received_at.date().isoformat())
    assert found(q="omar@") == {second.reference}
    assert found(q=first.reference) == {first.reference}
    for naughty in ("\x00", "'", "٣" * 400, "%"):
        for name in (
            "q",
            "page",
            "state",
            "handled",
            "received_at_from",
            "p",
            "export",
            "ordering",
        ):
            response = client.get(reverse(INDEX), {name: naughty})
            assert response.status_code in (200, 404), (name, naughty)


def test_the_list_asks_no_more_for_more_messages(
    page, admin_client_in, django_assert_max_num_queries, settings
):
    settings.CONTACT_PER_ADDRESS = 100
    for number in range(8):
        write(page, Message=f"Number {number}")
    client = admin_client_in("ar")
    client.get(reverse(INDEX))
    with django_assert_max_num_queries(12):
        client.get(reverse(INDEX))


def test_a_message_is_read_in_its_own_direction(page, admin_client_in, language):
    message = write(page, "en", Message="Hello <b>you</b>\nSecond line")
    document = shown(admin_client_in(language).get(url("inspect", message)))
    text = document.select_one(".message__answers")
    labels = [label.get_text() for label in text.select("dt")]
    assert labels[0] == {"ar": "الاسم", "en": "Name"}[language]
    answer = text.select("dd")[-1]
    assert answer["dir"] == "auto"
    assert answer.get_text("|") == "Hello <b>you</b>|Second line"
    assert text.select_one("bdi")["dir"] == "ltr"
    assert "layla@example.org" not in document.title.get_text()


def test_a_message_is_marked_as_handled_and_mailed_again(message, admin_client_in, settings):
    settings.MAIL_IS_SET_UP = True
    client = admin_client_in("ar")
    client.post(url("act", message), {"do": "handled"})
    message.refresh_from_db()
    assert message.handled_at
    assert message.handled_by.username == "admin-ar"
    client.post(url("act", message), {"do": "open"})
    message.refresh_from_db()
    assert (message.handled_at, message.handled_by) == (None, None)
    call_command("send_messages", stdout=StringIO())
    assert len(mail.outbox) == 1
    client.post(url("act", message), {"do": "mail"})
    call_command("send_messages", stdout=StringIO())
    assert len(mail.outbox) == 2
    assert client.post(url("act", message), {"do": "nonsense"}).status_code == 302


def test_the_first_screen_tells_what_waits(message, client, language, settings):
    settings.MAIL_IS_SET_UP = False
    client.force_login(make_member(roles.PUBLISHER, language))
    links_to_messages = f"a[href^='{reverse(INDEX)}?']"
    address = reverse("wagtailadmin_home")
    links = shown(client.get(address)).select(links_to_messages)
    assert [link["href"].partition("?")[2] for link in links] == ["handled=open"]
    assert "EMAIL_URL" in client.get(address).content.decode()
    assert "EMAIL_URL" in client.get(url("inspect", message)).content.decode()
    settings.MAIL_IS_SET_UP = True
    ContactMessage.objects.update(state="failed")
    assert "EMAIL_URL" not in client.get(address).content.decode()
    links = shown(client.get(address)).select(links_to_messages)
    assert [link["href"].partition("?")[2] for link in links] == ["state=failed", "handled=open"]


FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("https://spam.example")']


def test_messages_are_taken_away_as_a_table(page, home, admin_client_in, language, settings):
    """In the language of whoever takes them, and without a formula in it."""
    settings.CONTACT_PER_ADDRESS = 100
    written = [write(page, "en", Name=formula) for formula in FORMULAS]
    other = ContactPageFactory(
        parent=home, slug="other", fields=[{"label_ar": "=سؤال", "label_en": "=Question"}]
    )
    visitor = Visitor(Client(), other, "ar")
    visitor.send({"token": visitor.token, visitor.names["=Question"]: "كم؟"})
    client = admin_client_in(language)
    response = client.get(reverse(INDEX), {"export": "csv"})
    raw = b"".join(response.streaming_content)
    rows = list(csv.reader(StringIO(raw.decode("utf-8-sig"))))
    book = openpyxl.load_workbook(
        BytesIO(b"".join(client.get(reverse(INDEX), {"export": "xlsx"}).streaming_content))
    )
    cells = list(book.active.iter_rows())
    assert raw.startswith("\ufeff".encode())
    assert len(rows) == len(cells) == len(FORMULAS) + 2
    with translation.override(language):
        assert rows[0][:2] == [gettext("Reference"), gettext("Received")]
    assert {"ar": "الرسالة", "en": "Message"}[language] in rows[0]
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
    assert not [cell for row in cells for cell in row if cell.data_type == "f"]
    assert {row[0] for row in rows[1:]} >= {message.reference for message in written}
    flat = [cell for row in rows for cell in row]
    assert {f"'{formula}" for formula in FORMULAS} <= {*flat}
    assert "كم؟" in flat
    assert {"ar": "الشراكات", "en": "Partnerships"}[language] in flat


def test_staff_build_a_form_in_the_editor(page, client, language):
    """A translator changes the labels of one language and nothing else."""
    from tests.editor import Editor

    client.force_login(make_member(roles.translator("en"), language))
    editor = Editor(client, page)
    prefix = editor.prefix_of("form_fields", label_en="Name")
    editor.type(**{f"{prefix}-label_en": "Full name", f"{prefix}-kind": "email"})
    assert editor.save().status_code == 302
    field = type(page).objects.get().get_latest_revision_as_object().form_fields.first()
    assert (field.label_en, field.label_ar, field.kind) == ("Full name", "الاسم", "text")
    client.force_login(make_member(roles.EDITOR, language))
    editor = Editor(client, page)
    editor.add_item(
        "form_fields",
        label_ar="المدينة",
        label_en="Town",
        help_text_ar="",
        help_text_en="",
        kind="radio",
        purpose="",
        choices_ar="أ\nب",
        choices_en="A",
        default_value_ar="",
        default_value_en="",
    )
    response = editor.save()
    with translation.override(language):
        assert gettext("Every language needs the same number of choices.") in (
            response.content.decode()
        )
    number = int(editor.data["form_fields-TOTAL_FORMS"]) - 1
    editor.type(**{f"form_fields-{number}-choices_en": "A\nB"})
    assert editor.save().status_code == 302
    draft = type(page).objects.get().get_latest_revision_as_object()
    assert draft.form_fields.last().label_en == "Town"
    preview = reverse("wagtailadmin_pages:view_draft", args=[page.pk])
    for code in ("ar", "en"):
        document = BeautifulSoup(client.get(preview, {"mode": code}).content, "html.parser")
        legend = document.select_one("legend").get_text(strip=True)
        assert legend.startswith({"ar": "المدينة", "en": "Town"}[code])


def test_staff_are_warned_before_a_message_goes_that_nobody_has_seen(
    message, client, language, monkeypatch
):
    client.force_login(make_member(roles.PUBLISHER, language))
    home = reverse("wagtailadmin_home")
    on_first_screen = {
        "en": "1 message is deleted within a week, and was never sent",
        "ar": "رسالة واحدة تُحذف خلال أسبوع ولم تُرسل قط",
    }[language]
    with translation.override(language):
        on_its_screen = gettext(
            "This message has not been sent. It is deleted on the day beside “Kept until”, as its "
            "sender was promised."
        )
    assert on_first_screen not in client.get(home).content.decode()
    assert on_its_screen not in client.get(url("inspect", message)).content.decode()

    ContactMessage.objects.update(delete_after=timezone.now() + timedelta(days=6))
    assert on_first_screen in client.get(home).content.decode()
    assert on_its_screen in client.get(url("inspect", message)).content.decode()
    ContactMessage.objects.update(handled_at=timezone.now())
    assert on_first_screen not in client.get(home).content.decode()
