"""Rows for forms without panels (images, documents): one translated field's inputs, one per
language, side by side."""

from django.template.loader import render_to_string
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import get_language

from languages import cldr
from languages.panels import ErrorsInLanguage
from languages.texts import column, translated_field_names


class TranslatedRow:
    """A stand-in for a bound field in templates: all columns of one translated field.

    Errors are shown beside each input, not for the row.
    """

    is_hidden = False
    id_for_label = ""
    errors = ()

    def __init__(self, bound_fields, model_field):
        self._bound_fields = bound_fields
        self.name = model_field.name
        self.label = capfirst(model_field.verbose_name)
        self.help_text = model_field.help_text
        self.field = next(iter(bound_fields.values())).field

    @cached_property
    def columns(self):
        """A dict per language: ``code``, ``own_name``, ``name`` (in the reader's language),
        ``direction`` and ``input``, a bound field."""
        for bound_field in self._bound_fields.values():
            # The row shows the help text once.
            bound_field.help_text = ""
        return [
            {
                "code": language,
                "own_name": cldr.own_name(language),
                "name": cldr.name_in(language, get_language()),
                "direction": cldr.direction(language),
                "input": ErrorsInLanguage(bound_field, language),
            }
            for language, bound_field in self._bound_fields.items()
        ]

    def as_widget(self, **_kwargs):
        """The inputs, as safe HTML."""
        return render_to_string("languages/translated_row.html", {"row": self})

    __str__ = __html__ = as_widget


class TranslatedRowsMixin:
    """Makes a model form iterate over one row per translated field, in place of its columns. Access
    by column name, as in validation and saving, is unchanged."""

    def __iter__(self):
        model = self._meta.model
        rows = {}
        for name in translated_field_names(model):
            names = {language: column(name, language) for language in cldr.language_codes()}
            rows |= dict.fromkeys(names.values(), (name, names))
        shown = set()
        for bound_field in super().__iter__():
            if bound_field.name not in rows:
                yield bound_field
                continue
            name, names = rows[bound_field.name]
            if name not in shown:
                shown.add(name)
                inputs = {code: self[one] for code, one in names.items() if one in self.fields}
                yield TranslatedRow(inputs, model._meta.get_field(name))
