"""Has the status of translations follow every save, once it is certain to stay."""

from functools import partial

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from wagtail.models import Revision
from wagtail.signals import page_published, page_unpublished

from languages import cldr
from languages.former_languages import clearing
from pages.models import BasePage
from pages.translating import status, suggestions, units
from pages.translating.models import TranslationStatus


def _refresh_later(model, pk):
    # A status that could not be counted is no reason to lose what was saved.
    transaction.on_commit(partial(_refresh, model, pk), robust=True)


def _refresh(model, pk):
    instance = model.objects.filter(pk=pk).first()
    if instance is not None and units.is_translated(instance):
        status.refresh(instance)


def revision_saved(instance, raw=False, **kwargs):
    """A page has a new draft."""
    page_type = ContentType.objects.get_for_model(BasePage)
    if not raw and instance.base_content_type_id == page_type.pk:
        _refresh_later(BasePage, int(instance.object_id))


def page_saved(instance, created, raw=False, **kwargs):
    """A page is new, and may never have a draft."""
    if created and not raw and isinstance(instance, BasePage):
        _refresh_later(BasePage, instance.pk)


def what_is_live_changed(instance, **kwargs):
    """Visitors read another version."""
    _refresh_later(BasePage, instance.pk)


def unit_saved(instance, raw=False, **kwargs):
    """A picture, a document or a setting says something else."""
    if not raw:
        _refresh_later(type(instance), instance.pk)


def unit_deleted(sender, instance, **kwargs):
    """What is gone needs no translation."""
    content_type = units.content_type_of(sender)
    TranslationStatus.objects.filter(content_type=content_type, object_id=instance.pk).delete()
    suggestions.forget(content_type, instance.pk)


def page_deleted(sender, instance, **kwargs):
    if isinstance(instance, BasePage):
        unit_deleted(sender, instance)


def clear_former_languages(**kwargs):
    """Delete the statuses from and into languages that the site no longer has, without a word."""
    codes = cldr.language_codes()
    TranslationStatus.objects.exclude(source__in=codes, target__in=codes).delete()
    return []


def connect():
    """Update the status after saving drafts, publishing, and changing units without drafts."""
    post_save.connect(revision_saved, sender=Revision)
    post_save.connect(page_saved)
    post_delete.connect(page_deleted)
    for signal in (page_published, page_unpublished):
        signal.connect(what_is_live_changed)
    for model in units.OTHER_MODELS:
        post_save.connect(unit_saved, sender=model)
        post_delete.connect(unit_deleted, sender=model)
    clearing.connect(clear_former_languages)
