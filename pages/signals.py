"""Receivers for pages that are moved, published or deleted: redirects and social images."""

from collections import defaultdict

from django.contrib.auth.models import Group
from django.core.files.storage import default_storage
from django.db.models.signals import post_delete
from django.utils import translation
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.redirects.signal_handlers import (
    autocreate_redirects_on_page_move,
    autocreate_redirects_on_slug_change,
)
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from languages import cldr
from languages.former_languages import clearing
from pages.access import permissions, roles
from pages.models import BasePage
from pages.public import social_images

# The number of paths per query.
BATCH = 500


def in_other_languages(handler):
    """A receiver that calls one of Wagtail's under each language other than the active one."""

    def receiver(sender, **kwargs):
        for language in cldr.language_codes():
            if language != translation.get_language():
                with translation.override(language):
                    handler(**kwargs)

    return receiver


# Wagtail's own receivers create redirects for the active language only.
redirect_after_move = in_other_languages(autocreate_redirects_on_page_move)
redirect_after_new_slug = in_other_languages(autocreate_redirects_on_slug_change)


def forget_social_images(instance, **kwargs):
    """Delete a page's social images in languages that it is no longer available in."""
    for language in set(cldr.language_codes()) - set(instance.available_languages):
        social_images.forget(instance.pk, language)


def forget_social_images_of_deleted(sender, instance, **kwargs):
    """Delete all social images of a page."""
    if issubclass(sender, BasePage):
        for language in cldr.language_codes():
            social_images.forget(instance.pk, language)


def end_redirects_from(instance, **kwargs):
    """Delete automatic redirects from paths that belong to a page again.

    They do nothing while the page is live, but would loop once it is not.
    """
    pages = BasePage.objects.descendant_of(instance, inclusive=True)
    for language in cldr.language_codes():
        paths = defaultdict(list)
        with translation.override(language):
            for page in pages:
                if parts := page.get_url_parts():
                    site_id, _root, path = parts
                    paths[site_id].append(Redirect.normalise_path(path))
        for site_id, of_site in paths.items():
            made = Redirect.objects.filter(automatically_created=True, site=site_id)
            for start in range(0, len(of_site), BATCH):
                made.filter(old_path__in=of_site[start : start + BATCH]).delete()


def clear_roles(**kwargs):
    """Delete the permissions and translators' groups of removed languages; groups with members are
    kept. Returns lines to report."""
    lines = []
    for language, permission in permissions.former_languages():
        permission.delete()
        lines.append(f"Removed the permission to edit texts: {language}.")
        group = roles.named(Group, roles.translator(language))
        if group is None:
            continue
        if group.user_set.exists():
            lines.append(f"The group {group.name} has members and was not deleted.")
        else:
            group.delete()
            lines.append(f"Removed the group {group.name}.")
    return lines


def clear_social_images(**kwargs):
    """Delete the social images of removed languages; reports nothing."""
    try:
        folders, _files = default_storage.listdir(social_images.FOLDER)
    except FileNotFoundError:
        return []
    for folder in folders:
        page, _hyphen, language = folder.partition("-")
        if page.isdigit() and language not in cldr.language_codes():
            social_images.forget(page, language)
    return []


def connect():
    """Connect the receivers."""
    for signal in (page_published, page_unpublished):
        signal.connect(forget_social_images)
    post_delete.connect(forget_social_images_of_deleted)
    post_page_move.connect(end_redirects_from)
    page_slug_changed.connect(end_redirects_from)
    post_page_move.connect(redirect_after_move)
    page_slug_changed.connect(redirect_after_new_slug)
    clearing.connect(clear_roles)
    clearing.connect(clear_social_images)
