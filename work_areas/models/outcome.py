"""The result of a work area's structure."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import MultiFieldPanel

from languages.panels import TranslatedFieldPanel


class LeadsToOutcome(models.Model):
    """Adds the title and text of a result."""

    outcome_title = models.CharField(_("title of the result"), max_length=200, blank=True)
    outcome_text = models.TextField(_("description of the result"), blank=True)

    structure_panels = [
        MultiFieldPanel(
            [TranslatedFieldPanel("outcome_title"), TranslatedFieldPanel("outcome_text")],
            heading=_("What it leads to"),
        )
    ]

    class Meta:
        abstract = True
