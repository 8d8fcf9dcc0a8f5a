"""The contact form as visitors meet it: filled in, refused with a reason, accepted once."""

import random
import string
import time
from urllib.parse import quote_from_bytes

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, IntegrityError
from django.test import Client
from django.utils import timezone, translation
from django.utils.translation import gettext

from pages.contact import guards
from pages.contact.models import ContactField, ContactMessage
from pages.limits.models import UseCount
from pages.models import ContentPage
from tests.factories import ContactPageFactory, ContentPageFactory
from tests.visitors import Visitor, shown

pytestmark = pytest.mark.both_databases

OTHER = {"ar": "en", "en": "ar"}


@pytest.fixture
def page(home):
    """A contact page with the usual fields."""
    return ContactPageFactory(parent=home)


@pytest.fixture
def browser():
    """A browser that keeps no cookies and has no token of a session."""
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def visitor(page, browser, language):
    """Somebody who has had the form open for a minute, in each language in turn."""
    return Visitor(browser, page, language)


def errors_by_field(response):
    """The words beside each field that is wrong, by its label."""
    document = shown(response)
    return {
        field.select_one(".field__label, .field__option").get_text(" ", strip=True): error.get_text(
            strip=True
        )
        for field in document.select(".field")
        if (error := field.select_one(".field__error"))
    }


def test_the_form_is_in_the_reader_s_language_and_needs_no_cookie(visitor, language):
    document = visitor.open()
    labels = [label.get_text(strip=True) for label in document.select(".field__label")]
    assert labels[0] == {"ar": "الاسم", "en": "Name"}[language]
    units = [option.get_text() for option in document.select("select option")]
    assert (
        units[1:] == {"ar": ["الشراكات", "التدريب"], "en": ["Partnerships", "Training"]}[language]
    )
    form = document.select_one(".contact-form")
    assert (form["method"], form["action"]) == ("post", visitor.address)
    assert "csrfmiddlewaretoken" not in str(form)
    assert not visitor.client.cookies


def test_browsers_know_what_each_field_is_for(visitor):
    document = visitor.open()
    [email] = document.select("input[type=email]")
    [phone] = document.select("input[type=tel]")
    [area] = document.select("textarea")
    name = document.select_one(".contact-form input")
    assert (email["autocomplete"], email["inputmode"], email["dir"]) == ("email", "email", "ltr")
    assert (phone["autocomplete"], phone["inputmode"], phone["dir"]) == ("tel", "tel", "ltr")
    assert (name["autocomplete"], name["dir"], area["dir"]) == ("name", "auto", "auto")
    assert name.has_attr("required")
    assert not phone.has_attr("required")


def test_no_cache_keeps_a_form_for_another_visitor(visitor):
    first, second = visitor.open(), visitor.open()
    token = "input[name=token]"
    assert first.select_one(token)["value"] != second.select_one(token)["value"]
    assert visitor.client.get(visitor.address)["Cache-Control"] == "private, no-cache"


def test_a_message_is_kept_and_the_visitor_thanked_in_their_language(visitor, page, language):
    response = visitor.send()
    assert response.status_code == 303
    assert response["Location"].startswith(f"{visitor.address}?sent=")
    message = ContactMessage.objects.get()
    assert (message.page_id, message.language) == (page.pk, language)
    assert (message.sender, message.state) == ("layla@example.org", "waiting")
    assert [answer["value"] for answer in message.answers] == [
        "ليلى",
        "layla@example.org",
        "+962 6 500 0000",
        [str(page.units.first().key)],
        "السلام عليكم\nأود أن أسأل",
    ]
    assert (message.delete_after - message.received_at).days == page.keep_days
    thanks = shown(visitor.client.get(response["Location"]))
    with translation.override(language):
        assert thanks.select_one("main h2").get_text() == gettext("We have received your message")
    assert message.reference in thanks.main.get_text()
    assert not thanks.select("main form")
    other = shown(visitor.client.get(response["Location"].replace(language, OTHER[language], 1)))
    with translation.override(OTHER[language]):
        assert other.select_one("main h2").get_text() == gettext("We have received your message")
    assert not visitor.client.cookies


def test_the_thanks_are_those_of_the_page(visitor, page, language):
    page.thanks_ar, page.thanks_en = "<p>نجيبك قريبًا</p>", "<p>We answer soon</p>"
    page.save()
    thanks = shown(visitor.client.get(visitor.send()["Location"]))
    assert {"ar": "نجيبك قريبًا", "en": "We answer soon"}[language] in thanks.main.get_text()


