"""Screens of signing in."""

from http import HTTPStatus

from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from wagtail.admin.views import account

from pages.accounts.forms import SignInForm


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
