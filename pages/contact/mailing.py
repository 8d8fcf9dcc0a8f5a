"""How messages are mailed to their units: from the database, by a command, until it succeeds.

No visitor waits for a mail server. A message is claimed before it is mailed, so that processes
that look at the same time mail it once; after a crash between mailing and noting it, it is mailed
again with the same Message-ID.
"""

import logging
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from languages import cldr
from languages.addresses import is_mailable
from languages.texts import LocalizedText, localized, preference
from pages.background.mail_server import server, told
from pages.contact.forms import Kind, in_reading_order
from pages.contact.models.messages import ContactMessage
from pages.models.identity import SiteIdentity

logger = logging.getLogger(__name__)

# The minutes until each further attempt; the last holds for all that follow.
PAUSES = (1, 5, 15, 60, 180, 360, 720)
# When the mail server is away, there is no sense in trying every message.
MOST_FAILURES_IN_A_ROW = 3


@dataclass
class Delivery:
    """The result of mailing one message: its reference, and the error if it failed."""

    reference: str
    error: str = ""


def send_due():
    """Mail what is due, one message after the other; yields an ``Delivery`` for each.

    While no mail server is set up, everything waits.
    """
    if not settings.MAIL_IS_SET_UP:
        return
    failures = 0
    for pk in list(ContactMessage.objects.due(timezone.now()).values_list("pk", flat=True)):
        if failures == MOST_FAILURES_IN_A_ROW:
            return
        if ContactMessage.objects.claim(pk, timezone.now()):
            # It may have been deleted in this moment.
            for message in ContactMessage.objects.filter(pk=pk).select_related("page"):
                error = deliver(message)
                failures = failures + 1 if error else 0
                yield Delivery(message.reference, error)


def deliver(message):
    """Mail a message that was claimed, and note how it went; the error, or an empty text."""
    error = ""
    try:
        take_destination(message)
        mail_to_unit(message).send()
    # Whatever a mail server or its network does, and what no mail can be made of.
    except (OSError, ValueError) as problem:
        error = told(problem)
        pause = PAUSES[min(message.attempts, len(PAUSES)) - 1]
        message.state = message.State.FAILED
        message.next_attempt_at = timezone.now() + timedelta(minutes=pause)
    else:
        message.state = message.State.SENT
        message.sent_at = timezone.now()
        message.next_attempt_at = None
    message.last_error = error
    message.leased_until = None
    message.save(
        update_fields=[
            *("state", "sent_at", "next_attempt_at", "last_error", "leased_until"),
            *("recipients", "mail_language", "unit_titles"),
        ]
    )
    if not error and message.confirm_to and not message.confirmed_at:
        confirm(message)
    return error


def take_destination(message):
    """Let a message go where its form says by now: staff may have put an address right."""
    if message.page:
        for name, value in message.page.destination(message.unit_key).items():
            setattr(message, name, value)


def on_one_line(text):
    """A text as a header can hold it."""
    return " ".join("".join(c if c.isprintable() else " " for c in str(text)).split())


def first_text(texts, language):
    """The text of a dict by language for a reader of a language."""
    return in_reading_order(texts, preference(language), language)


def answers_for(message, language):
    """The answers as a reader of a language sees them: dicts of ``label`` and ``values``, and
    ``is_address`` for what runs from left to right."""
    answers = []
    for answer in message.answers:
        value = answer["value"]
        if "shown" in answer:
            values = [first_text(texts, language) for texts in answer["shown"]]
        elif value and answer["kind"] == Kind.DATE:
            values = [cldr.format_partial_date(value, language)]
        elif isinstance(value, bool):
            values = [LocalizedText(_("Yes") if value else _("No"), language, language)]
        else:
            values = [value] if value else []
        answers.append(
            {
                "label": first_text(answer["label"], language),
                "values": values,
                "is_address": answer["kind"] in (Kind.EMAIL, Kind.PHONE, Kind.NUMBER, Kind.LINK),
            }
        )
    return answers


def mail_to_unit(message):
    """The mail that brings a message to its unit, in the unit's language."""
    language = message.mail_language
    with translation.override(language):
        title = first_text(message.form_titles, language)
        unit = first_text(message.unit_titles, language)
        subject = f"{title} – {unit}" if unit else str(title)
        context = {
            "message": message,
            "title": title,
            "unit": unit,
            "answers": answers_for(message, language),
            "language": language,
            "direction": cldr.direction(language),
            "written_in": cldr.name_in(message.language, language),
            "url": settings.SITE_URL + reverse("contactmessage:inspect", args=[message.pk]),
        }
        mail = EmailMultiAlternatives(
            subject=on_one_line(f"{subject} [{message.reference}]"),
            body=render_to_string("pages/contact/mail.txt", context),
            to=message.recipients,
            reply_to=[message.sender] if is_mailable(message.sender) else None,
            headers={"Message-ID": message_id(message, "unit")},
            connection=server(),
        )
        mail.attach_alternative(render_to_string("pages/contact/mail.html", context), "text/html")
    return mail


def message_id(message, purpose):
    """The same Message-ID each time that a mail is sent, so that a second one is recognised."""
    return f"<{message.submission[:32]}.{purpose}@{urlsplit(settings.SITE_URL).hostname}>"


def confirm(message):
    """Tell the visitor, once, that the unit has the message: in their language, without a word of
    theirs. What cannot be mailed is told to staff, and not tried again."""
    mine = ContactMessage.objects.filter(pk=message.pk, confirmed_at=None)
    if not mine.update(confirmed_at=timezone.now()):
        return
    try:
        confirmation(message).send()
    except (OSError, ValueError) as problem:
        error = told(problem)
        logger.warning("The confirmation of %s was not mailed: %s", message.reference, error)
        ContactMessage.objects.filter(pk=message.pk).update(
            confirmed_at=None, confirm_to="", last_error=error
        )


def confirmation(message):
    """The mail that confirms a message."""
    language = message.language
    identity = SiteIdentity.objects.filter(site__is_default_site=True).first()
    with translation.override(language):
        organisation = identity and localized(identity, "organisation_name", language)
        context = {
            "message": message,
            "organisation": organisation or first_text(message.form_titles, language),
            "language": language,
        }
        return EmailMultiAlternatives(
            subject=on_one_line(
                _("We have received your message [%(reference)s]")
                % {"reference": message.reference}
            ),
            body=render_to_string("pages/contact/confirmation.txt", context),
            to=[message.confirm_to],
            headers={
                "Message-ID": message_id(message, "confirmation"),
                # No machine is to answer it (RFC 3834).
                "Auto-Submitted": "auto-replied",
            },
            connection=server(),
        )
