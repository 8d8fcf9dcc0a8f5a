"""WorkAreaPage: the base of all work area pages."""

from django.core.exceptions import ValidationError
from django.db import models
from django.template.loader import select_template
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, PageChooserPanel

from languages.addresses import MailboxField
from languages.panels import TranslatedFieldPanel
from pages.models import BasePage, HasBody, KeyedItem
from pages.models.searchable import SearchKind
from pages.querysets import BasePageManager


class Emblem(models.TextChoices):
    """The emblems; values are symbol names in ``emblems.svg``."""

    DECENTRALISATION = "decentralisation", _("Decentralisation")
    # Translators: The emblem of the area: support to associations of local authorities.
    ASSOCIATIONS = "associations", _("Associations")
    TERRITORIAL = "territorial", _("Territorial development")
    DEMOCRACY = "democracy", _("Local democracy")
    SERVICES = "services", _("Municipal services")
    PARTNERSHIP = "partnership", _("Partnership")
    EU = "eu", _("EU integration")
    SYMBIOCITY = "symbiocity", _("SymbioCity")
    # Translators: The emblem of areas that have none of their own.
    GENERAL = "general", _("General")


class WorkAreaPageManager(BasePageManager):
    """Selects the pictures, which work area pages always show."""

    def get_queryset(self):
        return super().get_queryset().select_related("image")


class WorkAreaPage(HasBody, BasePage):
    """A work area: body, picture and contact; each subclass adds its own structure."""

    emblem = models.CharField(
        # Translators: The geometric drawing by which a work area is known.
        _("emblem"),
        max_length=20,
        choices=Emblem.choices,
        default=Emblem.GENERAL,
    )
    image = models.ForeignKey(
        "pages.CustomImage",
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    contact_name = models.CharField(_("contact unit"), max_length=200, blank=True)
    contact_email = MailboxField(_("e-mail address"), blank=True)
    contact_phone = models.CharField(_("telephone number"), max_length=40, blank=True)

    objects = WorkAreaPageManager()

    # The panels of a subclass's own structure, placed after the body.
    structure_panels = []
    show_in_menus_default = False
    search_kind = SearchKind("area", _("Work areas"))

    parent_page_types = ["work_areas.WorkAreaIndexPage"]
    subpage_types = []

    untranslated_fields = (*BasePage.untranslated_fields, "contact_phone")

    class Meta:
        abstract = True

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        cls.content_panels = [
            *BasePage.content_panels,
            FieldPanel("emblem"),
            FieldPanel("image"),
            *HasBody.body_panels,
            *cls.structure_panels,
            InlinePanel("related_areas", label=_("related area"), heading=_("Related work areas")),
            MultiFieldPanel(
                [
                    TranslatedFieldPanel("contact_name"),
                    FieldPanel("contact_email", classname="ltr-input"),
                    FieldPanel("contact_phone", classname="ltr-input"),
                ],
                heading=_("Contact"),
            ),
        ]

    @property
    def social_picture(self):
        return self.image

    @property
    def social_emblem(self):
        return self.emblem

    @classmethod
    def template_names(cls):
        """The subclass's own template, if it exists, then the common one."""
        return [cls.template, "work_areas/work_area_page.html"]

    def search_areas(self):
        return [self.pk]

    def get_template(self, request, *args, **kwargs):
        return select_template(self.template_names()).template.name


def linked_areas(page):
    """The primary keys of a page's related areas; use as ``search_areas = linked_areas``."""
    return [link.area_id for link in page.related_areas.all()]


class RelatedArea(KeyedItem):
    """A link from a page to a work area that is related to it."""

    page = ParentalKey(BasePage, on_delete=models.CASCADE, related_name="related_areas")
    area = models.ForeignKey(
        BasePage,
        verbose_name=_("work area"),
        on_delete=models.CASCADE,
        related_name="+",
    )

    panels = [PageChooserPanel("area")]

    class Meta:
        verbose_name = _("related area")
        verbose_name_plural = _("related areas")

    def __str__(self):
        return str(self.area)

    def clean(self):
        super().clean()
        if self.area_id and not issubclass(self.area.specific_class, WorkAreaPage):
            raise ValidationError({"area": _("Choose a work area.")})
