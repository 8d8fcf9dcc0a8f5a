"""Partnerships and projects: partners, theme, countries and period."""

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.db.models import Case, Q, Value, When
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel

from languages import cldr
from languages.collation import sort_key
from languages.panels import TranslatedFieldPanel
from languages.texts import columns
from pages.models import BasePage, HasBody, PageItem, TitledItem
from pages.models.editing import ReleaseError
from pages.models.searchable import SearchKind
from pages.querysets import BasePageManager
from work_areas import periods
from work_areas.facets import AreaFacet, CountryFacet, Facet, ItemFacet
from work_areas.models.about_areas import AboutAreas
from work_areas.models.base import linked_areas
from work_areas.models.faceted_index import FacetedIndex

_country_label = lazy(lambda code: cldr.country_name(code, get_language()), str)


def country_choices():
    """The ISO 3166 codes of all countries, each with its lazy name in the active language."""
    return [(code, _country_label(code)) for code in cldr.country_codes()]


class Status(models.TextChoices):
    """A partnership's status on a day, derived from its period; lists use this order."""

    # Translators: State of a partnership: it has begun and not ended.
    RUNNING = periods.RUNNING, _("Running")
    PLANNED = periods.PLANNED, _("Planned")
    # Translators: State of a partnership: it has ended.
    FINISHED = periods.FINISHED, _("Finished")


def status_on(day):
    """The database expression that equals ``periods.status`` on a day.

    ISO 8601 dates sort as text, and a month or year sorts before all its days.
    """
    today = day.isoformat()
    is_over = Q(end__gt="", end__lt=today) & ~Q(end__in=[today[:4], today[:7]])
    return Case(
        When(start__gt=today, then=Value(Status.PLANNED.value)),
        When(is_over, then=Value(Status.FINISHED.value)),
        default=Value(Status.RUNNING.value),
    )


class StatusFacet(Facet):
    """A facet of ``Status``."""

    def stored(self, items, language):
        return super().stored(items.alias(today=status_on(timezone.localdate())), language)

    def ordered(self, rows, language):
        """In the order of ``Status``."""
        return sorted(rows, key=lambda row: Status.values.index(row["value"]))

    def words(self, value, language):
        return str(Status(value).label)


class CountrySelect(forms.Select):
    """A select of countries in the alphabetical order of the active language."""

    def optgroups(self, name, value, attrs=None):
        language = get_language()
        choices = list(self.choices)
        self.choices = sorted(
            choices, key=lambda choice: (bool(choice[0]), sort_key(str(choice[1]), language))
        )
        try:
            return super().optgroups(name, value, attrs)
        finally:
            self.choices = choices


class PartnershipIndexPage(FacetedIndex, HasBody, BasePage):
    """The list of partnerships, and the themes by which they are grouped."""

    facets = (
        AreaFacet("area", _("Work area"), _("All work areas")),
        ItemFacet("theme", _("Theme of cooperation"), _("All themes"), "theme"),
        CountryFacet("country", _("Country"), _("All countries"), "partners__country"),
        StatusFacet("status", _("Status"), _("Any status"), "today"),
    )
    social_emblem = "partnership"

    content_panels = [
        *BasePage.content_panels,
        *HasBody.body_panels,
        InlinePanel("themes", label=_("theme"), heading=_("Themes of cooperation")),
    ]

    parent_page_types = ["pages.HomePage"]
    subpage_types = ["work_areas.PartnershipPage"]
    max_count = 1

    class Meta:
        verbose_name = _("index of partnerships")
        verbose_name_plural = _("indexes of partnerships")

    def items(self, language):
        """The partnerships available in a language, by status and then the latest start; bodies are
        deferred."""
        below = PartnershipPage.objects
        pages = (below.child_of(self) if self.pk else below.none()).available_in(language)
        ranks = [When(today=status, then=rank) for rank, status in enumerate(Status.values)]
        pages = pages.alias(today=status_on(timezone.localdate())).alias(rank=Case(*ranks))
        pages = pages.defer(*columns("body")).prefetch_related("partners")
        return pages.order_by("rank", "-start", "path")


class CooperationTheme(PageItem):
    """A theme of cooperation, such as the partners' group of countries."""

    page = ParentalKey(PartnershipIndexPage, on_delete=models.CASCADE, related_name="themes")

    class Meta(PageItem.Meta):
        verbose_name = _("theme of cooperation")
        verbose_name_plural = _("themes of cooperation")


