"""The app of pages: what every page has, and the page types that no subject owns."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    """Connects the receivers of pages' signals."""

    name = "pages"
    verbose_name = _("pages")

    def ready(self):
        from pages import signals

        signals.connect()
