"""SymbioCity: urban systems by dimension, and their result."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import InlinePanel

from languages.panels import TranslatedFieldPanel
from pages.models import TitledItem
from work_areas.models.base import WorkAreaPage
from work_areas.models.outcome import LeadsToOutcome


class SymbioCityPage(LeadsToOutcome, WorkAreaPage):
    """The work area of SymbioCity, the Swedish approach to sustainable urban development."""

    structure_panels = [
        InlinePanel("urban_systems", label=_("urban system"), heading=_("Urban systems")),
        *LeadsToOutcome.structure_panels,
    ]
    max_count = 1

    class Meta:
        verbose_name = _("work area: SymbioCity")
        verbose_name_plural = _("work areas: SymbioCity")


class UrbanSystem(TitledItem):
    """An urban system, with a text per dimension."""

    page = ParentalKey(SymbioCityPage, on_delete=models.CASCADE, related_name="urban_systems")
    environmental = models.TextField(_("environmental dimension"), blank=True)
    economic = models.TextField(_("economic dimension"), blank=True)
    socio_cultural = models.TextField(_("socio-cultural dimension"), blank=True)

    panels = [
        *TitledItem.panels,
        TranslatedFieldPanel("environmental"),
        TranslatedFieldPanel("economic"),
        TranslatedFieldPanel("socio_cultural"),
    ]
