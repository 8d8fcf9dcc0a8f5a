"""Links to set a new password: asked for on a screen, mailed by a command.

The screen does the same for every address, so that neither its words nor its time tell whether an
account has it.
"""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _
from wagtail.admin.forms.auth import PasswordResetForm
from wagtail.users.models import UserProfile

from languages.texts import localized
from pages.accounts.models import ResetRequest
from pages.limits.counting import HOUR, Limit, client_address, network, take
from pages.models.identity import SiteIdentity

# Requests in an hour for one address, and from one network.
FOR_ONE, FROM_ONE = 3, 10
# A request that could not be mailed by then is forgotten.
LONGEST = timedelta(hours=1)


def wait_for(request, email):
    """Count a request; the seconds to wait if there were too many, else 0."""
    place = network(client_address(request))
    limits = [Limit("reset", email.casefold(), FOR_ONE, HOUR)]
    if place:
        limits.append(Limit("resets", place, FROM_ONE, HOUR))
    return take(limits, timezone.now())


class ResetForm(PasswordResetForm):
    """The address of an account."""

    # Seconds until another try.
    wait = 0

    def save(self, **_options):
        """Keep the request for the command that mails links."""
        ResetRequest.objects.create(email=self.cleaned_data["email"], requested_at=timezone.now())


def send_due():
    """Mail the links that were asked for; yields an error for each mail that failed, which is tried
    again by the next call for an hour. While no mail server is set up, none is made."""
    ResetRequest.objects.filter(requested_at__lt=timezone.now() - LONGEST).delete()
    if not settings.MAIL_IS_SET_UP:
        return
    for request in list(ResetRequest.objects.order_by("pk")):
        mine = ResetRequest.objects.filter(pk=request.pk, attempts=request.attempts)
        if not mine.update(attempts=request.attempts + 1):
            continue
        form = ResetForm()
        try:
            for user in form.get_users(request.email):
                mail_to(user).send()
        except (OSError, ValueError) as problem:
            yield f"{type(problem).__name__}: {' '.join(str(problem).split())}"
        else:
            ResetRequest.objects.filter(pk=request.pk).delete()


def site_name(language):
    """What the site is called in a language, on one line."""
    identity = SiteIdentity.objects.filter(site__is_default_site=True).first()
    name = (identity and localized(identity, "organisation_name", language)) or _(
        "Local Self-Government"
    )
    return " ".join(str(name).split())


def mail_to(user):
    """The mail with a link for an account, in the account's language."""
    language = UserProfile.get_for_user(user).get_preferred_language()
    with translation.override(language):
        name = site_name(language)
        link = reverse(
            "wagtailadmin_password_reset_confirm",
            args=[
                urlsafe_base64_encode(force_bytes(user.pk)),
                default_token_generator.make_token(user),
            ],
        )
        context = {"user": user, "site": name, "link": settings.SITE_URL + link}
        return EmailMessage(
            subject=_("Set a new password – %(site)s") % {"site": name},
            body=render_to_string("pages/accounts/reset.txt", context),
            to=[user.email],
            headers={"Auto-Submitted": "auto-generated"},
        )
