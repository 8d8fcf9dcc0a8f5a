"""The form of a setting: fields are merged one by one, each list of items as a whole."""

from django.core.exceptions import ValidationError
from wagtail.admin.forms import WagtailAdminModelForm

from pages.forms.merged import MergedFormMixin
from pages.forms.merger import model_values
from pages.merging.fields import Resolution, plain_text, resolve, value_digest


class SettingForm(MergedFormMixin, WagtailAdminModelForm):
    """A setting's form; a conflict in a list of items concerns the whole list."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.remember_shown()
        self.lists_that_stay = []

    def is_valid(self):
        if not super().is_valid():
            return False
        if self.merger:
            self.lists_that_stay = [
                relation
                for relation in self.formsets
                if self._merge_list(relation) is Resolution.THEIRS
            ]
        return not (self.merger and self.merger.conflicts)

    def _merge_list(self, relation):
        formset, theirs = self.formsets[relation], self._saved_lists[relation]
        mine = self._submitted_list(relation)
        stands = resolve(self.merger.shown.get(relation), value_digest(mine), value_digest(theirs))
        if stands is Resolution.CONFLICT:
            label = str(formset.model._meta.verbose_name_plural)
            texts = (
                plain_text([[*item.values()] for item in mine]),
                plain_text([[*item.values()] for item in theirs]),
            )
            stands = self.merger.settle(None, None, relation, label, *texts, value_digest(theirs))
            if stands is Resolution.CONFLICT:
                message = self.merger.message(self.merger.conflicts[-1])
                formset.non_form_errors().append(ValidationError(message, code="conflict"))
        return stands

    def _submitted_list(self, relation):
        """The values of a list's items as they were sent, in order."""
        formset = self.formsets[relation]
        kept = [form for form in formset.ordered_forms if form not in formset.deleted_forms]
        return [model_values(form) for form in kept]

    def save(self, commit=True):
        """Skips lists that only others changed, or whose conflict was resolved in their favour."""
        for relation in self.lists_that_stay:
            del self.formsets[relation]
        return super().save(commit=commit)
