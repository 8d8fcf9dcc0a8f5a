"""The app of staff's admin: editing and releasing pages, lists, history, the dashboard, people."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StaffConfig(AppConfig):
    """Puts our views of accounts in place of Wagtail's."""

    name = "pages.staff"
    label = "staff"
    verbose_name = _("staff")

    def ready(self):
        from pages.staff import signals

        signals.connect()
        # Wagtail asks its app for the views of accounts.
        if self.apps.is_installed("wagtail.users"):
            users = self.apps.get_app_config("wagtailusers")
            users.user_viewset = "pages.staff.people.StaffViewSet"
