"""Panels for translated fields: one input per language, each with its language and direction."""

from django.db import models
from django.utils.functional import cached_property
from django.utils.text import capfirst
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.fields import RichTextField

from languages import cldr
from languages.texts import column


class TranslatedFieldPanel(FieldRowPanel):
    """The columns of one translated field, side by side, labelled with the languages' own names.

    ``panel_for`` may be given to make the panel of one language: it takes a column's name and the
    language, and the keyword arguments of a ``FieldPanel``.
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
        # Wagtail finds its widget for long texts by the field's very class, which is not this one.
        if isinstance(field, models.TextField) and not isinstance(field, RichTextField):
            for child in self.children:
                child.widget = child.widget or AdminAutoHeightTextInput

    class BoundPanel(FieldRowPanel.BoundPanel):
        @cached_property
        def children(self):
            """The columns; the help stands once above them, in the admin's own direction."""
            children = super().children
            for child in children:
                child.help_text = ""
                if getattr(child, "bound_field", None):
                    child.bound_field.help_text = ""
            return children


def set_language_attrs(form, model_field_names):
    """Mark the widgets of a form's per-language inputs with their ``lang`` and ``dir``.

    For the forms that are not made of panels, those of images and documents.
    """
    for field_name in model_field_names:
        for language in cldr.language_codes():
            field = form.fields.get(column(field_name, language))
            if field is not None:
                field.widget.attrs |= {"lang": language, "dir": cldr.direction(language)}
