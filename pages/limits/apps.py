"""The app of limits: how often visitors and staff may try something."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LimitsConfig(AppConfig):
    """Counts of uses, and networks that somebody is known at."""

    name = "pages.limits"
    label = "limits"
    verbose_name = _("limits")
