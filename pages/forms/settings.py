"""The form of a setting: its fields merged one by one, each list of its items as a whole."""

from django.core.exceptions import ValidationError
from wagtail.admin.forms import WagtailAdminModelForm

from pages.forms.merged import MergedFormMixin
from pages.forms.merger import model_values
from pages.merging.fields import Outcome, digest, outcome, plain_text


class SettingForm(MergedFormMixin, WagtailAdminModelForm):
    """The form of a setting; each list of its items is one whole, theirs or mine."""

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
                if self._merge_list(relation) is Outcome.THEIRS
            ]
        return not (self.merger and self.merger.conflicts)

    def _merge_list(self, relation):
        formset, theirs = self.formsets[relation], self._saved_lists[relation]
        kept = [form for form in formset.ordered_forms if form not in formset.deleted_forms]
        mine = [model_values(form) for form in kept]
        stands = outcome(self.merger.shown.get(relation), digest(mine), digest(theirs))
        if stands is Outcome.CONFLICT:
            label = str(formset.model._meta.verbose_name_plural)
            texts = (
                plain_text([[*item.values()] for item in mine]),
                plain_text([[*item.values()] for item in theirs]),
            )
            stands = self.merger.settle(None, None, relation, label, *texts, digest(theirs))
            if stands is Outcome.CONFLICT:
                message = self.merger.message(self.merger.conflicts[-1])
                formset.non_form_errors().append(ValidationError(message, code="conflict"))
        return stands

    def save(self, commit=True):
        """Saves no list that others changed and this form did not, or that was given up."""
        for relation in self.lists_that_stay:
            del self.formsets[relation]
        return super().save(commit=commit)
