"""News, with a feed per language."""

from urllib.parse import urljoin

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.url_routing import RouteResult

from languages.panels import TranslatedFieldPanel
from languages.texts import columns
from pages.models import BasePage, HasBody
from pages.models.searchable import SearchKind
from pages.querysets import BasePageManager
from work_areas.facets import AreaFacet, Facet
from work_areas.models.about_areas import AboutAreas
from work_areas.models.base import linked_areas
from work_areas.models.faceted_index import FacetedIndex

# The feed's path below the index page.
FEED = "feed"


class NewsIndexPage(FacetedIndex, BasePage):
    """The list of news, newest first, with facets for year and work area; the feed is at
    ``feed/``."""

    facets = (
        Facet("year", _("Year"), _("All years"), "date__year", is_archive=True),
        AreaFacet("area", _("Work area"), _("All work areas")),
    )

    parent_page_types = ["pages.HomePage"]
    subpage_types = ["work_areas.NewsPage"]
    max_count = 1

    class Meta:
        verbose_name = _("index of news")
        verbose_name_plural = _("indexes of news")

    def items(self, language):
        """The news available in a language, newest first; bodies are deferred."""
        news = NewsPage.objects.child_of(self).available_in(language)
        return news.defer(*columns("body")).order_by("-date", "-path")

    @property
    def feed_url(self):
        """The full URL of the feed in the active language."""
        return f"{self.get_full_url()}{FEED}/"

    def feeds(self):
        """The feed of all news."""
        return [(gettext("News"), self.feed_url)]

    def get_cached_paths(self):
        """Wagtail's paths to purge from the frontend cache, plus the feed's."""
        return [*super().get_cached_paths(), f"/{FEED}/"]

    def route(self, request, path_components):
        """Wagtail's route, plus the feed."""
        if self.live and path_components == [FEED]:
            return RouteResult(self, kwargs={"as_feed": True})
        return super().route(request, path_components)

    def serve(self, request, *args, as_feed=False, **kwargs):
        """The list or its feed."""
        if as_feed and self.available_languages:
            # Imported here to avoid a circular import.
            from work_areas.feeds import news_feed

            return news_feed(request, index=self)
        return super().serve(request, *args, **kwargs)


class NewsPageManager(BasePageManager):
    """Selects the pictures, which news pages always show."""

    def get_queryset(self):
        return super().get_queryset().select_related("image")


class NewsPage(AboutAreas, HasBody, BasePage):
    """A news item."""

    date = models.DateField(_("date"), default=timezone.localdate, db_index=True)
    unit = models.CharField(
        _("issuing unit"),
        max_length=200,
        blank=True,
        help_text=_(
            "The unit that issues the news, such as a department. If empty, it is the organisation."
        ),
    )
    image = models.ForeignKey(
        "pages.CustomImage",
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = NewsPageManager()

    issued_field = "date"
    list_label = _("News")
    list_all_label = _("All news")
    social_type = "article"
    search_kind = SearchKind("news", _("News"))
    search_date = "date"
    search_areas = linked_areas

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("date"),
        TranslatedFieldPanel("unit"),
        FieldPanel("image"),
        *HasBody.body_panels,
        *AboutAreas.area_panels,
    ]

    parent_page_types = ["work_areas.NewsIndexPage"]
    subpage_types = []
    show_in_menus_default = False

    class Meta:
        verbose_name = _("news item")
        verbose_name_plural = _("news items")

    @property
    def social_picture(self):
        return self.image

    def structured_data(self, language):
        """An article with its date of publication."""
        data = super().structured_data(language)
        return data | {"@type": "NewsArticle", "datePublished": self.date.isoformat()}

    def feeds(self):
        """The feed that contains this item."""
        return [(gettext("News"), urljoin(self.get_full_url(), f"../{FEED}/"))]

    @staticmethod
    def _slug_is_available(slug, parent_page, page=None):
        """Wagtail's rule; also, the feed's path is reserved."""
        return slug != FEED and BasePage._slug_is_available(slug, parent_page, page)
