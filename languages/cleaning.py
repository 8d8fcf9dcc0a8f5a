"""Cleans the texts of any object that is saved: see ``characters.clean``.

Every text passes here on its way to the database, whether it comes from a form, an import, a
command or a package: ``pre_save`` cleans each object, ``BasePage.save_revision`` the drafts of
pages, which are saved as JSON.
"""

from operator import is_not
from typing import Any

from django.db import models
from modelcluster.models import ClusterableModel, get_all_child_relations
from wagtail.blocks import StreamValue
from wagtail.fields import StreamField

from languages.characters import clean


def clean_value(value: Any) -> Any:
    """A value with its strings cleaned, at any depth of lists and dicts; the same object if that
    changes nothing."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        parts = {name: clean_value(part) for name, part in value.items()}
        return parts if any(parts[name] is not value[name] for name in parts) else value
    if isinstance(value, list):
        items = [clean_value(item) for item in value]
        return items if any(map(is_not, items, value)) else value
    return value


def clean_texts(instance: models.Model) -> None:
    """Clean the texts of an object, and of its child objects that are not saved yet."""
    for field in instance._meta.concrete_fields:
        # A deferred field was not read, so it has not changed.
        value = instance.__dict__.get(field.attname)
        if isinstance(field, StreamField) and isinstance(value, StreamValue):
            raw = value.get_prep_value()
            if (cleaned := clean_value(raw)) is not raw:
                setattr(instance, field.attname, field.to_python(cleaned))
        elif isinstance(value, str) and (text := clean(value)) is not value:
            setattr(instance, field.attname, text)
    if isinstance(instance, ClusterableModel):
        for relation in get_all_child_relations(type(instance)):
            name = relation.get_accessor_name()
            # Child objects that nobody has read or set are in the database, as they were cleaned.
            for child in instance.__dict__.get("_cluster_related_objects", {}).get(name, ()):
                clean_texts(child)


def clean_before_saving(sender, instance, raw, **kwargs):
    """Receiver of ``pre_save``; ``loaddata`` (raw) stores what its file says."""
    if not raw:
        clean_texts(instance)
