"""Forms to sign in, limited by account and network."""

import unicodedata

from django.core.exceptions import ValidationError
from wagtail.admin.forms.auth import LoginForm

from pages.limits.passwords import Guess, too_many


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
        key = unicodedata.normalize("NFKC", name).casefold()
        turn = Guess.by(self.request, "sign-in", key).take()
        if turn.wait:
            self.wait = turn.wait
            raise ValidationError(too_many(turn.wait), code="too_many")
        cleaned = super().clean()
        turn.was_right()
        return cleaned
