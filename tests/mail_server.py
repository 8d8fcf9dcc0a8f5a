"""A mail backend for tests that can fail, and be observed."""

from smtplib import SMTPRecipientsRefused

from django.core.mail.backends.locmem import EmailBackend


class MailServer(EmailBackend):
    """Delivers to ``django.core.mail.outbox``, or raises ``problem`` if it is set; ``watcher`` is
    called with each mail before delivery."""

    problem = None
    watcher = None

    def send_messages(self, mails):
        cls = type(self)
        if cls.watcher:
            for mail in mails:
                cls.watcher(mail)
        if cls.problem:
            raise cls.problem
        return super().send_messages(mails)


AWAY = ConnectionRefusedError(111, "Connection refused")
REFUSED = SMTPRecipientsRefused({"partners@example.org": (550, b"no such user")})
