"""What the admin remembers of people follows the settings."""

from django.db.models.signals import pre_save
from wagtail.users.models import UserProfile

from languages import cldr
from languages.former_languages import clearing, counted
from pages.staff.portraits import clean_portrait


def clear_former_languages(**kwargs):
    """Give accounts whose language is gone the default one. Out: lines to report."""
    profiles = UserProfile.objects.exclude(preferred_language__in=["", *cldr.language_codes()])
    found = profiles.update(preferred_language="")
    return [counted("accounts with such a language", found)] if found else []


def connect():
    """Hear of languages that were removed, and of portraits."""
    clearing.connect(clear_former_languages)
    pre_save.connect(clean_portrait, sender=UserProfile)
