"""The app of accounts: how staff sign in."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Signing in, second factors, passwords."""

    name = "pages.accounts"
    label = "accounts"
    verbose_name = _("accounts")

    def ready(self):
        from pages.accounts import signals

        signals.connect()
