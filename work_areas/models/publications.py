"""Publications, with a file per language to download."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel

from languages.panels import TranslatedFieldPanel
from languages.texts import column, columns, preference
from pages.models import BasePage, HasBody, TitledItem
from pages.models.searchable import SearchKind
from pages.querysets import BasePageManager
from work_areas.facets import AreaFacet, Facet, ItemFacet
from work_areas.models.about_areas import AboutAreas
from work_areas.models.base import linked_areas
from work_areas.models.faceted_index import FacetedIndex


def this_year():
    """The current year in the site's time zone."""
    return timezone.localdate().year


class PublicationIndexPage(FacetedIndex, BasePage):
    """The list of publications, newest first, with facets for kind, year and work area."""

    facets = (
        # Translators: The kind of a publication: report, guide and so on.
        ItemFacet("kind", _("Kind"), _("All kinds"), "kind"),
        Facet("year", _("Year"), _("All years"), "year"),
        AreaFacet("area", _("Work area"), _("All work areas")),
    )

    content_panels = [
        *BasePage.content_panels,
        InlinePanel(
            "kinds",
            label=_("kind"),
            heading=_("Kinds of publications"),
            help_text=_("For example guide or report. Readers can filter by kind, in this order."),
        ),
    ]

    parent_page_types = ["pages.HomePage"]
    subpage_types = ["work_areas.PublicationPage"]
    max_count = 1

    class Meta:
        verbose_name = _("index of publications")
        verbose_name_plural = _("indexes of publications")

    def items(self, language):
        """The publications available in a language, newest first; bodies are deferred."""
        publications = PublicationPage.objects.child_of(self).available_in(language)
        publications = publications.defer(*columns("body")).prefetch_related("cover__renditions")
        return publications.order_by("-year", "-path")


class PublicationKind(TitledItem):
    """A kind of publication, edited in the index page's form."""

    page = ParentalKey(PublicationIndexPage, on_delete=models.CASCADE, related_name="kinds")

    class Meta(TitledItem.Meta):
        verbose_name = _("kind of publication")
        verbose_name_plural = _("kinds of publications")

    def text_languages(self, reader_language):
        """All: the kind is shown with its publications, independent of the index page's
        languages."""
        return preference(reader_language)


class PublicationPageManager(BasePageManager):
    """Selects what publications always show: cover, kind and files."""

    def get_queryset(self):
        return super().get_queryset().select_related("cover", "kind", *columns("document"))


class PublicationPage(AboutAreas, HasBody, BasePage):
    """A publication.

    ``document`` is translated: one file per language, released with that language's texts and
    edited by users who may edit these.
    """

    kind = models.ForeignKey(
        PublicationKind,
        verbose_name=_("kind"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    year = models.PositiveSmallIntegerField(
        _("year"),
        default=this_year,
        db_index=True,
        validators=[MinValueValidator(1900), MaxValueValidator(2100)],
    )
    cover = models.ForeignKey(
        "pages.CustomImage",
        # Translators: The picture on the front of a publication.
        verbose_name=_("cover"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    document = models.ForeignKey(
        "pages.CustomDocument",
        verbose_name=_("file"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        # Named, since languages that share a hidden relation would also share its deletion.
        related_name="publications",
        help_text=_("If a language has no file, another language’s file is shown with a note."),
    )

    objects = PublicationPageManager()

    issued_field = "year"
    list_label = _("Publications")
    list_all_label = _("All publications")
    search_kind = SearchKind("publication", _("Publications"))
    search_areas = linked_areas

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("kind"),
        FieldPanel("year"),
        FieldPanel("cover"),
        TranslatedFieldPanel("document"),
        *HasBody.body_panels,
        *AboutAreas.area_panels,
    ]

    parent_page_types = ["work_areas.PublicationIndexPage"]
    subpage_types = []
    show_in_menus_default = False

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")

    @property
    def social_picture(self):
        return self.cover

    @property
    def files(self):
        """The files available to this reader, their own language first: dicts of ``document``,
        ``language`` (the file's, else the column's) and ``is_foreign`` (not in the reader's
        language)."""
        reader_language = get_language()
        found = []
        for language in self.text_languages(reader_language):
            if document := getattr(self, column("document", language)):
                of_file = document.language or language
                found.append(
                    {
                        "document": document,
                        "language": of_file,
                        "is_foreign": of_file != reader_language,
                    }
                )
        return found
