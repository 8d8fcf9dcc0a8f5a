"""Forms of what has no drafts, such as pictures, documents and settings: two people may have one
open, and neither overwrites the other unasked."""

import json

from django import forms
from django.db.models import FileField
from django.template.loader import render_to_string
from django.utils.functional import cached_property

from pages.forms.merger import Merger, model_values
from pages.merging.fields import digest


class ErrorMerger(Merger):
    """Shows each conflict as an error beside its field, with both versions and the choice in it."""

    def message(self, conflict):
        return render_to_string("pages/forms/conflict_choice.html", {"conflict": conflict})


class MergedFormMixin:
    """Merges what is sent into what others saved since the form was shown, field by field.

    A subclass calls ``remember_shown`` once its form has no fields but those that it shows.
    """

    def remember_shown(self):
        """Note what the form shows; of a new thing, nothing."""
        self.merger = None
        self.saved_values = self._values() if self.instance.pk else None
        if self.saved_values is not None:
            shown = {name: digest(value) for name, value in self.saved_values.items()}
            shown |= {name: digest(values) for name, values in self._saved_lists.items()}
            self.fields["shown_values"] = forms.CharField(
                required=False, widget=forms.HiddenInput, initial=json.dumps(shown)
            )

    def _values(self):
        # A new file is an act of its own; the rest of the form does not carry the old one.
        is_file = {f.name for f in self._meta.model._meta.fields if isinstance(f, FileField)}
        return {k: v for k, v in model_values(self).items() if k not in is_file}

    @cached_property
    def _saved_lists(self):
        """The lists of items as they are stored: what their forms hold, by relation."""
        return {
            relation: [model_values(formset.form(instance=item)) for item in formset.get_queryset()]
            for relation, formset in getattr(self, "formsets", {}).items()
        }

    def is_valid(self):
        """Also merges, once everything that was sent is right in itself."""
        if not super().is_valid():
            return False
        if self.merger is None and self.saved_values is not None:
            self.merger = ErrorMerger(self._shown(), self.data)
            self.merger.note(self)
            self.merger.merge_values(self, self.saved_values)
        return not self.errors

    def _shown(self):
        """What came back of the form's memory; what no form of ours wrote counts as forgotten."""
        try:
            shown = json.loads(self.cleaned_data.get("shown_values") or "{}")
        except ValueError:
            return {}
        if not isinstance(shown, dict):
            return {}
        return {name: value for name, value in shown.items() if isinstance(value, str)}
