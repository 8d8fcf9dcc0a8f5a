"""Numbers, dates and web addresses in a contact form, and how else its page says to reach us."""

import pytest
from django.test import Client
from wagtail.models import Site

from languages import cldr
from pages.contact.mailing import answers_for, mail_to_unit
from pages.contact.models import ContactMessage
from pages.models import SiteIdentity
from tests.factories import ContactPageFactory
from tests.visitors import Visitor, shown

KINDS = {"number": "Number", "date": "Date", "url": "Page"}
ARABIC = {"number": "العدد", "date": "اليوم", "url": "الصفحة"}
WORDS = {
    "number": {"ar": "اكتب عددًا بالأرقام", "en": "Enter a number in digits"},
    "date": {"ar": "اكتب تاريخًا", "en": "Enter a date like 2026-03-31"},
    "url": {"ar": "اكتب عنوان صفحة", "en": "Enter a web address like https"},
}


@pytest.fixture
def visitor(home, language):
    """Somebody before a form with one field of each of these kinds."""
    fields = [
        {"label_en": label, "label_ar": ARABIC[kind], "kind": kind, "required": False}
        for kind, label in KINDS.items()
    ]
    page = ContactPageFactory(parent=home, fields=fields)
    return Visitor(Client(enforce_csrf_checks=True), page, language)


def filled(visitor, kind, text):
    """What is sent by somebody who fills in one field."""
    return {"token": visitor.token, visitor.names[KINDS[kind]]: text}


@pytest.mark.parametrize(
    ("kind", "text", "kept"),
    [
        ("number", "12", "12"),
        ("number", "-3.5", "-3.5"),
        ("number", "−٣٫٥", "-3.5"),
        ("number", "١٬٢٠٠", "1200"),
        ("number", "1,200,000", "1200000"),
        ("number", "12 000", "12000"),
        ("number", "2,5", "2.5"),
        ("number", "", ""),
        ("date", "2026-03-31", "2026-03-31"),
        ("date", "٣١/٣/٢٠٢٦", "2026-03-31"),
        ("date", "", ""),
        ("url", "example.org/a", "https://example.org/a"),
        ("url", "\u200fhttp://موقع.example/صفحة", "http://موقع.example/صفحة"),
        ("url", "https://example.org/%D8%A8%D9%84%D8%AF", "https://example.org/بلد"),
        ("url", f"https://example.org/{'%D8%A8' * 600}", f"https://example.org/{'ب' * 600}"),
        ("url", "https://example.org/a%2Fb?c=%26", "https://example.org/a%2Fb?c=%26"),
    ],
)
def test_what_is_of_its_kind_is_kept_in_one_form(visitor, kind, text, kept):
    assert visitor.send(filled(visitor, kind, text)).status_code == 303
    answers = {answer["kind"]: answer["value"] for answer in ContactMessage.objects.get().answers}
    assert answers[kind] == kept


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("number", "many"),
        ("number", "1e9"),
        ("number", "NaN"),
        ("number", "1-2"),
        ("number", "9" * 20),
        ("date", "31.2.2026"),
        ("date", "2026"),
        ("date", "\x00"),
        ("url", "javascript:alert(1)"),
        ("url", "ftp://example.org/"),
        ("url", "https://[::1"),
        ("url", "not a page"),
    ],
)
def test_what_is_not_is_refused_beside_the_field_in_the_readers_language(
    visitor, language, kind, text
):
    response = visitor.send(filled(visitor, kind, text))
    if not text.strip("\x00"):
        # What no text holds is nothing.
        assert response.status_code == 303
        return
    assert response.status_code == 422
    [error] = shown(response).select(".field__error")
    assert error.get_text(strip=True).startswith(WORDS[kind][language])
    assert not ContactMessage.objects.exists()


def test_browsers_offer_what_fits_and_take_any_digits(visitor):
    document = visitor.open()
    number, date, link = (
        document.find("input", {"name": visitor.names[label]}) for label in KINDS.values()
    )
    assert (number["type"], number["inputmode"], number["dir"]) == ("text", "decimal", "ltr")
    assert date["type"] == "date"
    assert (link["type"], link["autocomplete"], link["dir"]) == ("url", "url", "ltr")


def test_a_day_is_mailed_in_the_words_of_whoever_reads_it(visitor):
    visitor.send(filled(visitor, "date", "2026-03-31"))
    message = ContactMessage.objects.get()
    message.recipients = ["unit@example.org"]
    for code in cldr.language_codes():
        message.mail_language = code
        assert cldr.format_partial_date("2026-03-31", code) in mail_to_unit(message).body
    assert answers_for(message, "en")[0]["values"] == []


def test_the_page_says_how_to_reach_the_units_without_the_form(home, client, language):
    identity = SiteIdentity.for_site(Site.objects.get())
    identity.organisation_name_ar, identity.organisation_name_en = "المركز", "The Centre"
    identity.address_ar, identity.address_en = "عمّان", "Amman"
    identity.save()
    page = ContactPageFactory(parent=home)
    unit, silent = page.units.all()
    unit.contact_email, unit.contact_phone = "open@example.org", "+962 6 500 0000"
    unit.save()

    aside = shown(client.get(f"/{language}/contact/")).select_one("main aside.contact")

    words = aside.get_text(" ", strip=True)
    for text in {"ar": ("المركز", "عمّان", "الشراكات"), "en": ("Amman", "Partnerships")}[language]:
        assert text in words
    assert [link["href"] for link in aside("a")] == [
        "mailto:open@example.org",
        "tel:+96265000000",
    ]
    # To whom forms are mailed is nobody's business.
    assert unit.recipients not in str(aside)
    assert getattr(silent, f"title_{language}") not in words
