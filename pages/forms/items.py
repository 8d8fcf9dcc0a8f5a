"""Formsets of the items inside a page, merged like the page's own fields."""

from math import inf

from django import forms
from django.utils.functional import cached_property
from django.utils.text import capfirst
from modelcluster.models import model_from_serializable_data
from wagtail.models import Orderable

from pages.forms.merger import model_values, set_values
from pages.merging.fields import Resolution, merge_order, plain_text


class ItemFormSetMixin:
    """A formset that identifies items by ``key``, the same in every revision of the page.

    Wagtail identifies them by primary key, which new items of a draft do not have.
    """

    @cached_property
    def items(self):
        """The items of the page as last saved, by key, in order."""
        return {str(item.key): item for item in self.get_queryset()}

    @cached_property
    def saved(self):
        """Their values by key, before this form changed them."""
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
        # Skips the base class's method, which looks the item up by primary key.
        return super(forms.BaseModelFormSet, self)._construct_form(i, instance=item, **kwargs)

    def _deleted_item(self, key):
        """An item that was deleted after the form was opened, from the latest revision that has
        it."""
        # A new page has no revisions.
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
        # The key identifies the item; its primary key may no longer exist.
        primary_key = form.instance.pk if form.instance else None
        form.fields[self._pk_field.name] = forms.IntegerField(initial=primary_key, **hidden)

    @property
    def kept_forms(self):
        """The forms of items that are not deleted, in order."""
        kept = [form for form in self.forms if form not in self.deleted_forms]
        kept = [form for form in kept if form in self.initial_forms or form.has_changed()]
        if self.can_order:
            # Items without an order come last, as in Django's formsets.
            orders = {form: form.cleaned_data.get("ORDER") for form in kept}
            kept.sort(key=lambda form: inf if orders[form] is None else orders[form])
        return kept

    def save(self, commit=True):
        """Assign the merged items, made by ``merge``, to the page."""
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
        """Merge the submitted items with the saved ones, using a ``Merger``."""
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
                # Its form, if any, has already set the submitted values on the instance.
                set_values(self.items[key], theirs)
                surviving[key] = self.items[key]
        order = merge_order(shown, list(mine), list(self.saved), surviving)
        self.merged_items = [surviving[key] for key in order]
        merger.sent[self.rel_name] = list(mine)

    def _is_to_stay(self, merger, name, form):
        """Whether an item that others deleted is kept: only if I changed it and choose my
        version."""
        values = model_values(form)
        if not merger.is_changed(name, values):
            return False
        text = plain_text(list(values.values()))
        return merger.settle(form, None, name, self._label(form.instance), text, None) is not (
            Resolution.THEIRS
        )

    def _is_to_go(self, merger, name, theirs):
        """Whether an item that I deleted is removed: not if others changed it and I choose
        theirs."""
        if not merger.is_changed(name, theirs):
            return True
        text = plain_text(list(theirs.values()))
        label = self._label(self.items[name.partition(":")[2]])
        return merger.settle(None, None, name, label, None, text) is Resolution.MINE

    def _label(self, item):
        return f"{capfirst(self.model._meta.verbose_name)}: {item}"
