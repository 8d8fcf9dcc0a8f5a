"""Panels for translated fields: one input per language, each with its language and direction."""

from django.utils.text import capfirst
from wagtail.admin.panels import FieldPanel, FieldRowPanel

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
        if not self.heading:
            field = self.model._meta.get_field(self.translated_field_name)
            self.heading = capfirst(field.verbose_name)


def set_language_attrs(form, model_field_names):
    """Mark the widgets of a form's per-language inputs with their ``lang`` and ``dir``.

    For the forms that are not made of panels, those of images and documents.
    """
    for field_name in model_field_names:
        for language in cldr.language_codes():
            field = form.fields.get(column(field_name, language))
            if field is not None:
                field.widget.attrs |= {"lang": language, "dir": cldr.direction(language)}
