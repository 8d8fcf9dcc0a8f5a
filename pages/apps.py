"""The app of pages: what every page has, and the page types that no subject owns."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    """Connects the receivers of pages' signals, says who may do what to a page, has uses noted."""

    name = "pages"
    verbose_name = _("pages")

    def ready(self):
        from django.db.models.signals import post_migrate
        from wagtail.models import ReferenceIndex

        from pages import signals
        from pages.access import permissions, policies
        from pages.models import Navigation
        from pages.public import glossary

        signals.connect()
        glossary.connect()
        # Of what is no page, Wagtail knows only images and documents.
        ReferenceIndex.register_model(Navigation)
        post_migrate.connect(permissions.create, sender=self)
        policies.register()
