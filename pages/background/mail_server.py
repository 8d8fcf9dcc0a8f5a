"""The mail server as those use it who wait for it: the worker, and the mailing of messages."""

from smtplib import SMTPResponseException, SMTPSenderRefused

from django.conf import settings
from django.core.mail import get_connection


def server():
    """The mail server that EMAIL_URL names, as a mail backend."""
    return get_connection(settings.MAIL_BACKEND)


def told(problem):
    """An exception as staff can read it, on one line."""
    if isinstance(problem, SMTPSenderRefused | SMTPResponseException):
        text = problem.smtp_error
        text = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
        words = f"{problem.smtp_code} {text}"
    else:
        words = str(problem)
    return f"{type(problem).__name__}: {' '.join(words.split())}"[:500]
