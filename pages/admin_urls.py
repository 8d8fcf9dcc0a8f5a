"""Addresses of admin screens that screens of several apps lead to."""

from django.urls import reverse
from django.utils.http import urlencode


def languages_url(page):
    """Where a page's languages are released and withdrawn."""
    return reverse("page_languages", args=[page.pk])


def board_url(**filters):
    """Where the board of translations is, with those of its filters set that have a value."""
    query = urlencode({name: value for name, value in filters.items() if value})
    return reverse("translation_board") + (f"?{query}" if query else "")
