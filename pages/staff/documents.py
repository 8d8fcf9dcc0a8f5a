"""The list of documents in the admin, with what visitors read of each."""

from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.documents.views.documents import IndexView

from languages import cldr
from languages.texts import localized


def title_for_visitors(document):
    """A document's title in the admin's language, or marked in the one it falls back to."""
    title = localized(document, "display_title", get_language())
    return format_html("<span{}>{}</span>", title.attrs, title)


def language_of_file(document):
    """The name of the language that a document's file is in; empty when it is not known."""
    return document.language and cldr.name_in(document.language, get_language())


class DocumentIndexView(IndexView):
    """Wagtail's list, with the title that visitors read and the file's language."""

    @cached_property
    def columns(self):
        """Wagtail's columns, and ours after the name among staff."""
        place = 2
        ours = [
            Column("display_title", label=_("Title for visitors"), accessor=title_for_visitors),
            Column("language", label=_("Language"), accessor=language_of_file),
        ]
        columns = super().columns
        return [*columns[:place], *ours, *columns[place:]]
