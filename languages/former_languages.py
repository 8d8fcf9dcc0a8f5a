"""Deletes data that names a language removed from the settings.

Text columns are dropped by a migration; this handles the remaining rows.
"""

from django.db import transaction
from django.dispatch import Signal

from languages import cldr
from languages.own_apps import own_models

# Sent inside the transaction. A receiver deletes its app's rows for languages that are not in the
# settings, and returns a list of lines to report.
clearing = Signal()


@transaction.atomic
def clear_away(report):
    """Delete or reset everything that names a language which is not in the settings.

    Messages from visitors are kept, and a translators' group is deleted only if it has no members.
    ``report`` is called with a line for each change.
    """
    for model, field in language_fields():
        if found := _clear_field(model, field):
            report(counted(f"{model._meta.verbose_name_plural}: {field.verbose_name}", found))
    for _receiver, lines in clearing.send(sender=None):
        for line in lines:
            report(line)


def counted(what, count):
    """A report line with the number of rows changed."""
    return f"{what}: {count}"


def language_fields():
    """The (model, field) pairs whose choices are the site's languages."""
    for model in own_models():
        for field in model._meta.local_fields:
            is_choice = getattr(field.choices, "func", None) is cldr.language_choices
            if is_choice and field.editable:
                yield model, field


def _clear_field(model, field):
    """Reset a field to empty or its default; if neither is allowed, delete the row. Returns the
    number of rows."""
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
