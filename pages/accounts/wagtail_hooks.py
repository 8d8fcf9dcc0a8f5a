"""What the admin shows of a person's own account."""

from django.forms import Form
from django.template.loader import render_to_string
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django_otp.plugins.otp_static.models import StaticToken
from wagtail import hooks
from wagtail.admin.views.account import BaseSettingsPanel

from pages.accounts import two_factors, views
from pages.accounts.forms import EmailForm


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


@hooks.register("register_account_settings_panel")
class EmailPanel(BaseSettingsPanel):
    """The account's e-mail address, in place of Wagtail's, which asks for no password."""

    name = "email"
    title = _("E-mail address")
    order = 200

    def get_form(self):
        """The form, filled in by the request: one for all who ask, for each look at a password
        counts. Without the fields of this panel it is not filled in."""
        if hasattr(self.request, "email_form"):
            return self.request.email_form
        data = self.request.POST if f"{self.name}-email" in self.request.POST else None
        self.request.email_form = EmailForm(
            data, instance=self.user, prefix=self.name, request=self.request
        )
        return self.request.email_form