@pytest.mark.parametrize("sent", ["", "forged", "a:b:c", "\x00", "٣" * 5000])
def test_nobody_is_thanked_for_nothing(visitor, sent):
    response = visitor.client.get(visitor.address, {"sent": sent})
    assert response.status_code == 200
    assert shown(response).select("main form textarea")


def test_the_same_form_sent_twice_is_one_message(visitor):
    first, second = visitor.send(), visitor.send()
    assert ContactMessage.objects.count() == 1
    reference = ContactMessage.objects.get().reference
    for response in (first, second):
        assert reference in visitor.client.get(response["Location"]).content.decode()


def test_another_text_in_the_same_form_is_another_message(visitor):
    """As from somebody who goes back and writes on."""
    visitor.send()
    visitor.send(visitor.data(Message="And one more thing"))
    assert ContactMessage.objects.count() == 2


def test_what_is_wrong_is_said_beside_the_field_and_at_the_top(visitor, language):
    """With all that was typed, in the language of the page."""
    data = visitor.data(**{"E-mail": "nobody", "Telephone": "call me", "Unit": "", "Name": " "})
    response = visitor.send(data)
    assert response.status_code == 422
    with translation.override(language):
        assert errors_by_field(response) == {
            {"ar": "الاسم", "en": "Name"}[language]: gettext("Fill in this field."),
            {"ar": "البريد", "en": "E-mail"}[language]: gettext(
                "Enter an e-mail address like name@example.org."
            ),
            {"ar": "الهاتف", "en": "Telephone"}[language] + " " + gettext("(optional)"): gettext(
                "Enter a telephone number in digits."
            ),
            {"ar": "الوحدة", "en": "Unit"}[language]: gettext("Choose one of these."),
        }
    document = shown(response)
    summary = document.select_one("[role=alert]")
    assert summary.has_attr("autofocus")
    links = [link["href"].removeprefix("#") for link in summary.select("a")]
    assert len(links) == 4
    for target in links:
        field = document.find(id=target)
        assert field["aria-invalid"] == "true"
        assert document.find(id=field["aria-describedby"].split()[-1])
    assert document.select_one("textarea").get_text().strip() == "السلام عليكم\nأود أن أسأل"
    assert document.select_one("input[type=email]")["value"] == "nobody"
    assert not ContactMessage.objects.exists()
    assert not UseCount.objects.exists()


def test_a_page_from_elsewhere_cannot_send_the_form(visitor):
    for headers in (
        {"sec-fetch-site": "cross-site", "origin": "https://elsewhere.example"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://elsewhere.example"},
        {"origin": "null"},
        {"origin": "http://["},
    ):
        response = visitor.send(headers=headers)
        assert response.status_code == 403
        assert "أود أن أسأل" in response.content.decode()
    assert not ContactMessage.objects.exists()


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "same-origin"},
        {"origin": "http://testserver"},
        {"origin": "null", "sec-fetch-site": "none"},
    ],
)
def test_a_page_of_this_site_can(visitor, headers):
    assert visitor.send(headers=headers).status_code == 303


def test_what_only_programs_fill_in_is_refused(visitor):
    response = visitor.send(visitor.data() | {"homepage": "https://spam.example"})
    assert response.status_code == 422
    assert "spam.example" not in response.content.decode()
    assert not ContactMessage.objects.exists()


def test_a_form_filled_in_at_once_is_refused_for_now(page, browser, language):
    visitor = Visitor(browser, page, language, seconds=1)
    response = visitor.send()
    assert (response.status_code, response["Retry-After"]) == (429, "3")
    # Its time goes on, so that waiting helps.
    assert shown(response).select_one("input[name=token]")["value"] == visitor.token


@pytest.mark.parametrize("token", ["old", "of another page", "forged", "none", "bytes"])
def test_a_form_that_is_not_fresh_is_sent_again_without_typing(page, browser, language, token):
    visitor = Visitor(browser, page, language, seconds=2 * 24 * 3600)
    visitor.token = {
        "old": visitor.token,
        "of another page": guards.issue(page.pk + 1, time.time() - 60),
        "forged": "eyJwYWdlIjoxfQ:forged",
        "none": "",
        "bytes": "\ud7ff\x00:é",
    }[token]
    response = visitor.send()
    document = shown(response)
    assert response.status_code == 422
    assert document.select_one("textarea").get_text().strip() == "السلام عليكم\nأود أن أسأل"
    # The new form is in order, once it has been looked at for a moment.
    fresh = Visitor(browser, page, language)
    for field in document.select("form [name^=field]"):
        if field.name == "select":
            value = field.select_one("[selected]")["value"]
        else:
            value = field.get_text().strip() if field.name == "textarea" else field["value"]
        assert fresh.data()[field["name"]] == value
    assert document.select_one("input[name=token]")["value"] != visitor.token
    assert not ContactMessage.objects.exists()


