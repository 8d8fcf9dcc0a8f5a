"""The app of the page core: the base page, and page types that belong to no other app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    """Registers permission policies, form fields, signal receivers and the reference index."""

    name = "pages"
    verbose_name = _("pages")

    def ready(self):
        from django.core import checks
        from django.db.models.signals import post_migrate
        from wagtail.models import ReferenceIndex

        from pages import signals, spreadsheets
        from pages.access import permissions, policies
        from pages.forms import texts
        from pages.models import Navigation
        from pages.public import glossary, private_pictures, security_txt

        signals.connect()
        spreadsheets.guard_exports()
        glossary.connect()
        private_pictures.connect()
        checks.register(security_txt.check_expiry)
        # Wagtail itself shows usage only for images and documents among non-page models.
        ReferenceIndex.register_model(Navigation)
        post_migrate.connect(permissions.create, sender=self)
        policies.register()
        texts.register()
