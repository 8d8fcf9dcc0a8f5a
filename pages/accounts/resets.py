"""Links to set a new password: asked for on a screen, made and mailed by the worker.

The screen does the same for every address, so that neither its words nor its time tell whether an
account has it.
"""

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _
from django_tasks import task
from wagtail.admin.forms.auth import PasswordResetForm
from wagtail.users.models import UserProfile

from languages.texts import localized
from pages.limits.counting import HOUR, Limit, client_address, network, take
from pages.models.identity import SiteIdentity

# Requests in an hour for one address, and from one network.
FOR_ONE, FROM_ONE = 3, 10


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
        """Leave the rest to the worker: the screen does not look accounts up."""
        mail_links.enqueue(self.cleaned_data["email"])


@task()
def mail_links(email):
    """Mail a link to each account that has an e-mail address; none while there is no mail server,
    since it would be in nobody's hands."""
    if settings.MAIL_IS_SET_UP:
        for user in ResetForm().get_users(email):
            mail_to(user).send()


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
