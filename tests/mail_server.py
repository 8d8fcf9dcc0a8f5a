"""A mail server for tests that can be away, and that somebody can watch at work."""

from smtplib import SMTPRecipientsRefused

from django.core.mail.backends.locmem import EmailBackend


class MailServer(EmailBackend):
    """Delivers into ``django.core.mail.outbox``, unless ``problem`` is an exception to raise;
    ``watcher`` is called with each mail before it is delivered."""

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