def test_too_many_messages_from_one_address_have_to_wait(visitor, settings, language):
    settings.CONTACT_PER_ADDRESS = 2
    for number in range(2):
        assert visitor.send(visitor.data(Message=f"Number {number}")).status_code == 303
    response = visitor.send(visitor.data(Message="One more"))
    assert response.status_code == 429
    assert 0 < int(response["Retry-After"]) <= 3600
    assert "One more" in response.content.decode()
    assert shown(response).html["lang"] == language
    elsewhere = visitor.send(visitor.data(Message="From elsewhere"), REMOTE_ADDR="192.0.2.9")
    assert elsewhere.status_code == 303
    assert ContactMessage.objects.count() == 3


def send_from(visitor, *addresses):
    """The statuses of messages that differ, one from each address in turn."""
    data = (visitor.data(Message=f"From {address} {n}") for n, address in enumerate(addresses))
    return [
        visitor.send(one, REMOTE_ADDR=address).status_code
        for one, address in zip(data, addresses, strict=True)
    ]


def test_too_many_messages_by_one_form_have_to_wait(visitor, settings):
    settings.CONTACT_PER_FORM = 1
    assert send_from(visitor, *["192.0.2.1"] * 3) == [303, 303, 429]


def test_few_senders_do_not_use_up_what_a_form_takes_from_others(visitor, settings):
    settings.CONTACT_PER_FORM = 2
    senders = ["192.0.2.1", "198.51.100.1", "2001:db8:1::1"]
    assert send_from(visitor, *senders * 3)[-1] == 429
    others = ["203.0.113.5", "2001:db8:2::1"]
    assert send_from(visitor, *others) == [303, 303]


def test_a_form_takes_no_endless_number_from_ever_new_networks(visitor, settings):
    settings.CONTACT_PER_FORM = 1
    statuses = send_from(visitor, *(f"192.0.{number}.1" for number in range(7)))
    assert statuses[-2:] == [429, 429]


@pytest.mark.parametrize("place", ["192.0.2.{}", "2001:db8:1:{}::1"])
def test_too_many_messages_from_one_network_have_to_wait(visitor, settings, place):
    settings.CONTACT_PER_NETWORK = 3
    assert send_from(visitor, *(place.format(n) for n in range(1, 5))) == [303, 303, 303, 429]


def test_another_conflict_of_the_database_is_no_second_click(visitor, monkeypatch):
    def fail(**_values):
        raise IntegrityError("another constraint")

    monkeypatch.setattr(ContactMessage.objects, "create", fail)
    response = visitor.send()
    assert (response.status_code, response["Retry-After"]) == (503, "60")
    assert "أود أن أسأل" in response.content.decode()


def test_an_address_is_kept_by_no_table(visitor):
    visitor.send(REMOTE_ADDR="192.0.2.77")
    rows = [*ContactMessage.objects.values(), *UseCount.objects.values()]
    assert "192.0.2.77" not in str(rows)


def test_nothing_is_lost_when_the_database_is_busy(visitor, monkeypatch):
    def fail(**_values):
        raise DatabaseError("locked")

    monkeypatch.setattr(ContactMessage.objects, "create", fail)
    response = visitor.send()
    assert (response.status_code, response["Retry-After"]) == (503, "60")
    assert "أود أن أسأل" in response.content.decode()


def test_what_is_too_large_is_refused_with_a_page(visitor, language):
    response = visitor.send(visitor.data(Message="س" * 300_000))
    assert response.status_code == 413
    assert shown(response).html["lang"] == language
    response = visitor.send(visitor.data() | {f"x{n}": "" for n in range(300)})
    assert response.status_code == 413


def test_a_text_that_is_too_long_is_given_back_whole(visitor):
    text = "طويل " * 2000
    response = visitor.send(visitor.data(Message=text))
    assert response.status_code == 422
    assert shown(response).select_one("textarea").get_text().strip() == text.strip()


def test_files_are_refused(visitor):
    file = SimpleUploadedFile("run.exe", b"MZ")
    response = visitor.send(visitor.data() | {"file": file})
    assert response.status_code == 422
    assert not ContactMessage.objects.exists()


