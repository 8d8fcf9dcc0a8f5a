"""FacetedIndex: what the pages that list others have in common."""

from django.db import models
from django.utils import translation

from work_areas.facets import FacetedList


class FacetedIndex(models.Model):
    """A page that lists those below it, narrowed by facets; mixed in before ``BasePage``.
    Subclasses say what is listed by ``items`` and ``facets``."""

    # What the address of the part that is being read adds to the page's own.
    part = ""

    class Meta:
        abstract = True

    def language_urls(self, request=None):
        """A part of the list is other pages in each language: only the whole has counterparts."""
        return {} if self.part else super().language_urls(request)

    def canonical_query(self, request):
        """The part's own address."""
        return self.part

    def get_context(self, request, *args, **kwargs):
        """Adds ``listing``, the part of the list that the query asks for; what the query asks for
        in vain has no canonical address."""
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
