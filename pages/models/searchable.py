"""The interface between a page type and the visitors' search."""

from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _


class SearchKind(NamedTuple):
    """A value of the search's kind facet: its name in URLs, and its label."""

    name: str
    label: str


class Searchable(models.Model):
    """Makes a page searchable for visitors; mixed into ``BasePage``.

    All translated texts of the page and of its items are indexed. A page type sets its kind, the
    name of its date field and its work areas.
    """

    search_kind = SearchKind("page", _("Pages"))
    # The name of the date or datetime field shown with a search result, or empty.
    search_date = ""

    class Meta:
        abstract = True

    def search_areas(self):
        """The primary keys of the page's work areas."""
        return []
