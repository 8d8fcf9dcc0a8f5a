"""The form of a page's editor: what is sent, merged with what others saved meanwhile."""

import json
from math import inf

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from modelcluster.models import model_from_serializable_data
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.forms.models import WagtailAdminModelFormMetaclass
from wagtail.models import Orderable

from pages.merging import Outcome, digest, merged_order, outcome, plain_text
from pages.staff.conflicts import Conflict
from pages.staff.form_limits import LimitedFormMixin, LimitedItemsMixin


def model_values(form):
    """The values of a model form's instance that the form can change, by field name."""
    return {
        field.name: field.value_from_object(form.instance)
        for field in form._meta.model._meta.concrete_fields
        if field.name in form.fields and field.editable and not field.primary_key
    }


def set_values(instance, values):
    """Give an instance back what ``model_values`` told."""
    for name, value in values.items():
        setattr(instance, instance._meta.get_field(name).attname, value)


class ItemFormSetMixin:
    """The items inside a page, each recognised by its key in whatever version it stands.

    Wagtail recognises them by primary key, which a draft's new items do not have.
    """

    @cached_property
    def items(self):
        """The items of the page as it was last saved, by key, in their order."""
        return {str(item.key): item for item in self.get_queryset()}

    @cached_property
    def saved(self):
        """Their values, by key, as they were before this form changed them."""
        fields = {field.name: field for field in self.model._meta.concrete_fields}
        names = [name for name in self.form.base_fields if name in fields]
        return {
            key: {name: fields[name].value_from_object(item) for name in names}
            for key, item in self.items.items()
        }

    def _construct_form(self, i, **kwargs):
        key = self.data.get(f"{self.add_prefix(i)}-key") if self.is_bound else None
        if not key or i >= self.initial_form_count():
            return super()._construct_form(i, **kwargs)
        item = self.items.get(key) or self._deleted_item(key)
        # Past the base class, which would look for the item by its primary key.
        return super(forms.BaseModelFormSet, self)._construct_form(i, instance=item, **kwargs)

    def _deleted_item(self, key):
        """An item that was deleted meanwhile, as the last revision that has it tells of it."""
        # A page that is new has none, whatever was sent.
        revisions = self.instance.revisions.order_by("-pk") if self.instance.pk else []
        for content in (revision.content for revision in revisions):
            for data in content.get(self.rel_name, ()):
                if data.get("key") == key:
                    return model_from_serializable_data(self.model, data | {"pk": None})
        return self.model()

    def add_fields(self, form, index):
        super().add_fields(form, index)
        is_new = index is None or index >= self.initial_form_count()
        hidden = {"required": False, "widget": forms.HiddenInput}
        key = None if is_new else form.instance.key
        form.fields["key"] = forms.UUIDField(initial=key, **hidden)
        # The key says which item it is; its primary key may be gone since.
        primary_key = form.instance.pk if form.instance else None
        form.fields[self._pk_field.name] = forms.IntegerField(initial=primary_key, **hidden)

    @property
    def kept_forms(self):
        """The forms of the items that are to stay, in their order."""
        kept = [form for form in self.forms if form not in self.deleted_forms]
        kept = [form for form in kept if form in self.initial_forms or form.has_changed()]
        if self.can_order:
            # An item without a number comes last, as in Django's own form sets.
            orders = {form: form.cleaned_data.get("ORDER") for form in kept}
            kept.sort(key=lambda form: inf if orders[form] is None else orders[form])
        return kept

    def save(self, commit=True):
        """Put the merged items into the page; ``merge`` has made them."""
        self.new_objects, self.changed_objects, self.deleted_objects = [], [], []
        for order, item in enumerate(self.merged_items):
            if isinstance(item, Orderable):
                item.sort_order = order
        manager = getattr(self.instance, self.rel_name)
        manager.set(self.merged_items)
        if commit:
            manager.commit()
        return self.merged_items

    def merge(self, merger):
        """Merge what was sent with what was saved, by a ``Merger``."""
        mine = {str(form.instance.key): form for form in self.kept_forms}
        shown = merger.shown.get(self.rel_name, list(self.saved))
        surviving = {}
        for key in {**self.saved, **mine}:
            form, theirs = mine.get(key), self.saved.get(key)
            name = f"{self.rel_name}:{key}"
            if form:
                merger.note(form, f"{name}:")
            if form and theirs is not None:
                merger.merge_values(form, theirs, prefix=f"{name}:")
                surviving[key] = form.instance
            elif form and (key not in shown or self._is_to_stay(merger, name, form)):
                surviving[key] = form.instance
            elif not form and (key not in shown or not self._is_to_go(merger, name, theirs)):
                # Its form, if there is one, has put into it what was sent.
                set_values(self.items[key], theirs)
                surviving[key] = self.items[key]
        order = merged_order(shown, list(mine), list(self.saved), surviving)
        self.merged_items = [surviving[key] for key in order]
        merger.sent[self.rel_name] = list(mine)

    def _is_to_stay(self, merger, name, form):
        """Whether an item stays that others deleted: not unless I changed it and want it."""
        values = model_values(form)
        if not merger.is_changed(name, values):
            return False
        text = plain_text(list(values.values()))
        return merger.settle(form, None, name, self._label(form.instance), text, None) is not (
            Outcome.THEIRS
        )

    def _is_to_go(self, merger, name, theirs):
        """Whether an item goes that I deleted: not if others changed it and I want theirs."""
        if not merger.is_changed(name, theirs):
            return True
        text = plain_text(list(theirs.values()))
        label = self._label(self.items[name.partition(":")[2]])
        return merger.settle(None, None, name, label, None, text) is Outcome.MINE

    def _label(self, item):
        return f"{capfirst(self.model._meta.verbose_name)}: {item}"


