"""The index of work areas, in tree order."""

from django.utils.translation import gettext_lazy as _

from pages.models import BasePage, HasBody


class WorkAreaIndexPage(HasBody, BasePage):
    """The parent page of all work areas."""

    content_panels = [*BasePage.content_panels, *HasBody.body_panels]

    parent_page_types = ["pages.HomePage"]
    max_count = 1

    class Meta:
        verbose_name = _("index of work areas")
        verbose_name_plural = _("indexes of work areas")
