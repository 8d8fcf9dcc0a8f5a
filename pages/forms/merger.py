"""Three-way merge of a form: initial, submitted and meanwhile saved values."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from pages.forms.conflicts import Conflict
from pages.merging.fields import Resolution, plain_text, resolve, value_digest


def model_values(form):
    """The values on a model form's instance for the form's fields, by field name."""
    return {
        field.name: field.value_from_object(form.instance)
        for field in form._meta.model._meta.concrete_fields
        if field.name in form.fields and field.editable and not field.primary_key
    }


def set_values(instance, values):
    """Set values, as returned by ``model_values``, on an instance."""
    for name, value in values.items():
        setattr(instance, instance._meta.get_field(name).attname, value)


class Merger:
    """Merges one form submission and collects its conflicts."""

    def __init__(self, shown, choices, *, is_record=False):
        """In: ``shown``, digests by field and keys by list of items, as rendered; ``choices``, the
        submitted resolution of each conflict by name (whose version, and the digest of theirs);
        ``is_record``, whether the result is only for the history."""
        self.shown = shown
        self.choices = choices
        self.is_record = is_record
        self.sent = {}
        self.conflicts = []
        # The names of conflicts resolved in favour of the other version.
        self.given_up = []
        # Labels, by field, of what others changed and this form did not.
        self.kept = {}

    def note(self, form, prefix=""):
        """Record the digests of a form's submitted values; they become the initial values of the
        next submission."""
        values = model_values(form)
        self.sent |= {prefix + name: value_digest(value) for name, value in values.items()}

    def is_changed(self, name, values):
        """Whether an item's values differ from those the form was rendered with."""
        return any(
            self.shown.get(f"{name}:{field}") not in (None, value_digest(value))
            for field, value in values.items()
        )

    def merge_values(self, form, theirs, prefix=""):
        """Set the resolved value of each field on the form's instance."""
        for name, mine in model_values(form).items():
            if name not in theirs:
                continue
            leaf = prefix + name
            stands = resolve(self.shown.get(leaf), self.sent[leaf], value_digest(theirs[name]))
            label = str(form.fields[name].label or name)
            if stands is Resolution.CONFLICT:
                texts = [self._text(form, name, value) for value in (mine, theirs[name])]
                stands = self.settle(form, name, leaf, label, *texts, value_digest(theirs[name]))
            elif stands is Resolution.THEIRS:
                self.kept[leaf] = label
            if stands is Resolution.THEIRS:
                set_values(form.instance, {name: theirs[name]})

    @staticmethod
    def _text(form, name, value):
        field = form.fields[name]
        if isinstance(field, forms.ModelChoiceField) and value:
            chosen = field.queryset.filter(pk=value).first()
            return str(chosen or value)
        return plain_text(value)

    def give_up(self, leaf):
        """Record that a submitted value is discarded."""
        self.given_up.append(f"settle-{leaf}")

    def settle(self, form, name, leaf, label, mine, theirs, theirs_digest=""):
        """The chosen resolution of a conflict; without a valid choice, adds a form error and
        returns CONFLICT.

        A choice is valid only for the saved version that it was made for.
        """
        theirs_digest = theirs_digest or value_digest(theirs)
        choice = self.choices.get(f"settle-{leaf}", "")
        for answer in (Resolution.MINE, Resolution.THEIRS):
            if choice == f"{answer.value}:{theirs_digest}":
                if answer is Resolution.THEIRS and mine is not None:
                    self.give_up(leaf)
                return answer
        field = form and name and form.instance._meta.get_field(name)
        language = getattr(field, "language", None) or ""
        conflict = Conflict(leaf, label, language, mine, theirs, theirs_digest)
        self.conflicts.append(conflict)
        if form:
            form.add_error(name, ValidationError(self.message(conflict), code="conflict"))
        return Resolution.CONFLICT

    def message(self, conflict):
        """The error message of a conflict."""
        return _(
            "Somebody else has changed this in the meantime. Choose above which version to keep."
        )
