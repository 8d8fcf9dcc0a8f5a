"""A general work area, which staff can add for new subjects."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import InlinePanel

from pages.models import PageItem
from work_areas.models.base import WorkAreaPage


class GeneralWorkAreaPage(WorkAreaPage):
    """A work area without its own structure; there may be several."""

    # Translators: One of the main points of a work area.
    structure_panels = [InlinePanel("points", label=_("point"), heading=_("Main points"))]

    class Meta:
        verbose_name = _("work area: general")
        verbose_name_plural = _("work areas: general")


class WorkAreaPoint(PageItem):
    """One of the area's main points."""

    page = ParentalKey(GeneralWorkAreaPage, on_delete=models.CASCADE, related_name="points")
