"""Screens of signing in."""

from http import HTTPStatus

from django.conf import settings
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from wagtail.admin.views import account

from pages.accounts import resets
from pages.accounts.forms import SignInForm
from pages.accounts.resets import ResetForm
from pages.limits.passwords import too_many


def with_wait(response, form):
    """The response to a form; if that was sent too often, it says when to try again."""
    if form.wait:
        response.status_code = HTTPStatus.TOO_MANY_REQUESTS
        response["Retry-After"] = str(form.wait)
    return response


class SignInView(account.LoginView):
    """Name and password."""

    def get_form_class(self):
        return SignInForm

    def form_invalid(self, form):
        return with_wait(super().form_invalid(form), form)


def sign_in_of_visitors(request):
    """Lead from Wagtail's sign-in for the public site to the one sign-in."""
    target = request.GET.get("next", "")
    query = f"?{urlencode({'next': target})}" if target else ""
    return HttpResponseRedirect(reverse("wagtailadmin_login") + query)


class ResetView(account.PasswordResetView):
    """Ask for a link to set a new password. Without a mail server it says that there is none."""

    template_name = "pages/accounts/reset.html"

    def get_form_class(self):
        return ResetForm

    def get_context_data(self, **kwargs):
        return super().get_context_data(mail_is_set_up=settings.MAIL_IS_SET_UP, **kwargs)

    def post(self, request, *args, **kwargs):
        """Keep the request, unless there were too many; without a mail server, do nothing."""
        if not settings.MAIL_IS_SET_UP:
            return self.get(request, *args, **kwargs)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form):
        form.wait = resets.wait_for(self.request, form.cleaned_data["email"])
        if form.wait:
            form.add_error("email", too_many(form.wait))
            return with_wait(self.form_invalid(form), form)
        return super().form_valid(form)


class ResetDoneView(account.PasswordResetDoneView):
    """What happens next."""

    template_name = "pages/accounts/reset_done.html"
