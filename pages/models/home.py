"""The home page: the organisation, and links to all sections."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel

from pages.models.base import BasePage
from pages.models.body import HasBody
from pages.querysets import BasePageManager


class HomePageManager(BasePageManager):
    """Selects the picture, which the home page always shows."""

    def get_queryset(self):
        return super().get_queryset().select_related("hero_image")


class HomePage(HasBody, BasePage):
    """The root page of the site.

    Other apps add sections: each registers a function for the hook ``home_page_sections`` that
    returns a template name, included with the page's context.
    """

    hero_image = models.ForeignKey(
        "pages.CustomImage",
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    objects = HomePageManager()

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("hero_image"),
        *HasBody.body_panels,
    ]

    parent_page_types = ["pages.BasePage"]
    max_count = 1

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    @property
    def social_picture(self):
        return self.hero_image

    def get_context(self, request, *args, **kwargs):
        """Adds ``sections``: the template names from the hook, in its order."""
        sections = [name() for name in hooks.get_hooks("home_page_sections")]
        return {**super().get_context(request, *args, **kwargs), "sections": sections}
