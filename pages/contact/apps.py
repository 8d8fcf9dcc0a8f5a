"""The app of contact: forms for visitors, and the messages that they send."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContactConfig(AppConfig):
    """Forms, messages, mailing."""

    name = "pages.contact"
    label = "contact"
    verbose_name = _("contact")
