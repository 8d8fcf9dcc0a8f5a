"""How mail to staff leaves: as a row, which a task sends. No save waits for a mail server.

This is Django's mail backend for all that Django and Wagtail send. Messages of visitors are rows
already, and go to the mail server itself (``pages.contact.mailing``).
"""

import logging
from contextvars import ContextVar
from email.utils import make_msgid
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend

from pages.background import tasks
from pages.background.models import OutgoingMail

logger = logging.getLogger(__name__)

# The key of the page that the mails of this request are about.
_page = ContextVar("page", default=None)


def concern(page_id):
    """Say which page the next mails of this request are about."""
    _page.set(page_id)


def forget(**kwargs):
    """At the start of a request, its mails are about no page."""
    _page.set(None)


class Backend(BaseEmailBackend):
    """Keeps mails for the worker. While no mail server is set up, nothing is kept: the mails would
    be out of date when there is one, and screens tell that nobody is told."""

    def send_messages(self, email_messages):
        """Keep the mails; their number."""
        if not settings.MAIL_IS_SET_UP:
            logger.warning("No mail server is set up (EMAIL_URL): a mail was not sent.")
            return 0
        for message in email_messages:
            mail = OutgoingMail.objects.create(
                subject=str(message.subject),
                recipients=[str(address) for address in message.to],
                content=content_of(message),
                page_id=_page.get(),
            )
            tasks.send_mail.enqueue(mail.pk)
        return len(email_messages)


def content_of(message):
    """What is kept of a mail beside its subject and recipients."""
    if message.attachments:
        raise ValueError("Mails with attachments cannot be kept.")
    # Always the same, so that a mail that is sent twice after a crash is recognised.
    identity = make_msgid(domain=urlsplit(settings.SITE_URL).hostname)
    headers = {"Message-ID": identity} | message.extra_headers
    return {
        "body": str(message.body),
        "from_email": str(message.from_email),
        "cc": [str(address) for address in message.cc],
        "bcc": [str(address) for address in message.bcc],
        "reply_to": [str(address) for address in message.reply_to],
        "headers": {name: str(value) for name, value in headers.items()},
        "alternatives": [
            [str(body), str(kind)] for body, kind in getattr(message, "alternatives", [])
        ],
    }
