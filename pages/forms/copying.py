"""The form that copies a page: its title in each language, or an alias elsewhere in the tree."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.admin.forms.pages import CopyForm

from languages import cldr
from languages.texts import column, preference


def title_name(language):
    """The name of the input for the title in a language (its code)."""
    return f"new_{column('title', language)}"


class PageCopyForm(CopyForm):
    """Asks for the copy's title in every language that the page has one in.

    An alias has its original's titles, so that it must stand below another parent; it is offered
    for pages that visitors can read.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["new_title"]
        source = self.page.get_latest_revision_as_object()
        self.titles = {}
        for language in cldr.language_codes():
            if title := getattr(source, column("title", language)):
                with translation.override(language):
                    # Translators: The title of a copied page.
                    copied = _("%(title)s (copy)") % {"title": title}
                self.titles[title_name(language)] = self._title(language, source, copied)
        self.fields = self.titles | self.fields
        if "alias" in self.fields and self.page.live and not self.page.alias_of_id:
            self.fields["alias"].help_text = _(
                "The same page at a second address, below another parent page. It has the titles "
                "and texts of its original, and follows them."
            )
        else:
            self.fields.pop("alias", None)

    def _title(self, language, source, copied):
        limit = source._meta.get_field(column("title", language)).max_length
        name = cldr.name_in(language, get_language())
        return forms.CharField(
            label=_("New title: %(language)s") % {"language": name},
            initial=copied[:limit],
            max_length=limit,
            widget=forms.TextInput({"lang": language, "dir": cldr.direction(language)}),
        )

    @property
    def title_inputs(self):
        """The bound fields of the titles."""
        return [self[name] for name in self.titles]

    def clean(self):
        cleaned_data = super().clean()
        if cleaned_data.get("alias"):
            for name in self.titles:
                self.errors.pop(name, None)
            if cleaned_data.get("new_parent_page") == self.page.get_parent():
                message = _("Choose another parent page for an alias: here it would be a twin.")
                self.add_error("new_parent_page", ValidationError(message))
        # What Wagtail gives to its own column, in the active language.
        names = [title_name(language) for language in preference(get_language())]
        titles = [cleaned_data[name] for name in names if cleaned_data.get(name)]
        cleaned_data["new_title"] = titles[0] if titles else self.page.title
        return cleaned_data
