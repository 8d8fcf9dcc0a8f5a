"""Changes of an account's e-mail address are told to the old one."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models.signals import pre_save
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.users.models import UserProfile

from pages.accounts.resets import site_name


def connect():
    """Follow the changes of accounts."""
    pre_save.connect(tell_old_address, sender=get_user_model(), dispatch_uid="accounts.old_address")


def tell_old_address(instance, raw=False, **kwargs):
    """Mail the old address of an account once another one is saved."""
    if raw or not instance.pk or not settings.MAIL_IS_SET_UP:
        return
    old = type(instance).objects.filter(pk=instance.pk).values_list("email", flat=True).first()
    if old and old != instance.email:
        transaction.on_commit(lambda: send(instance, old))


def send(user, old):
    """Mail the old address, in the account's language."""
    language = UserProfile.get_for_user(user).get_preferred_language()
    with translation.override(language):
        context = {"user": user, "site": site_name(language)}
        mail = EmailMessage(
            subject=_("Your e-mail address was changed – %(site)s") % {"site": context["site"]},
            body=render_to_string("pages/accounts/email_changed.txt", context),
            to=[old],
            headers={"Auto-Submitted": "auto-generated"},
        )
    mail.send()
