"""The app of the search for visitors."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """Has the index follow what is published."""

    name = "pages.search"
    label = "search"
    verbose_name = _("search")

    def ready(self):
        from pages.search import signals

        signals.connect()
