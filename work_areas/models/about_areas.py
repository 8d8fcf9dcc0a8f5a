"""AboutAreas: what news, publications and their like share, wherever work areas show them."""

from urllib.parse import urljoin

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import InlinePanel


def list_url(page):
    """The address of the page that lists a page, as base page or of its own type, in the active
    language; told by the page's own, without asking the database for its parent."""
    return urljoin(page.get_url(), "../")


class AboutAreas(models.Model):
    """A page about something in one or more work areas, which their pages show among the newest.

    Mixed in before ``BasePage``. Subclasses name the field by which the newest is found, a date or
    a year, and what readers call a list of them; they stand right below the page that lists them.
    """

    issued_field = None
    list_label = None
    list_all_label = None

    area_panels = [
        InlinePanel("related_areas", label=_("related area"), heading=_("Related work areas"))
    ]

    class Meta:
        abstract = True

    @property
    def issued(self):
        """When it was issued, as precisely as is known (ISO 8601): a date or a year."""
        return str(getattr(self, self.issued_field))
