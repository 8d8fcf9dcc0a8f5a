"""Screens of signing in."""

from http import HTTPStatus

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import mark_safe
from django.views.generic import FormView
from wagtail.admin.views import account

from pages.accounts import resets, two_factors
from pages.accounts.forms import CodeForm, SetUpForm, SignInForm
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

    def form_valid(self, form):
        """Lead on to the second factor where there is one or has to be one; else sign in."""
        user = form.get_user()
        if two_factors.has_device(user):
            step = "sign_in_code"
        elif two_factors.is_required(user):
            step = "sign_in_enrol"
        else:
            return super().form_valid(form)
        remember = form.cleaned_data.get("remember")
        two_factors.set_pending(self.request, user, remember, self.get_success_url())
        return HttpResponseRedirect(reverse(step))


class CodeFormView(FormView):
    """A form with a code of ``user``; ``accept(code)`` looks at it."""

    form_class = CodeForm

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        return kwargs | {"request": self.request, "user": self.user, "accept": self.accept}

    def form_invalid(self, form):
        return with_wait(super().form_invalid(form), form)


class StepView(CodeFormView):
    """A step of a sign-in whose password was right."""

    def dispatch(self, request, *args, **kwargs):
        """Lead back to the start where there is no such sign-in, or it took too long."""
        self.user, self.kept = two_factors.pending(request)
        if self.user is None or two_factors.has_device(self.user) != self.needs_device:
            return HttpResponseRedirect(reverse("wagtailadmin_login"))
        return super().dispatch(request, *args, **kwargs)

    def sign_in(self):
        """Make the account's session of what has waited."""
        del self.request.session[two_factors.PENDING]
        login(self.request, self.user)
        expiry = settings.SESSION_COOKIE_AGE if self.kept["remember"] else 0
        self.request.session.set_expiry(expiry)


class CodeView(StepView):
    """The code of whoever has a second factor."""

    template_name = "pages/accounts/code.html"
    needs_device = True

    def accept(self, code):
        """Whether the code is right."""
        return two_factors.is_right(self.user, code)

    def form_valid(self, form):
        self.sign_in()
        return HttpResponseRedirect(self.kept["next"])


class KeyMixin:
    """Shows a new device's key, and the recovery codes once it is confirmed."""

    template_name = "pages/accounts/enrol.html"

    def get_context_data(self, **kwargs):
        device = two_factors.new_device(self.user)
        return super().get_context_data(
            # The library's own SVG, of characters that need no escape.
            picture=mark_safe(two_factors.picture_of(device)),  # noqa: S308
            key=two_factors.key_of(device),
            **kwargs,
        )

    def accept(self, code):
        """The recovery codes, if the code is right."""
        return two_factors.confirm(self.user, code)

    def show_codes(self, form, target):
        """The recovery codes, once."""
        context = {"codes": form.result, "next": target}
        return TemplateResponse(self.request, "pages/accounts/recovery_codes.html", context)


class EnrolView(KeyMixin, StepView):
    """Set up the second factor that an account has to have, to sign in."""

    needs_device = False

    def form_valid(self, form):
        self.sign_in()
        return self.show_codes(form, self.kept["next"])


class SecondFactorView(KeyMixin, CodeFormView):
    """Set up a second factor, or another one, for an account that is signed in."""

    form_class = SetUpForm

    def dispatch(self, request, *args, **kwargs):
        """The account is whoever is signed in."""
        self.user = request.user
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form):
        return self.show_codes(form, reverse("wagtailadmin_account"))


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
