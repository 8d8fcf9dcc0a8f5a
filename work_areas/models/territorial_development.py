"""Local and regional development: levels and partners."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel

from pages.models import PageItem
from work_areas.models.base import WorkAreaPage


class TerritorialDevelopmentPage(WorkAreaPage):
    """The work area of local and regional development."""

    structure_panels = [
        # Translators: The level of government: local or regional.
        InlinePanel("levels", label=_("level"), heading=_("Levels")),
        InlinePanel("partners", label=_("partner"), heading=_("Partners in a partnership")),
    ]
    max_count = 1

    class Meta:
        verbose_name = _("work area: local and regional development")
        verbose_name_plural = _("work areas: local and regional development")


class TerritorialLevel(PageItem):
    """A level of development."""

    class Level(models.TextChoices):
        LOCAL = "local", _("Local level")
        REGIONAL = "regional", _("Regional level")

    page = ParentalKey(TerritorialDevelopmentPage, on_delete=models.CASCADE, related_name="levels")
    # Translators: The level of government: local or regional.
    level = models.CharField(_("level"), max_length=10, choices=Level.choices)

    panels = [FieldPanel("level"), *PageItem.panels]


class Partner(PageItem):
    """A partner and its level."""

    class Level(models.TextChoices):
        LOCAL = "local", _("Local level")
        REGIONAL = "regional", _("Regional level")
        BOTH = "both", _("Both levels")

    page = ParentalKey(
        TerritorialDevelopmentPage, on_delete=models.CASCADE, related_name="partners"
    )
    level = models.CharField(_("level"), max_length=10, choices=Level.choices, default=Level.BOTH)

    panels = [FieldPanel("level"), *PageItem.panels]
