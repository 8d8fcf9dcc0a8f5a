"""URLs of admin screens that several apps link to."""

from django.urls import reverse
from django.utils.http import urlencode


def languages_url(page):
    """The screen for releasing and withdrawing a page's languages."""
    return reverse("page_languages", args=[page.pk])


def board_url(**filters):
    """The translation board, filtered by the non-empty ``filters``."""
    query = urlencode({name: value for name, value in filters.items() if value})
    return reverse("translation_board") + (f"?{query}" if query else "")