class PartnershipPageManager(BasePageManager):
    """Selects the theme, and the page that decides in which languages it is shown."""

    def get_queryset(self):
        return super().get_queryset().select_related("theme__page")


class PartnershipPage(AboutAreas, HasBody, BasePage):
    """A partnership: the partners on both sides, theme, period and description."""

    theme = models.ForeignKey(
        CooperationTheme,
        verbose_name=_("theme of cooperation"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Themes are edited on the parent page."),
    )
    start = models.CharField(
        # Translators: When a partnership begins.
        _("start"),
        max_length=10,
        help_text=_("A year (2026), a month (2026-03) or a day (2026-03-15)."),
    )
    end = models.CharField(
        # Translators: When a partnership ends.
        _("end"),
        max_length=10,
        blank=True,
        help_text=_("In the same format. Leave empty if there is no end date."),
    )

    objects = PartnershipPageManager()

    social_emblem = "partnership"
    search_kind = SearchKind("partnership", _("Partnerships and projects"))
    search_areas = linked_areas

    issued_field = "start"
    list_label = _("Partnerships and projects")
    list_all_label = _("All partnerships and projects")

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("theme"),
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [
                        FieldPanel("start", classname="ltr-input"),
                        FieldPanel("end", classname="ltr-input"),
                    ]
                )
            ],
            heading=_("Period"),
            help_text=_("The status (planned, running or finished) is derived from the period."),
        ),
        InlinePanel("partners", label=_("partner"), heading=_("Partners")),
        *HasBody.body_panels,
        *AboutAreas.area_panels,
    ]
    untranslated_fields = (*BasePage.untranslated_fields, "start", "end")
    show_in_menus_default = False

    parent_page_types = ["work_areas.PartnershipIndexPage"]
    subpage_types = []

    class Meta:
        verbose_name = _("partnership")
        verbose_name_plural = _("partnerships")

    def clean(self):
        """Validates both dates, stores them in ISO 8601, and rejects an end before the start."""
        super().clean()
        dates, errors = {}, {}
        for name in filter(self.__dict__.get, ("start", "end")):
            try:
                dates[name] = periods.partial_date(getattr(self, name))
                setattr(self, name, dates[name].text)
            except ValueError:
                errors[name] = ValidationError(
                    _(
                        "Enter a year (2026), a month (2026-03) or a day (2026-03-15), "
                        "between %(first)s and %(last)s."
                    ),
                    params={"first": periods.FIRST_YEAR, "last": periods.LAST_YEAR},
                )
        if len(dates) == 2 and dates["end"].last < dates["start"].first:
            errors["end"] = ValidationError(_("The end is before the start."))
        if errors:
            raise ValidationError(errors)

    def refuse_unfinished(self, languages, *, items_in=()):
        """Also requires a partner on each side, if items are checked."""
        super().refuse_unfinished(languages, items_in=items_in)
        if items_in and {partner.side for partner in self.partners.all()} != {
            *PartnershipPartner.Side
        }:
            raise ReleaseError(
                {NON_FIELD_ERRORS: [_("A partnership needs at least one partner on each side.")]}
            )

    @property
    def status(self):
        """The ``Status`` of today."""
        return Status(periods.status(self.start, self.end, timezone.localdate()))

    def sides(self):
        """Both sides in order, as dicts of ``countries`` (unique codes) and ``partners``."""
        partners = list(self.partners.all())
        return [
            {
                "countries": list(dict.fromkeys(p.country for p in partners if p.side == side)),
                "partners": [partner for partner in partners if partner.side == side],
            }
            for side in PartnershipPartner.Side
        ]


class PartnershipPartner(TitledItem):
    """A partner on one side of a partnership."""

    class Side(models.TextChoices):
        # Translators: The partners on one side of a partnership.
        FIRST = "first", _("One side")
        SECOND = "second", _("The other side")

    page = ParentalKey(PartnershipPage, on_delete=models.CASCADE, related_name="partners")
    # Translators: On which side of a partnership a partner stands.
    side = models.CharField(_("side"), max_length=10, choices=Side.choices)
    country = models.CharField(_("country"), max_length=2, choices=country_choices)

    panels = [
        FieldRowPanel(["side", FieldPanel("country", widget=CountrySelect)]),
        TranslatedFieldPanel("title", heading=_("Name or description")),
    ]

    class Meta(TitledItem.Meta):
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
