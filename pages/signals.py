"""What follows when a page changes its place."""

from django.utils import translation
from wagtail.contrib.redirects.signal_handlers import (
    autocreate_redirects_on_page_move,
    autocreate_redirects_on_slug_change,
)
from wagtail.signals import page_slug_changed, post_page_move

from languages import cldr


def in_other_languages(handler):
    """A receiver that runs one of Wagtail's under each language that is not the active one."""

    def receiver(sender, **kwargs):
        for language in cldr.language_codes():
            if language != translation.get_language():
                with translation.override(language):
                    handler(**kwargs)

    return receiver


# Wagtail's own receivers redirect from the address in the active language.
redirect_after_move = in_other_languages(autocreate_redirects_on_page_move)
redirect_after_new_slug = in_other_languages(autocreate_redirects_on_slug_change)


def connect():
    """Let every language's old address lead to the new one."""
    post_page_move.connect(redirect_after_move)
    page_slug_changed.connect(redirect_after_new_slug)
