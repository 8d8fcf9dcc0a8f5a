"""What the admin shows of a person's own account."""

from django.forms import Form
from django.template.loader import render_to_string
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django_otp.plugins.otp_static.models import StaticToken
from wagtail import hooks
from wagtail.admin.views.account import BaseSettingsPanel

from pages.accounts import two_factors, views


@hooks.register("register_admin_urls")
def second_factor_urls():
    """Where a person who is signed in sets up a second factor."""
    return [
        path("account/second-factor/", views.SecondFactorView.as_view(), name="second_factor"),
    ]


@hooks.register("register_account_settings_panel")
class SecondFactorPanel(BaseSettingsPanel):
    """Whether the account has a second factor, and the way to set one up."""

    name = "second_factor"
    title = _("Second factor")
    order = 600

    def get_form(self):
        """Nothing is filled in here."""
        return Form()

    def render(self):
        """The state, and a link."""
        context = {
            "has_device": two_factors.has_device(self.user),
            "codes": StaticToken.objects.filter(device__user=self.user).count(),
        }
        return render_to_string("pages/accounts/settings.html", context, request=self.request)
