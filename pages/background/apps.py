"""The app of background work."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BackgroundConfig(AppConfig):
    """Tasks, and the worker that runs them."""

    name = "pages.background"
    label = "background"
    verbose_name = _("background work")
