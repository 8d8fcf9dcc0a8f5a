"""Local-authority associations: stages of development and cross-cutting themes."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import InlinePanel

from languages.panels import TranslatedFieldPanel
from pages.models import PageItem
from work_areas.models.base import WorkAreaPage


class LocalAuthorityAssociationsPage(WorkAreaPage):
    """The work area of support for associations of local authorities."""

    policy_role = models.TextField(_("why associations matter for national policy"), blank=True)

    structure_panels = [
        TranslatedFieldPanel("policy_role"),
        # Translators: One of the stages of an association’s development.
        InlinePanel("stages", label=_("stage"), heading=_("Stages of development")),
        InlinePanel("themes", label=_("theme"), heading=_("Cross-cutting themes")),
    ]
    max_count = 1

    class Meta:
        verbose_name = _("work area: local-authority associations")
        verbose_name_plural = _("work areas: local-authority associations")


class DevelopmentStage(PageItem):
    """A stage in an association's development, and the support given."""

    page = ParentalKey(
        LocalAuthorityAssociationsPage, on_delete=models.CASCADE, related_name="stages"
    )


class CrossCuttingTheme(PageItem):
    """A theme common to all stages."""

    page = ParentalKey(
        LocalAuthorityAssociationsPage, on_delete=models.CASCADE, related_name="themes"
    )
