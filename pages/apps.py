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

        from pages import glossary, permissions, private_pictures, signals
        from pages.models import Navigation
        from pages.search import signals as search_signals
        from pages.translating import signals as translating_signals

        signals.connect()
        glossary.connect()
        private_pictures.connect()
        search_signals.connect()
        translating_signals.connect()
        # Wagtail asks its app for the views of accounts.
        if self.apps.is_installed("wagtail.users"):
            users = self.apps.get_app_config("wagtailusers")
            users.user_viewset = "pages.staff.people.StaffViewSet"
        # Of what is no page, Wagtail knows only images and documents.
        ReferenceIndex.register_model(Navigation)
        post_migrate.connect(permissions.create, sender=self)
        permissions.register_policies()
