"""Clears away what the database keeps of languages that the site no longer has.

The columns of their texts go with a migration; this is about the rest, which names a language.
"""

from django.contrib.auth.models import Group
from django.core.files.storage import default_storage
from django.db import transaction
from wagtail.users.models import UserProfile

from languages import cldr
from languages.checks import own_models
from pages import permissions, roles, social_images
from pages.models import SearchEntry, SearchWord, TranslationStatus


@transaction.atomic
def clear_away(report):
    """Leave nothing behind that names a language which is not in the settings.

    What visitors wrote stays as it was, and so does whoever translated into such a language: only
    a group without members goes. ``report`` is called with a line for each thing that was done.
    """
    for model, field in language_fields():
        _clear_field(model, field, report)
    codes = cldr.language_codes()
    profiles = UserProfile.objects.exclude(preferred_language__in=["", *codes])
    _say(report, "accounts with such a language", profiles.update(preferred_language=""))
    entries = SearchEntry.objects.exclude(language__in=codes)
    _say(report, "entries of the search", entries.count())
    entries.delete()
    SearchWord.objects.exclude(language__in=codes).delete()
    TranslationStatus.objects.exclude(source__in=codes, target__in=codes).delete()
    _clear_roles(report)
    _clear_social_images(codes)


def language_fields():
    """The fields of our models in which staff choose a language of the site: (model, field)."""
    for model in own_models():
        for field in model._meta.local_fields:
            is_choice = getattr(field.choices, "func", None) is cldr.language_choices
            if is_choice and field.editable:
                yield model, field


def _clear_field(model, field, report):
    """Empty a field or give it its default; without either, what it is about is gone."""
    codes = ["", *cldr.language_codes()]
    rows = model._base_manager.exclude(**{f"{field.name}__in": codes})
    found = rows.count()
    if field.has_default():
        rows.update(**{field.name: field.get_default()})
    elif field.blank:
        rows.update(**{field.name: ""})
    else:
        rows.delete()
    _say(report, f"{model._meta.verbose_name_plural}: {field.verbose_name}", found)


def _clear_roles(report):
    for language, permission in permissions.former_languages():
        permission.delete()
        report(f"Removed the permission to edit texts: {language}.")
        group = roles.named(Group, roles.translator(language))
        if group is None:
            continue
        if group.user_set.exists():
            report(f"The group {group.name} has members, and is left to you.")
        else:
            group.delete()
            report(f"Removed the group {group.name}.")


def _clear_social_images(codes):
    try:
        folders, _files = default_storage.listdir(social_images.FOLDER)
    except FileNotFoundError:
        return
    for folder in folders:
        page, _hyphen, language = folder.partition("-")
        if page.isdigit() and language not in codes:
            social_images.forget(page, language)


def _say(report, what, count):
    if count:
        report(f"{what}: {count}")
