"""What can be translated as a whole: a page by its draft; a picture, a document or a setting, which
have none, as visitors see them."""

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

# What has texts beside the pages: changed at once, without a draft.
OTHER_MODELS = (CustomImage, CustomDocument, SiteIdentity, Navigation)


@cache
def base_model(model):
    """The model under which a unit's status is kept: one for all types of pages."""
    return next(base for base in (BasePage, *OTHER_MODELS) if issubclass(model, base))


def content_type_of(model):
    """The content type under which the status of a model's units is kept."""
    return ContentType.objects.get_for_model(base_model(model))


def unit_key(instance):
    """What addresses and files call a unit: ``basepage-12``, ``customimage-5``."""
    return f"{prefix_of(type(instance))}{instance.pk}"


def prefix_of(model):
    """What the keys of a model's units begin with."""
    return f"{base_model(model)._meta.model_name}-"


def by_key(key):
    """The unit that is called so, a page as its own type, or None."""
    name, _dash, pk = str(key).rpartition("-")
    model = next((m for m in (BasePage, *OTHER_MODELS) if m._meta.model_name == name), None)
    pk = primary_key(pk)
    instance = model.objects.filter(pk=pk).first() if model and pk is not None else None
    if instance is None or not is_translated(instance):
        return None
    return instance.specific if has_drafts(model) else instance


def has_drafts(model):
    """Whether what is written into a unit waits until somebody publishes it."""
    return issubclass(model, BasePage)


def model_of(instance):
    """The model whose fields a unit has; the page may be given as a ``BasePage``."""
    return instance.specific_class if has_drafts(type(instance)) else type(instance)


def is_translated(instance):
    """Whether a unit has texts of its own: the root of the tree is no page that anyone reads, and
    an alias says what another page says."""
    return not has_drafts(type(instance)) or not (instance.is_root() or instance.alias_of_id)


def as_stored(instance):
    """A unit as the database has it by now, whatever happened since it was read."""
    return base_model(type(instance)).objects.get(pk=instance.pk)


def draft_content(instance):
    """What the latest version of a unit says; the page may be given as a ``BasePage``."""
    if not has_drafts(type(instance)):
        return _stored_content(instance)
    revision = instance.latest_revision
    return deepcopy(revision.content) if revision else content_of(instance.specific)


def live_content(instance):
    """What visitors read of a unit, or None."""
    if not has_drafts(type(instance)):
        return _stored_content(instance)
    if not instance.live:
        return None
    revision = instance.live_revision
    return deepcopy(revision.content) if revision else content_of(instance.specific)


def _stored_content(instance):
    """The texts of what has no revisions, in the form in which revisions hold a page's."""
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
