"""One merge of a form: what it showed, what was sent, and what others saved meanwhile."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from pages.forms.conflicts import Conflict
from pages.merging.fields import Outcome, digest, outcome, plain_text


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
