"""Partnership themes: Swedish local and regional authorities and their counterparts."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel

from languages.panels import TranslatedFieldPanel
from pages.models import PageItem
from work_areas.models.base import WorkAreaPage


class PartnershipThemesPage(WorkAreaPage):
    """The work area of partnership themes: forms of cooperation and the associations' role."""

    associations_role = models.TextField(_("the associations’ part"), blank=True)

    structure_panels = [
        InlinePanel(
            "cooperation_forms", label=_("form of cooperation"), heading=_("Forms of cooperation")
        ),
        TranslatedFieldPanel("associations_role"),
    ]
    max_count = 1

    class Meta:
        verbose_name = _("work area: partnership themes")
        verbose_name_plural = _("work areas: partnership themes")


class CooperationForm(PageItem):
    """A form of cooperation with one group of counterparts."""

    class Counterparts(models.TextChoices):
        DEVELOPING = "developing", _("Developing countries")
        TRANSITION = "transition", _("Countries in transition")
        EU_NEIGHBOUR = "eu_neighbour", _("Countries neighbouring the European Union")

    page = ParentalKey(
        PartnershipThemesPage, on_delete=models.CASCADE, related_name="cooperation_forms"
    )
    # Translators: With whom partnerships are made: developing countries or others.
    counterparts = models.CharField(_("counterparts"), max_length=20, choices=Counterparts.choices)

    panels = [FieldPanel("counterparts"), *PageItem.panels]
