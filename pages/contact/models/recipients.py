"""To whom messages of visitors are mailed."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from languages import cldr

MOST_RECIPIENTS = 10


def addresses_in(text):
    """The e-mail addresses in a text that has them on lines or between commas."""
    return [address.strip() for address in text.replace(",", "\n").splitlines() if address.strip()]


def validate_addresses(text):
    """Refuse what is no list of a few e-mail addresses."""
    addresses = addresses_in(text)
    if len(addresses) > MOST_RECIPIENTS:
        raise ValidationError(
            _("At most %(number)s addresses."), params={"number": MOST_RECIPIENTS}
        )
    for address in addresses:
        try:
            validate_email(address)
        except ValidationError as error:
            raise ValidationError(
                _("%(address)s is not an e-mail address."), params={"address": address}
            ) from error


class MailedTo(models.Model):
    """Whose e-mail messages are: the addresses, and the language that is read there."""

    recipients = models.TextField(
        _("recipients"),
        validators=[validate_addresses],
        help_text=_("E-mail addresses, one per line."),
    )
    mail_language = models.CharField(
        _("mail language"),
        max_length=20,
        choices=cldr.language_choices,
        default=settings.LANGUAGE_CODE,
        help_text=_("The language of the subject and labels in mail."),
    )

    mail_panels = [FieldPanel("recipients", classname="ltr-input"), FieldPanel("mail_language")]

    # Addresses, not words.
    untranslated_fields = ("recipients",)

    class Meta:
        abstract = True
