"""Merging for forms of models without drafts (pictures, documents, settings), so that concurrent
edits do not overwrite each other."""

import json

from django import forms
from django.db.models import FileField
from django.template.loader import render_to_string
from django.utils.functional import cached_property

from pages.forms.merger import Merger, model_values
from pages.merging.fields import value_digest


class ErrorMerger(Merger):
    """Reports each conflict as a field error that contains both versions and the choice."""

    def message(self, conflict):
        return render_to_string("pages/forms/conflict_choice.html", {"conflict": conflict})


class MergedFormMixin:
    """Merges the submitted values with those saved since the form was rendered, field by field.

    A subclass calls ``remember_shown`` when its set of fields is final.
    """

    def remember_shown(self):
        """Store digests of the initial values in the form; a new object has none."""
        self.merger = None
        self.saved_values = self._values() if self.instance.pk else None
        if self.saved_values is not None:
            shown = {name: value_digest(value) for name, value in self.saved_values.items()}
            shown |= {name: value_digest(values) for name, values in self._saved_lists.items()}
            self.fields["shown_values"] = forms.CharField(
                required=False, widget=forms.HiddenInput, initial=json.dumps(shown)
            )

    def _values(self):
        # A newly uploaded file replaces the old one without a merge.
        is_file = {f.name for f in self._meta.model._meta.fields if isinstance(f, FileField)}
        return {k: v for k, v in model_values(self).items() if k not in is_file}

    @cached_property
    def _saved_lists(self):
        """The saved lists of items, by relation: the initial data of their forms."""
        return {
            relation: [model_values(formset.form(instance=item)) for item in formset.get_queryset()]
            for relation, formset in getattr(self, "formsets", {}).items()
        }

    def is_valid(self):
        """Also merges, if the submitted data is valid."""
        if not super().is_valid():
            return False
        if self.merger is None and self.saved_values is not None:
            self.merger = ErrorMerger(self._shown(), self.data)
            self.merger.note(self)
            self.merger.merge_values(self, self.saved_values)
        return not self.errors

    def _shown(self):
        """The digests submitted with the form; malformed data counts as none."""
        try:
            shown = json.loads(self.cleaned_data.get("shown_values") or "{}")
        except ValueError:
            return {}
        if not isinstance(shown, dict):
            return {}
        return {name: value for name, value in shown.items() if isinstance(value, str)}
