"""What is asked for by people who are not signed in, and done by a command."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ResetRequest(models.Model):
    """An e-mail address that a link to set a new password was asked for; whether an account has it
    is looked up when the mail is sent."""

    email = models.EmailField(max_length=254, editable=False)
    requested_at = models.DateTimeField(db_index=True, editable=False)
    # Translators: How often a mail was tried to be sent.
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0, editable=False)

    class Meta:
        verbose_name = _("password reset request")
        verbose_name_plural = _("password reset requests")
        default_permissions = ()

    def __str__(self):
        return str(self.pk)
