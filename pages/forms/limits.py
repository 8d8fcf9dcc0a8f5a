"""Forms with no more in them than their user may change: what is not there cannot be forged.

The texts of a language need that language's permission; everything else in a model, and which items
there are in what order, needs the one for what languages share (see ``pages.access.permissions``).
"""

from django.utils.functional import cached_property
from modeltranslation.fields import TranslationField

from pages.access.permissions import may_edit_language, may_edit_shared


def may_edit_field(user, field):
    """Whether somebody may change a model's field; ``released`` says of no language what it is."""
    if isinstance(field, TranslationField) and field.translated_field.name != "released":
        return may_edit_language(user, field.language)
    return may_edit_shared(user)


def limit_fields(form, user):
    """Take out of a model form what its user may not change; without a user, nothing."""
    if user is None:
        return
    options = form._meta.model._meta
    for field in (*options.get_fields(), *options.private_fields):
        if field.name in form.fields and not may_edit_field(user, field):
            del form.fields[field.name]


class LimitedItemsMixin:
    """The items inside a page as its form's ``user`` may change them.

    Who may not edit what languages share can neither add, delete nor move items: whatever is sent,
    each item that the page has stays in its place.
    """

    user = None

    @cached_property
    def is_fixed(self):
        """Whether the items and their order are not the user's to change."""
        return self.user is not None and not may_edit_shared(self.user)

    def limit(self, user):
        """Let somebody change no more than they may; called before any form is made."""
        self.user = user
        if self.is_fixed:
            self.can_order = False

    def add_fields(self, form, index):
        # First, for what is added then says which item it is.
        limit_fields(form, self.user)
        super().add_fields(form, index)
        if self.is_fixed and "DELETE" in form.fields:
            # The panel wants the field to be there.
            form.fields["DELETE"].disabled = True

    def merge(self, merger):
        if not self.is_fixed:
            super().merge(merger)
            return
        # With all items known to the form, none is new; and what others deleted is gone.
        sent = [str(form.instance.key) for form in self.kept_forms]
        merger.shown[self.rel_name] = [*dict.fromkeys([*self.saved, *sent])]
        super().merge(merger)
        places = {key: place for place, key in enumerate(self.saved)}
        self.merged_items.sort(key=lambda item: places.get(str(item.key), len(places)))

    def _is_to_stay(self, merger, name, form):
        # Asked all the same: a text that goes with its item is shown to whoever wrote it.
        is_to_stay = super()._is_to_stay(merger, name, form)
        if is_to_stay and self.is_fixed and not merger.is_record:
            merger.give_up(name)
            return False
        return is_to_stay

    def _is_to_go(self, merger, name, theirs):
        return not self.is_fixed and super()._is_to_go(merger, name, theirs)


class LimitedFormMixin:
    """A page's form with the fields and items that its user may change."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        limit_fields(self, self.for_user)
        for formset in self.formsets.values():
            if isinstance(formset, LimitedItemsMixin):
                formset.limit(self.for_user)