NAUGHTY = [
    "",
    " \t\n",
    "\x00",
    "a\x00b",
    "\ud800".encode("utf-8", "surrogatepass"),
    b"\xff\xfe\xfd",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7*7 }}{% now 'Y' %}",
    "'; DROP TABLE pages_contactmessage; --",
    '=HYPERLINK("https://spam.example")',
    "x\r\nBcc: victim@example.org",
    "\u202ecod.exe\u2066\u2069",
    "ـ" * 500,
    "a" + "\u0301" * 2000,
    "👩‍👩‍👧‍👦" * 50,
    "NaN",
    "1e309",
    "../../etc/passwd",
    "%s%n%(x)s",
    "\ufeff\u200b\u2060",
    "\r",
    "٠١٢٣٤٥٦٧٨٩",
    "name@example.org\n",
    '"a b"@[127.0.0.1]',
    "@" * 300,
]


def encoded(name, value):
    """One value as a form sends it, in bytes that may be no text."""
    raw = value if isinstance(value, bytes) else value.encode("utf-8")
    return f"{name}={quote_from_bytes(raw, safe='')}"


@pytest.mark.parametrize(
    "field", ["Name", "E-mail", "Telephone", "Unit", "Message", "token", "homepage"]
)
def test_whatever_is_sent_is_answered_with_a_page(page, browser, settings, field):
    """Nothing that is sent comes back as markup, breaks the page, or is kept with null bytes."""
    settings.CONTACT_PER_ADDRESS = settings.CONTACT_PER_NETWORK = settings.CONTACT_PER_FORM = 1000
    visitor = Visitor(browser, page, "ar")
    name = visitor.names.get(field, field)
    rest = [encoded(key, value) for key, value in visitor.data().items() if key != name]
    for value in NAUGHTY:
        response = browser.post(
            visitor.address,
            "&".join([*rest, encoded(name, value)]),
            content_type="application/x-www-form-urlencoded",
        )
        assert response.status_code in (303, 422), value
        assert not shown(response).select("main script, main img[onerror]")
        assert "49" not in [o.get_text() for o in shown(response).select("main *")]
    stored = str(list(ContactMessage.objects.values_list("answers", "sender")))
    assert "\\x00" not in stored
    assert "\\u202e" not in stored


def test_random_bodies_and_types_are_answered_with_a_page(page, browser):
    rng = random.Random(4)
    address = "/en/contact/"
    types = [
        "application/x-www-form-urlencoded",
        "application/x-www-form-urlencoded; charset=bogus",
        "application/x-www-form-urlencoded; charset=utf-16",
        "application/json",
        "multipart/form-data",
        "multipart/form-data; boundary=x",
        "text/plain; charset=é",
        "",
    ]
    for content_type in types:
        for _ in range(8):
            body = bytes(rng.choices(range(256), k=rng.randint(0, 200)))
            response = browser.generic("POST", address, body, content_type)
            assert response.status_code in (400, 422), (content_type, body)
            assert BeautifulSoup(response.content, "html.parser").h1
    letters = string.printable
    for _ in range(8):
        headers = {
            name: "".join(rng.choices(letters, k=30)).replace("\r", "").replace("\n", "")
            for name in ("origin", "sec-fetch-site", "x-forwarded-for", "accept-language", "cookie")
        }
        response = browser.post(address, {"token": "x"}, headers=headers)
        assert response.status_code == 403
    assert not ContactMessage.objects.exists()


