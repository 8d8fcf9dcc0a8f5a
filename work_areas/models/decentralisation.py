"""Decentralisation: reform proposals and good practices."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel

from pages.models import PageItem
from work_areas.models.base import WorkAreaPage


class DecentralisationPage(WorkAreaPage):
    """The work area of decentralisation."""

    structure_panels = [
        InlinePanel("reform_proposals", label=_("proposal"), heading=_("Reform proposals")),
        # Translators: A good practice.
        InlinePanel("good_practices", label=_("practice"), heading=_("Good practices")),
    ]
    max_count = 1

    class Meta:
        verbose_name = _("work area: decentralisation")
        verbose_name_plural = _("work areas: decentralisation")

    def proposals_by_improvement(self):
        """The proposals grouped by improvement, in the order of the choices: dicts of ``label`` and
        ``proposals``; empty groups are left out."""
        proposals = list(self.reform_proposals.all())
        groups = [
            {
                "label": improvement.label,
                "proposals": [item for item in proposals if item.improves == improvement],
            }
            for improvement in ReformProposal.Improvement
        ]
        return [group for group in groups if group["proposals"]]


class ReformProposal(PageItem):
    """A reform proposal and what it improves."""

    class Improvement(models.TextChoices):
        SERVICE_DELIVERY = "service_delivery", _("Service delivery to citizens")
        PARTICIPATION = "participation", _("Participation of citizens and their representatives")
        POWERS = "powers", _("Efficiency and powers of local authorities")

    page = ParentalKey(
        DecentralisationPage, on_delete=models.CASCADE, related_name="reform_proposals"
    )
    improves = models.CharField(_("what it improves"), max_length=20, choices=Improvement.choices)

    panels = [FieldPanel("improves"), *PageItem.panels]


class GoodPractice(PageItem):
    """A practice that has served local authorities well."""

    page = ParentalKey(
        DecentralisationPage, on_delete=models.CASCADE, related_name="good_practices"
    )
