"""Wagtail hooks of the page core."""

from wagtail import hooks

from pages import rich_text
from pages.access import permissions


@hooks.register("register_rich_text_features", order=1)
def rich_text_features(features):
    """Register our rich text features after Wagtail's."""
    rich_text.register(features)


@hooks.register("register_permissions")
def permissions_of_groups():
    """Add the permissions by language to the group form."""
    return permissions.registered()
