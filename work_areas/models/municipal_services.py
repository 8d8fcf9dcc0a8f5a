"""Municipal management and services: a matrix of partners and methods."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import InlinePanel

from languages.panels import TranslatedFieldPanel
from pages.models import TitledItem
from work_areas.models.base import WorkAreaPage


class MunicipalServicesPage(WorkAreaPage):
    """The work area of municipal services."""

    structure_panels = [InlinePanel("partners", label=_("partner"), heading=_("Whom we work with"))]
    max_count = 1

    class Meta:
        verbose_name = _("work area: municipal services")
        verbose_name_plural = _("work areas: municipal services")


class ServicePartner(TitledItem):
    """A row of the matrix: a partner, with a text per method."""

    page = ParentalKey(MunicipalServicesPage, on_delete=models.CASCADE, related_name="partners")
    training = models.TextField(_("training"), blank=True)
    institutional_development = models.TextField(_("institutional development"), blank=True)
    management_methods = models.TextField(_("practical management methods"), blank=True)

    panels = [
        *TitledItem.panels,
        TranslatedFieldPanel("training"),
        TranslatedFieldPanel("institutional_development"),
        TranslatedFieldPanel("management_methods"),
    ]