def test_a_form_takes_every_kind_of_field(home, browser, language):
    choices = {"choices_ar": "أ\nب\nج", "choices_en": "A\nB\nC"}
    page = ContactPageFactory(
        parent=home,
        fields=[
            {
                "label_ar": "نص",
                "label_en": "Text",
                "default_value_ar": "مبدئي",
                "default_value_en": "Start",
            },
            {"label_ar": "واحد", "label_en": "Radio", "kind": "radio", **choices},
            {
                "label_ar": "قائمة",
                "label_en": "List",
                "kind": "select",
                "default_value_ar": "ب",
                "default_value_en": "B",
                **choices,
            },
            {"label_ar": "عدة", "label_en": "Several", "kind": "checkboxes", **choices},
            {"label_ar": "أوافق", "label_en": "I agree", "kind": "tick"},
        ],
    )
    visitor = Visitor(browser, page, language)
    document = visitor.open()
    assert (
        document.select_one("form input[type=text]")["value"]
        == {"ar": "مبدئي", "en": "Start"}[language]
    )
    assert document.select_one("option[selected]").get_text() == {"ar": "ب", "en": "B"}[language]
    legends = [legend.get_text(strip=True) for legend in document.select("legend")]
    assert legends == {"ar": ["واحد", "عدة"], "en": ["Radio", "Several"]}[language]
    base = {"token": visitor.token, visitor.names["Text"]: "x"}
    assert len(errors_by_field(visitor.send(base | {visitor.names["List"]: "Z"}))) == 4
    filled = base | {
        visitor.names["Radio"]: "أ",
        visitor.names["List"]: "ج",
        visitor.names["Several"]: ["أ", "ب"],
        visitor.names["I agree"]: "on",
    }
    assert visitor.send(filled).status_code == 303
    answers = ContactMessage.objects.get().answers
    assert answers[1]["value"] == ["أ"]
    assert answers[3]["shown"] == [{"ar": "أ", "en": "A"}, {"ar": "ب", "en": "B"}]
    assert answers[4]["value"] is True


def test_a_label_that_is_missing_falls_back_marked(home, browser):
    page = ContactPageFactory(parent=home, fields=[{"label_ar": "الاسم"}])
    label = BeautifulSoup(browser.get("/en/contact/").content, "html.parser").select_one(
        "[for^=id_field] span"
    )
    assert (label.get_text(), label["lang"], label["dir"]) == ("الاسم", "ar", "rtl")
    assert page.form_fields.count() == 1


def test_a_name_stays_when_its_labels_change(page):
    field = page.form_fields.first()
    before = Visitor(None, page, "ar").names[field.label_en]
    page.form_fields = [field]
    field.label_ar, field.label_en = "اسم آخر", "Another name"
    page.save_revision().publish()
    assert Visitor(None, type(page).objects.get(pk=page.pk), "ar").names["Another name"] == before


def test_a_page_that_takes_no_form_still_says_so(home, browser, language):
    ContentPageFactory(parent=home, slug="about")
    response = browser.post(f"/{language}/about/", {"a": "b"})
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD, OPTIONS"
    assert browser.post(f"/{language}/nothing/", {"a": "b"}).status_code == 404


def test_a_form_that_fell_back_is_answered_in_the_reader_s_language(page, browser):
    """Its labels are in the language that there is, and marked; the rest is the reader's."""
    page.released_en = False
    page.save()
    visitor = Visitor(browser, page, "en")
    document = shown(visitor.send(visitor.data(Name="")))
    with translation.override("en"):
        error = gettext("Fill in this field.")
    [field] = [field for field in document.select(".field") if error in field.get_text()]
    label = field.select_one(".field__label span")
    assert (document.html["lang"], label["lang"], label.get_text()) == ("en", "ar", "الاسم")
    assert {option.get("lang") for option in document.select("option[value]:not([value=''])")} == {
        "ar"
    }
    assert visitor.send().status_code == 303
    assert ContactMessage.objects.get().language == "en"


def test_a_page_that_visitors_cannot_read_takes_nothing(page, browser):
    visitor = Visitor(browser, page, "ar")
    page.released_ar = page.released_en = False
    page.save()
    assert visitor.send().status_code == 404
    page.live = False
    page.save()
    assert visitor.send().status_code == 404
    assert not ContactMessage.objects.exists()


def test_a_choice_needs_as_many_choices_in_each_language(page):
    field = ContactField(label_ar="ق", kind="select", choices_ar="أ\nب", choices_en="A")
    with pytest.raises(ValidationError):
        field.clean()
    field.choices_en = "A\n\nB\n"
    field.clean()
    field.choices_ar = field.choices_en = ""
    with pytest.raises(ValidationError):
        field.clean()


@pytest.mark.parametrize(
    ("text", "is_good"),
    [
        ("a@example.org\nb@example.org, c@example.org", True),
        ("nobody", False),
        ("a@example.org\n" * 11, False),
    ],
)
def test_recipients_are_a_few_addresses(page, text, is_good):
    page.recipients = text
    if is_good:
        page.full_clean()
    else:
        with pytest.raises(ValidationError, match="recipients"):
            page.full_clean()


def test_a_message_outlives_its_page(visitor, page):
    visitor.send()
    page.delete()
    message = ContactMessage.objects.get()
    assert message.page is None
    assert message.recipients == ["partners@example.org"]
    assert message.next_attempt_at <= timezone.now()
    assert not ContentPage.objects.filter(slug="contact").exists()
