"""Which passwords are refused."""

import re

from django.contrib.auth.password_validation import CommonPasswordValidator

# What people put before and after a word to make it longer.
AROUND = re.compile(r"^[\W\d_]+|[\W\d_]+$")
REPEATED = re.compile(r"(.+?)\1+")


def cores(password):
    """The shorter passwords that a password is made of: without digits and signs around it, and the
    part that it repeats."""
    found = {password.lower().strip()}
    for shorten in (
        lambda text: AROUND.sub("", text),
        lambda text: match[1] if (match := REPEATED.fullmatch(text)) else text,
    ) * 2:
        found |= {shorten(text) for text in found}
    return found - {""}


class CommonCoreValidator(CommonPasswordValidator):
    """Refuses common passwords, also repeated or with digits and signs around them."""

    def validate(self, password, user=None):
        """Raise ``ValidationError`` if what the password is made of is common."""
        for core in sorted(cores(password)):
            super().validate(core, user)
