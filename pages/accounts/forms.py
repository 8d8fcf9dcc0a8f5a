"""Forms to sign in, limited by account and network."""

import unicodedata

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.auth import LoginForm

from pages.limits.passwords import Guess, too_many


def password_guess(request, name):
    """The guess of an account's password that a request makes."""
    return Guess.by(request, "sign-in", unicodedata.normalize("NFKC", name).casefold())


class SignInForm(LoginForm):
    """Name and password. Too many wrong ones are refused before the password is looked at, whether
    or not there is such an account."""

    # Seconds until another try.
    wait = 0

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["username"].widget.attrs["autocomplete"] = "username"
        self.fields["password"].widget.attrs["autocomplete"] = "current-password"

    def clean(self):
        """Raise ``ValidationError`` for what is wrong or too often tried."""
        name = self.cleaned_data.get("username")
        if not name or not self.cleaned_data.get("password"):
            return self.cleaned_data
        turn = password_guess(self.request, name).take()
        if turn.wait:
            self.wait = turn.wait
            raise ValidationError(too_many(turn.wait), code="too_many")
        cleaned = super().clean()
        turn.was_right()
        return cleaned


class CodeForm(forms.Form):
    """A one-time code or a recovery code; too many wrong ones are refused unseen.

    ``accept(code)`` returns something true for a right code, which ``result`` is then.
    """

    wait = 0
    result = None
    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autofocus": "", "dir": "ltr"}
        ),
    )

    def __init__(self, *args, request, user, accept, **kwargs):
        super().__init__(*args, **kwargs)
        self.request, self.user, self.accept = request, user, accept

    def clean_code(self):
        """Raise ``ValidationError`` for a wrong code or one too many."""
        code = self.cleaned_data["code"]
        turn = Guess.by(self.request, "code", self.user.pk).take()
        if turn.wait:
            self.wait = turn.wait
            raise ValidationError(too_many(turn.wait), code="too_many")
        self.result = self.accept(code)
        if not self.result:
            raise ValidationError(
                gettext("This code is wrong or was used already. Please try the next one.")
            )
        turn.was_right()
        return code


class SetUpForm(CodeForm):
    """The first code of a new device, with the password of whoever is signed in."""

    password = forms.CharField(
        label=_("Your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    field_order = ["password", "code"]

    def clean_password(self):
        """Raise ``ValidationError`` for a wrong password or one too many."""
        turn = password_guess(self.request, self.user.get_username()).take()
        if turn.wait:
            self.wait = turn.wait
            raise ValidationError(too_many(turn.wait), code="too_many")
        if not self.user.check_password(self.cleaned_data["password"]):
            raise ValidationError(gettext("This is not your password."))
        turn.was_right()
        return self.cleaned_data["password"]

    def clean_code(self):
        """Look at the code only if the password was right."""
        return super().clean_code() if "password" in self.cleaned_data else ""


class EmailForm(forms.ModelForm):
    """An account's e-mail address; another one needs the password."""

    password = forms.CharField(
        label=_("Your password"),
        help_text=_("Needed to change the address, which links to set a new password go to."),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    class Meta:
        model = get_user_model()
        fields = ("email",)

    def __init__(self, *args, request, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request
        self.fields["email"].required = True

    def clean_password(self):
        """Raise ``ValidationError`` if the address is another one, and the password is wrong."""
        if "email" not in self.changed_data:
            return ""
        turn = password_guess(self.request, self.instance.get_username()).take()
        if turn.wait:
            raise ValidationError(too_many(turn.wait), code="too_many")
        if not self.instance.check_password(self.cleaned_data["password"]):
            raise ValidationError(gettext("This is not your password."))
        turn.was_right()
        return self.cleaned_data["password"]
