"""Local democracy and governance: kinds of help and their result."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import InlinePanel

from pages.models import PageItem
from work_areas.models.base import WorkAreaPage
from work_areas.models.outcome import LeadsToOutcome


class LocalDemocracyPage(LeadsToOutcome, WorkAreaPage):
    """The work area of local democracy."""

    structure_panels = [
        InlinePanel("help_kinds", label=_("kind of help"), heading=_("Kinds of help")),
        *LeadsToOutcome.structure_panels,
    ]
    max_count = 1

    class Meta:
        verbose_name = _("work area: local democracy")
        verbose_name_plural = _("work areas: local democracy")


class HelpKind(PageItem):
    """A kind of help."""

    page = ParentalKey(LocalDemocracyPage, on_delete=models.CASCADE, related_name="help_kinds")
