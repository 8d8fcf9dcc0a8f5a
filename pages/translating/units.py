"""Units of translation: the draft of a page; a picture, a document or a setting, which have no
drafts."""

from copy import deepcopy
from functools import cache

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models

from languages.texts import column, columns
from pages.merging.revision_data import content_of
from pages.models import BasePage, CustomDocument, CustomImage, Navigation, SiteIdentity
from pages.primary_keys import primary_key
from pages.translating.trees import child_models, own_text_fields

# Models with texts besides pages; they have no drafts.
OTHER_MODELS = (CustomImage, CustomDocument, SiteIdentity, Navigation)


@cache
def base_model(model):
    """The model by which a unit's status is stored: one for all types of pages."""
    return next(base for base in (BasePage, *OTHER_MODELS) if issubclass(model, base))


def content_type_of(model):
    """The content type by which the status of a model's units is stored."""
    return ContentType.objects.get_for_model(base_model(model))


def unit_key(instance):
    """The key of a unit in URLs and files: ``basepage-12``, ``customimage-5``."""
    return f"{prefix_of(type(instance))}{instance.pk}"


def prefix_of(model):
    """The prefix of the keys of a model's units."""
    return f"{base_model(model)._meta.model_name}-"


def by_key(key):
    """The unit of a key, a page as its specific type, or None."""
    name, _dash, pk = str(key).rpartition("-")
    model = next((m for m in (BasePage, *OTHER_MODELS) if m._meta.model_name == name), None)
    pk = primary_key(pk)
    instance = model.objects.filter(pk=pk).first() if model and pk is not None else None
    if instance is None or not is_translated(instance):
        return None
    return instance.specific if has_drafts(model) else instance


def has_drafts(model):
    """Whether the units of a model have drafts."""
    return issubclass(model, BasePage)


def model_of(instance):
    """The model whose fields a unit has; the page may be given as a ``BasePage``."""
    return instance.specific_class if has_drafts(type(instance)) else type(instance)


def is_translated(instance):
    """Whether a unit has its own texts: the root page has none, and an alias has another page's."""
    return not has_drafts(type(instance)) or not (instance.is_root() or instance.alias_of_id)


def as_stored(instance):
    """A unit, read again from the database."""
    return base_model(type(instance)).objects.get(pk=instance.pk)


def draft_content(instance):
    """The content of a unit's latest version; a page may be given as a ``BasePage``."""
    if not has_drafts(type(instance)):
        return _stored_content(instance)
    revision = instance.latest_revision
    return deepcopy(revision.content) if revision else content_of(instance.specific)


def live_content(instance):
    """The live content of a unit, or None."""
    if not has_drafts(type(instance)):
        return _stored_content(instance)
    if not instance.live:
        return None
    revision = instance.live_revision
    return deepcopy(revision.content) if revision else content_of(instance.specific)


def _stored_content(instance):
    """The texts of a unit without revisions, in the format of revisions."""
    content = _texts_of(instance)
    for relation in child_models(type(instance)):
        content[relation] = [
            {"pk": item.pk, **_texts_of(item)} for item in getattr(instance, relation).all()
        ]
    return content


def _texts_of(instance: models.Model):
    return {
        name: getattr(instance, name)
        for field in own_text_fields(type(instance))
        for name in columns(field)
    }


def source_language(instance):
    """The code of the language from which a unit is translated into the others."""
    return getattr(instance, "source_language", "") or settings.LANGUAGE_CODE


def title_of(instance, language):
    """What a unit is called among staff, in a language if it has that."""
    title = getattr(instance, column("title", language), "") or getattr(instance, "title", "")
    return title or str(instance)
