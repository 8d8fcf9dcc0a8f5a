"""Counts missing translation statuses, or all of them again."""

from django.db.models import Exists, OuterRef

from pages.models import BasePage
from pages.translating import status, units
from pages.translating.models import TranslationStatus

MODELS = (BasePage, *units.OTHER_MODELS)


def translated(model):
    """The units of a model that have their own texts, as a queryset."""
    if not units.has_drafts(model):
        return model.objects.order_by("pk")
    return model.objects.filter(depth__gt=1, alias_of=None).order_by("path")


def uncounted(model):
    """Those that have no status, as on a site that is older than statuses, or after bulk writing
    that sends no signals."""
    rows = TranslationStatus.objects.filter(
        content_type=units.content_type_of(model), object_id=OuterRef("pk")
    )
    return translated(model).filter(~Exists(rows))


def is_wanting():
    """Whether anything was never counted."""
    return any(uncounted(model).exists() for model in MODELS)


def count(report=None, *, afresh=False):
    """Count what was not counted, or with ``afresh`` everything; the number of counted units.

    ``report`` is called with how many are done and how many there are, after each.
    """
    wanted = {
        model: list((translated if afresh else uncounted)(model).values_list("pk", flat=True))
        for model in MODELS
    }
    total = sum(map(len, wanted.values()))
    done = 0
    for model, keys in wanted.items():
        for pk in keys:
            # What is deleted meanwhile needs no status.
            if instance := model.objects.filter(pk=pk).first():
                status.refresh(instance)
            done += 1
            if report:
                report(done, total)
    return total
