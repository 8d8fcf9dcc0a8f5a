"""What the search for visitors knows of a page: the texts that they may read."""

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
