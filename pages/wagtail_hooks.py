"""What Wagtail lets pages add to rich text and to groups."""

from wagtail import hooks

from pages import rich_text
from pages.access import permissions


@hooks.register("register_rich_text_features", order=1)
def rich_text_features(features):
    """What rich text can do beyond Wagtail's."""
    rich_text.register(features)


@hooks.register("register_permissions")
def permissions_of_groups():
    """Whose language is whose, for the form of a group."""
    return permissions.registered()
