"""Panels for translated fields: one input per language, each with its language and direction."""

from copy import copy

from django.db import models
from django.forms.utils import ErrorList
from django.utils import translation
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.blocks import BlockField
from wagtail.fields import RichTextField

from languages import cldr
from languages.texts import column


class ErrorsInLanguage:
    """A bound field whose errors name the field's language, in the admin's own language."""

    def __init__(self, bound_field, language):
        self._bound_field = bound_field
        self._language = language

    def __getattr__(self, name):
        return getattr(self._bound_field, name)

    @property
    def errors(self):
        """The field's errors, as safe HTML."""
        reader_language = get_language()
        return ErrorList(
            format_html(
                '<span lang="{}" dir="{}">{}: {}</span>',
                reader_language,
                cldr.direction(reader_language),
                cldr.name_in(self._language, reader_language),
                error,
            )
            for error in self._bound_field.errors
        )


class TranslatedFieldPanel(FieldRowPanel):
    """One translated field's columns side by side, each labelled with the language's autonym.

    ``panel_for(column name, language, **options of FieldPanel)`` may be given to make the panel for
    one language.
    """

    def __init__(self, field_name, *, panel_for=None, children=None, **kwargs):
        self.translated_field_name = field_name
        make = panel_for or (lambda name, language, **options: FieldPanel(name, **options))
        children = children or [
            make(
                column(field_name, language),
                language,
                heading=cldr.own_name(language),
                attrs={"lang": language, "dir": cldr.direction(language)},
            )
            for language in cldr.language_codes()
        ]
        super().__init__(children, **kwargs)

    def clone_kwargs(self):
        return {**super().clone_kwargs(), "field_name": self.translated_field_name}

    def on_model_bound(self):
        super().on_model_bound()
        field = self.model._meta.get_field(self.translated_field_name)
        self.heading = self.heading or capfirst(field.verbose_name)
        self.help_text = self.help_text or field.help_text
        # Wagtail chooses its textarea widget by exact field class, and a translated field is a
        # subclass.
        if isinstance(field, models.TextField) and not isinstance(field, RichTextField):
            for child in self.children:
                child.widget = child.widget or AdminAutoHeightTextInput

    class BoundPanel(FieldRowPanel.BoundPanel):
        template_name = "languages/translated_field_panel.html"

        @cached_property
        def children(self):
            """The columns' panels; the help text is shown once, above them."""
            children = super().children
            bound = [child for child in children if getattr(child, "bound_field", None)]
            for child in children:
                child.help_text = ""
            for child in bound:
                self._fit_to_language(child, child.attrs["lang"])
            self._hide_others(bound)
            if bound:
                for child in children:
                    if child not in bound:
                        self._show_for_reading(child)
            return children

        def _show_for_reading(self, child):
            """Show a column that the user may not edit as read-only text."""
            child.read_only = True
            child.heading = child.panel.heading
            # Wagtail would show an unset text as "None".
            child.value_from_instance = child.value_from_instance or ""

        def _fit_to_language(self, child, language):
            """Set the input's language attributes and its placeholder in that language."""
            # A panel is shared by all requests, so its attributes must not be modified in place.
            child.panel = copy(child.panel)
            with translation.override(language):
                placeholder = gettext("Write something, or type / to insert a block")
            child.panel.attrs = {
                **child.attrs,
                "data-language": language,
                "data-language-name": cldr.name_in(language, get_language()),
                "data-rich-text-placeholder": placeholder,
            }
            child.bound_field.help_text = ""
            if isinstance(child.bound_field.field, BlockField):
                child.panel.attrs["data-stream"] = True
            else:
                child.bound_field = ErrorsInLanguage(child.bound_field, language)

        def _hide_others(self, children):
            """Hide the languages that the user chose to hide, unless they have errors."""
            languages = [child.attrs["lang"] for child in children]
            user = getattr(self.request, "user", None)
            shown = getattr(getattr(user, "editor_preferences", None), "shown_language", "")
            if shown not in languages:
                return
            for child, language in zip(children, languages, strict=True):
                if language != shown and not child.bound_field.errors:
                    child.attrs["hidden"] = True

        @property
        def notes(self):
            """The notes on these inputs, as dicts of ``language``, ``hidden`` and ``html``. The
            form may provide ``input_notes``: lists of safe HTML by column."""
            notes = getattr(self.form, "input_notes", None) or {}
            return [
                {
                    "language": child.attrs["lang"],
                    "hidden": "hidden" in child.attrs,
                    "html": html,
                }
                for child in self.visible_children
                if getattr(child, "bound_field", None)
                for html in notes.get(child.field_name, ())
            ]

        @property
        def structure_copies(self):
            """For each stream that may be empty, the other languages whose structure can be copied:
            dicts of ``target`` and ``source`` (ids of inputs) and ``label``."""
            streams = [
                child
                for child in self.visible_children
                if isinstance(getattr(child.bound_field, "field", None), BlockField)
            ]
            return [
                {
                    "target": child.bound_field.html_name,
                    "source": other.bound_field.html_name,
                    "label": gettext("Copy the structure of: %(language)s")
                    % {"language": other.attrs["data-language-name"]},
                }
                for child in streams
                for other in streams
                if other is not child
            ]
