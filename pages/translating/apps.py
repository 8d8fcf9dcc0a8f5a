"""The app of translating: texts of pages as segments, their states, exchange with tools."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TranslatingConfig(AppConfig):
    """Has the status of translations follow every save."""

    name = "pages.translating"
    label = "translating"
    verbose_name = _("translating")

    def ready(self):
        from pages.translating import signals

        signals.connect()
