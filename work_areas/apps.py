"""The app of work areas: a page model for each of the organisation's subjects."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkAreasConfig(AppConfig):
    """Connects the signal receivers."""

    name = "work_areas"
    verbose_name = _("work areas")

    def ready(self):
        from work_areas import signals

        signals.connect()
