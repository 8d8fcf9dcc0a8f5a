"""FacetedIndex: index pages whose lists can be filtered by facets."""

from django.db import models
from django.utils import translation

from work_areas.facets import FacetedList


class FacetedIndex(models.Model):
    """An index page with facets and pagination; mixed in before ``BasePage``. Subclasses define
    ``items(language)`` and ``facets``."""

    # The query string of the current view of the list, relative to the page's URL.
    part = ""

    class Meta:
        abstract = True

    def language_urls(self, request=None):
        """A filtered or later page of the list has no counterpart in other languages."""
        return {} if self.part else super().language_urls(request)

    def canonical_query(self, request):
        """The current view's own query string."""
        return self.part

    def get_context(self, request, *args, **kwargs):
        """Adds ``listing``, a ``FacetedList``. A request for unknown values has no canonical
        URL."""
        language = translation.get_language()
        shown = self.text_languages(language)
        listing = FacetedList(self.items(language), self.facets, request.GET, language, shown)
        self.part = listing.address
        context = super().get_context(request, *args, **kwargs)
        context["listing"] = listing
        if listing.is_unknown:
            context["canonical_url"] = ""
        if self.part and not listing.is_for_search_engines:
            context["robots"] = "noindex"
        return context