class BasePageFormMetaclass(WagtailAdminModelFormMetaclass):
    """Lets the form sets of items with keys recognise them by these."""

    def __new__(cls, name, bases, attrs):
        form_class = super().__new__(cls, name, bases, attrs)
        form_class.formsets = {
            relation: type(formset.__name__, (LimitedItemsMixin, ItemFormSetMixin, formset), {})
            if any(field.name == "key" for field in formset.model._meta.concrete_fields)
            else formset
            for relation, formset in getattr(form_class, "formsets", {}).items()
        }
        return form_class


class Merger:
    """One merge of a page's form: what it showed, what was sent, where people disagree."""

    def __init__(self, shown, choices, *, is_record=False):
        """``shown`` holds digests by field, and keys by list of items; ``choices`` what the
        editor answered, by the name of the conflict: whose text, and the digest of theirs;
        ``is_record`` tells that the result is for the history only."""
        self.shown = shown
        self.choices = choices
        self.is_record = is_record
        self.sent = {}
        self.conflicts = []
        # The names of the conflicts in which another's version was preferred to what was sent.
        self.given_up = []
        # What others changed and this form did not: labels by field.
        self.kept = {}

    def note(self, form, prefix=""):
        """Keep what a form sent: this is what it shows from now on."""
        values = model_values(form)
        self.sent |= {prefix + name: digest(value) for name, value in values.items()}

    def is_changed(self, name, values):
        """Whether an item's values are other ones than the form showed."""
        return any(
            self.shown.get(f"{name}:{field}") not in (None, digest(value))
            for field, value in values.items()
        )

    def merge_values(self, form, theirs, prefix=""):
        """Give the form's instance, for each field, the value that stands."""
        for name, mine in model_values(form).items():
            if name not in theirs:
                continue
            leaf = prefix + name
            stands = outcome(self.shown.get(leaf), self.sent[leaf], digest(theirs[name]))
            label = str(form.fields[name].label or name)
            if stands is Outcome.CONFLICT:
                texts = [self._text(form, name, value) for value in (mine, theirs[name])]
                stands = self.settle(form, name, leaf, label, *texts, digest(theirs[name]))
            elif stands is Outcome.THEIRS:
                self.kept[leaf] = label
            if stands is Outcome.THEIRS:
                set_values(form.instance, {name: theirs[name]})

    @staticmethod
    def _text(form, name, value):
        field = form.fields[name]
        if isinstance(field, forms.ModelChoiceField) and value:
            chosen = field.queryset.filter(pk=value).first()
            return str(chosen or value)
        return plain_text(value)

    def give_up(self, leaf):
        """Note that what was sent in a place does not stand."""
        self.given_up.append(f"settle-{leaf}")

    def settle(self, form, name, leaf, label, mine, theirs, theirs_digest=""):
        """What the editor chose for a conflict; without a choice, an error beside the field.

        A choice counts only for the version that it was made on.
        """
        theirs_digest = theirs_digest or digest(theirs)
        choice = self.choices.get(f"settle-{leaf}", "")
        for answer in (Outcome.MINE, Outcome.THEIRS):
            if choice == f"{answer.value}:{theirs_digest}":
                if answer is Outcome.THEIRS and mine is not None:
                    self.give_up(leaf)
                return answer
        field = form and name and form.instance._meta.get_field(name)
        language = getattr(field, "language", None) or ""
        conflict = Conflict(leaf, label, language, mine, theirs, theirs_digest)
        self.conflicts.append(conflict)
        if form:
            form.add_error(name, ValidationError(self.message(conflict), code="conflict"))
        return Outcome.CONFLICT

    def message(self, conflict):
        """What is said beside the field of a conflict."""
        return _("Somebody changed this meanwhile, too. Choose above which version stays.")


