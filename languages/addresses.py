"""Addresses in any script: of web pages (IRIs, RFC 3987) and of mailboxes (RFC 6531).

Model fields, and the form fields that they and the blocks use.
"""

import re
import unicodedata

from django import forms
from django.core.validators import EmailValidator
from django.db import models
from django.utils.encoding import uri_to_iri

# In letters, each counted once: percent-encoded, one of Arabic takes six characters.
LONGEST_WEB_ADDRESS = 2000


def visible(text):
    """A text without invisible characters, such as the marks of direction that copying leaves."""
    return "".join(c for c in text if unicodedata.category(c) not in ("Cf", "Cc")).strip()


class MailboxValidator(EmailValidator):
    """Django's validator, which also takes mailbox names in other scripts than Latin."""

    _ATOM = r"[-!#$%&'*+/=?^_`{}|~\w]+"
    user_regex = re.compile(rf"{_ATOM}(\.{_ATOM})*\Z")


validate_mailbox = MailboxValidator()


def is_mailable(address):
    """Whether any mail server takes an address: not all know mailbox names in other scripts
    (SMTPUTF8)."""
    return bool(address) and address.rpartition("@")[0].isascii()


class DecodingMixin:
    """Decodes the letters of an address before they are counted: «…/%D8%A8» becomes «…/ب»."""

    def to_python(self, value):
        return super().to_python(uri_to_iri(visible(str(value))) if value else value)

    def widget_attrs(self, widget):
        """Without ``maxlength``, by which a browser would cut an encoded address off."""
        attrs = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        return attrs


class WebAddressFormField(DecodingMixin, forms.URLField):
    """The address of a web page."""

    def __init__(self, **kwargs):
        super().__init__(**{"assume_scheme": "https", "max_length": LONGEST_WEB_ADDRESS} | kwargs)


class MailboxFormField(forms.EmailField):
    """An e-mail address."""

    default_validators = [validate_mailbox]

    def to_python(self, value):
        return super().to_python(visible(str(value)) if value else value)


class _PlainInMigrations:
    """A field that migrations know as Django's: only its column concerns them."""

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, f"django.db.models.{self.django_name}", args, kwargs


class WebAddressField(_PlainInMigrations, models.URLField):
    """The address of a web page."""

    django_name = "URLField"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"max_length": LONGEST_WEB_ADDRESS} | kwargs)


class MailboxField(_PlainInMigrations, models.EmailField):
    """An e-mail address that visitors are shown."""

    django_name = "EmailField"
    default_validators = [validate_mailbox]

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": MailboxFormField} | kwargs)
