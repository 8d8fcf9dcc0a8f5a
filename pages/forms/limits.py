"""Removes form fields that the user may not change, so that they cannot be forged.

A language's texts need that language's permission; other fields, and adding, deleting or ordering
items, need the permission for shared content (``pages.access.permissions``).
"""

from django.utils.functional import cached_property
from modeltranslation.fields import TranslationField

from pages.access.permissions import may_edit_language, may_edit_shared


def may_edit_field(user, field):
    """Whether a user may change a model's field. ``released`` has a language, but is not a text."""
    if isinstance(field, TranslationField) and field.translated_field.name != "released":
        return may_edit_language(user, field.language)
    return may_edit_shared(user)


def limit_fields(form, user):
    """Remove from a model form the fields that its user may not change; without a user, none."""
    if user is None:
        return
    options = form._meta.model._meta
    for field in (*options.get_fields(), *options.private_fields):
        if field.name in form.fields and not may_edit_field(user, field):
            del form.fields[field.name]


class LimitedItemsMixin:
    """An item formset limited to what the form's ``user`` may change.

    Without the permission for shared content, items can be neither added nor deleted nor moved,
    whatever is submitted.
    """

    user = None

    @cached_property
    def is_fixed(self):
        """Whether the user may not change the items and their order."""
        return self.user is not None and not may_edit_shared(self.user)

    def limit(self, user):
        """Apply a user's limits; call before any form is constructed."""
        self.user = user
        if self.is_fixed:
            self.can_order = False

    def add_fields(self, form, index):
        # First, since the next class's method adds the field for the key.
        limit_fields(form, self.user)
        super().add_fields(form, index)
        if self.is_fixed and "DELETE" in form.fields:
            # The panel needs this field.
            form.fields["DELETE"].disabled = True

    def merge(self, merger):
        if not self.is_fixed:
            super().merge(merger)
            return
        # All items are known to the form, so none is new; those that others deleted stay deleted.
        sent = [str(form.instance.key) for form in self.kept_forms]
        merger.shown[self.rel_name] = [*dict.fromkeys([*self.saved, *sent])]
        super().merge(merger)
        places = {key: place for place, key in enumerate(self.saved)}
        self.merged_items.sort(key=lambda item: places.get(str(item.key), len(places)))

    def _is_to_stay(self, merger, name, form):
        # Still ask: a text that is lost with its deleted item must be shown to its author.
        is_to_stay = super()._is_to_stay(merger, name, form)
        if is_to_stay and self.is_fixed and not merger.is_record:
            merger.give_up(name)
            return False
        return is_to_stay

    def _is_to_go(self, merger, name, theirs):
        return not self.is_fixed and super()._is_to_go(merger, name, theirs)


class LimitedFormMixin:
    """A page form limited to the fields and items that its user may change."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        limit_fields(self, self.for_user)
        for formset in self.formsets.values():
            if isinstance(formset, LimitedItemsMixin):
                formset.limit(self.for_user)
