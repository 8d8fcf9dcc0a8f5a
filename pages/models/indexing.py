"""What search knows of a page: for staff, Wagtail's index; for visitors, what a page type says."""

from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from languages.texts import columns


class PublicSearchField(index.SearchField):
    """One language's column of a translated field, empty while the page is not available in it;
    the field may be that of an item inside a page.

    Staff search by ``AutocompleteField``, which knows drafts and what is not released as well.
    """

    def get_value(self, obj):
        """The text to index for a page, or for an item inside one."""
        language = self.get_field(type(obj)).language
        page = getattr(obj, "page", obj)
        return super().get_value(obj) if language in page.available_languages else ""


def public_search_fields(field_name, **options):
    """The search fields of a translated field, one per language."""
    return [PublicSearchField(name, **options) for name in columns(field_name)]


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
