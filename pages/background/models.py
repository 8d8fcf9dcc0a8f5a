"""Mails that wait to be sent."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import models
from django.utils.translation import gettext_lazy as _

from pages.background.mail_server import server


class OutgoingMail(models.Model):
    """A mail to staff that has not been sent yet: afterwards its row is deleted."""

    subject = models.TextField()
    recipients = models.JSONField()
    # The other arguments of Django's EmailMultiAlternatives.
    content = models.JSONField()
    page = models.ForeignKey(
        settings.WAGTAIL_PAGE_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)
    # Why it could not be sent, on one line.
    last_error = models.TextField(blank=True)

    untranslated_fields = ("subject", "last_error")

    class Meta:
        verbose_name = _("outgoing mail")
        verbose_name_plural = _("outgoing mails")
        default_permissions = ()
        # Translators: A permission: to see what the site does in the background.
        permissions = [("supervise", _("Can see background work and try it again"))]

    def __str__(self):
        return self.subject

    def send(self):
        """Send it; raises what the mail server or its network does (OSError), or ValueError for
        what no mail can be made of."""
        alternatives = self.content.pop("alternatives")
        mail = EmailMultiAlternatives(
            self.subject, to=self.recipients, connection=server(), **self.content
        )
        for body, kind in alternatives:
            mail.attach_alternative(body, kind)
        mail.send()
