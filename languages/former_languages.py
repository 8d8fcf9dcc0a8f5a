"""Clears away what the database keeps of languages that the site no longer has.

The columns of their texts go with a migration; this is about the rest, which names a language.
"""

from django.db import transaction
from django.dispatch import Signal

from languages import cldr
from languages.own_apps import own_models

# Sent when the rows of languages that are not in the settings are to go, inside the transaction. A
# receiver deletes those of its app and returns the lines to report, a list of texts.
clearing = Signal()


@transaction.atomic
def clear_away(report):
    """Leave nothing behind that names a language which is not in the settings.

    What visitors wrote stays as it was, and so does whoever translated into such a language: only
    a group without members goes. ``report`` is called with a line for each thing that was done.
    """
    for model, field in language_fields():
        if found := _clear_field(model, field):
            report(counted(f"{model._meta.verbose_name_plural}: {field.verbose_name}", found))
    for _receiver, lines in clearing.send(sender=None):
        for line in lines:
            report(line)


def counted(what, count):
    """A line of a report on how many things were cleared."""
    return f"{what}: {count}"


def language_fields():
    """The fields of our models in which staff choose a language of the site: (model, field)."""
    for model in own_models():
        for field in model._meta.local_fields:
            is_choice = getattr(field.choices, "func", None) is cldr.language_choices
            if is_choice and field.editable:
                yield model, field


def _clear_field(model, field):
    """Empty a field or give it its default; without either, what it is about is gone. Out: in how
    many rows."""
    codes = ["", *cldr.language_codes()]
    rows = model._base_manager.exclude(**{f"{field.name}__in": codes})
    found = rows.count()
    if field.has_default():
        rows.update(**{field.name: field.get_default()})
    elif field.blank:
        rows.update(**{field.name: ""})
    else:
        rows.delete()
    return found
