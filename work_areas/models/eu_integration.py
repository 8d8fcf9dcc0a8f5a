"""EU integration: the Charter's principles, and help for candidate countries."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel

from pages.models import PageItem
from work_areas.models.base import WorkAreaPage


class EuIntegrationPage(WorkAreaPage):
    """The work area of EU integration and the European Charter of Local Self-Government."""

    structure_panels = [
        InlinePanel("principles", label=_("principle"), heading=_("Principles of the Charter")),
        InlinePanel(
            "candidate_help", label=_("kind of help"), heading=_("Help to candidate countries")
        ),
    ]
    max_count = 1

    class Meta:
        verbose_name = _("work area: EU integration")
        verbose_name_plural = _("work areas: EU integration")


class CharterPrinciple(PageItem):
    """A principle of the Charter, by dimension of independence."""

    class Dimension(models.TextChoices):
        POLITICAL = "political", _("Political independence")
        ADMINISTRATIVE = "administrative", _("Administrative independence")
        FINANCIAL = "financial", _("Financial independence")

    page = ParentalKey(EuIntegrationPage, on_delete=models.CASCADE, related_name="principles")
    dimension = models.CharField(_("dimension"), max_length=20, choices=Dimension.choices)

    panels = [FieldPanel("dimension"), *PageItem.panels]


class CandidateHelp(PageItem):
    """A kind of help for candidate countries."""

    page = ParentalKey(EuIntegrationPage, on_delete=models.CASCADE, related_name="candidate_help")
