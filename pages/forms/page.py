"""The form of the page editor: merges submitted values with those saved meanwhile."""

import json

from django import forms
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.forms.models import WagtailAdminModelFormMetaclass

from pages.forms.items import ItemFormSetMixin
from pages.forms.limits import LimitedFormMixin, LimitedItemsMixin
from pages.forms.merger import Merger, model_values
from pages.merging.fields import Resolution, value_digest


class BasePageFormMetaclass(WagtailAdminModelFormMetaclass):
    """Makes the formsets of items with keys use ``ItemFormSetMixin``."""

    def __new__(cls, name, bases, attrs):
        form_class = super().__new__(cls, name, bases, attrs)
        form_class.formsets = {
            relation: type(formset.__name__, (LimitedItemsMixin, ItemFormSetMixin, formset), {})
            if any(field.name == "key" for field in formset.model._meta.concrete_fields)
            else formset
            for relation, formset in getattr(form_class, "formsets", {}).items()
        }
        return form_class


class BasePageForm(LimitedFormMixin, WagtailAdminPageForm, metaclass=BasePageFormMetaclass):
    """The admin form of a page.

    A field that only others changed since the form was rendered keeps their value. A text that both
    changed is an error, with both versions in ``conflicts``, until the editor chooses.
    """

    shown_values = forms.CharField(required=False, widget=forms.HiddenInput)
    # Whether the form records what was submitted, for the history, instead of the merged result.
    is_record = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.saved_values = model_values(self)
        self.merger = None
        if self.is_bound:
            # Read now, since binding the formsets modifies the items.
            for formset in self._item_formsets:
                _ = formset.saved
        else:
            self.set_shown(self)

    @property
    def _item_formsets(self):
        return [f for f in self.formsets.values() if isinstance(f, ItemFormSetMixin)]

    def set_shown(self, form):
        """Use another form's values as those shown, as for an earlier revision."""
        self.fields["shown_values"].initial = json.dumps(form._digests())

    def _digests(self):
        """The rendered values: a digest per field and the keys of each list of items."""
        shown = {name: value_digest(value) for name, value in self.saved_values.items()}
        for formset in self._item_formsets:
            shown[formset.rel_name] = list(formset.saved)
            for key, values in formset.saved.items():
                for name, value in values.items():
                    shown[f"{formset.rel_name}:{key}:{name}"] = value_digest(value)
        return shown

    def is_valid(self):
        """Also merges, if the submitted data is valid."""
        if not super().is_valid():
            return False
        if self.merger is None:
            self.merger = Merger(self._shown(), self.data, is_record=self.is_record)
            self.merger.note(self)
            self.merger.merge_values(self, self.saved_values)
            for formset in self._item_formsets:
                formset.merge(self.merger)
        return not self.merger.conflicts

    def _shown(self):
        """The digests submitted with the form; malformed data counts as none."""
        try:
            shown = json.loads(self.cleaned_data["shown_values"])
        except ValueError:
            return {}
        if not isinstance(shown, dict):
            return {}
        return {
            name: value
            for name, value in shown.items()
            if isinstance(value, str | list) and isinstance(value, list) == (name in self.formsets)
        }

    @property
    def conflicts(self):
        """The unresolved conflicts."""
        return self.merger.conflicts if self.merger else []

    @property
    def kept(self):
        """The labels, by field name, of what others changed meanwhile and was kept."""
        return self.merger.kept if self.merger else {}

    def save(self, commit=True):
        """Saves what was submitted as a revision of its own, before the merged one, if another
        version was preferred to it: the history keeps both."""
        if self.merger.given_up:
            self._keep_sent_version()
        return super().save(commit=commit)

    def _keep_sent_version(self):
        stored = type(self.instance).objects.get(pk=self.instance.pk)
        data = self.data.copy()
        for name in self.merger.given_up:
            data[name] = data[name].replace(Resolution.THEIRS.value, Resolution.MINE.value, 1)
        sent = type(self)(
            data,
            self.files,
            instance=stored.get_latest_revision_as_object(),
            subscription=self.subscription,
            parent_page=self.parent_page,
            for_user=self.for_user,
        )
        sent.is_record = True
        sent.defer_required_fields()
        if sent.is_valid():
            # New comments are saved only once, with the merged version.
            sent.formsets.pop("comments", None)
            version = super(BasePageForm, sent).save(commit=False)
            self.instance.latest_revision = version.save_revision(
                user=self.for_user, clean=False, log_action="pages.keep_version"
            )

    def get_field_updates_for_resave(self):
        """Also returns the new digests and the keys of new items."""
        updates = super().get_field_updates_for_resave()
        for formset in self._item_formsets:
            updates += [(f"{form.prefix}-key", str(form.instance.key)) for form in formset.forms]
        return [*updates, ("shown_values", json.dumps(self.merger.sent))]
