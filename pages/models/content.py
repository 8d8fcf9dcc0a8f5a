"""Pages of plain content: about the organisation, accessibility, privacy."""

from django.utils.translation import gettext_lazy as _

from pages.models.base import BasePage
from pages.models.body import HasBody


class ContentPage(HasBody, BasePage):
    """A title, a summary and a body."""

    content_panels = [*BasePage.content_panels, *HasBody.body_panels]

    parent_page_types = ["pages.HomePage", "pages.ContentPage"]
    subpage_types = ["pages.ContentPage"]

    class Meta:
        verbose_name = _("content page")
        verbose_name_plural = _("content pages")
