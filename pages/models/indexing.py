"""What the search for visitors asks of a page type."""

from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _


class SearchKind(NamedTuple):
    """What visitors narrow a search down to: a name for addresses, and a label."""

    name: str
    label: str


class FoundBySearch(models.Model):
    """Lets visitors find a page; mixed into ``BasePage``.

    All its translated texts are searched, and those of the items inside it. A page type says in one
    line each what is special: its kind, the name of the field with its date, and its work areas.
    """

    search_kind = SearchKind("page", _("Pages"))
    # The name of a date or datetime that readers should see beside the title, or empty.
    search_date = ""

    class Meta:
        abstract = True

    def search_areas(self):
        """The primary keys of the work areas that the page belongs to."""
        return []