class BasePageForm(LimitedFormMixin, WagtailAdminPageForm, metaclass=BasePageFormMetaclass):
    """What staff send when they save a page.

    What only others changed since the form was shown stays as they saved it; a text that both
    changed is an error, with both versions in ``conflicts``, until the editor has chosen.
    """

    shown_values = forms.CharField(required=False, widget=forms.HiddenInput)
    # Whether it tells what was sent, for the history, rather than what stands.
    is_record = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.saved_values = model_values(self)
        self.merger = None
        if self.is_bound:
            # Read now: binding the forms changes the items.
            for formset in self._item_formsets:
                _ = formset.saved
        else:
            self.set_shown(self)

    @property
    def _item_formsets(self):
        return [f for f in self.formsets.values() if isinstance(f, ItemFormSetMixin)]

    def set_shown(self, form):
        """Take another form's values for those that were shown, as for an earlier revision."""
        self.fields["shown_values"].initial = json.dumps(form._digests())

    def _digests(self):
        """What the form shows: a digest for each field, the keys of each list of items."""
        shown = {name: digest(value) for name, value in self.saved_values.items()}
        for formset in self._item_formsets:
            shown[formset.rel_name] = list(formset.saved)
            for key, values in formset.saved.items():
                for name, value in values.items():
                    shown[f"{formset.rel_name}:{key}:{name}"] = digest(value)
        return shown

    def is_valid(self):
        """Also merges, once everything that was sent is right in itself."""
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
        """What came back of the form's memory; what no form of ours wrote counts as forgotten."""
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
        """The texts that two people changed and nobody has chosen between yet."""
        return self.merger.conflicts if self.merger else []

    @property
    def kept(self):
        """The fields that others changed meanwhile: labels by name."""
        return self.merger.kept if self.merger else {}

    def save(self, commit=True):
        """Before the merged version, what was sent is kept where another's text was preferred: as
        a revision of its own, so that it is in the page's history."""
        if self.merger.given_up:
            self._keep_sent_version()
        return super().save(commit=commit)

    def _keep_sent_version(self):
        stored = type(self.instance).objects.get(pk=self.instance.pk)
        data = self.data.copy()
        for name in self.merger.given_up:
            data[name] = data[name].replace(Outcome.THEIRS.value, Outcome.MINE.value, 1)
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
            # New comments are yet to be saved, and once.
            sent.formsets.pop("comments", None)
            version = super(BasePageForm, sent).save(commit=False)
            self.instance.latest_revision = version.save_revision(
                user=self.for_user, clean=False, log_action="pages.keep_version"
            )

    def get_field_updates_for_resave(self):
        """Also what the form shows by now, and the keys of the items that were new."""
        updates = super().get_field_updates_for_resave()
        for formset in self._item_formsets:
            updates += [(f"{form.prefix}-key", str(form.instance.key)) for form in formset.forms]
        return [*updates, ("shown_values", json.dumps(self.merger.sent))]
