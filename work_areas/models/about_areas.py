"""AboutAreas: pages about work areas, such as news and publications, which areas list."""

from urllib.parse import urljoin

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import InlinePanel


def list_url(page):
    """The URL of the index page of a page, in the active language, derived from the page's own URL
    without a query for its parent."""
    return urljoin(page.get_url(), "../")


class AboutAreas(models.Model):
    """A page about one or more work areas, which list the newest.

    Mixed in before ``BasePage``. Subclasses name the field that dates them (a date or a year) and
    the labels of their list; their parent is the index page.
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
        """The date or year of issue (ISO 8601)."""
        return str(getattr(self, self.issued_field))
