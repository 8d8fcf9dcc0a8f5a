"""Purges the frontend cache where pages about work areas are listed.

Wagtail purges only the page itself. Later pages of a list (``?page=2``) are not purged, and stay
until they expire.
"""

from wagtail.contrib.frontend_cache.utils import purge_page_from_cache
from wagtail.signals import page_published, page_unpublished

from pages.models import BasePage
from work_areas.models import AboutAreas


def purge_where_shown(instance, **kwargs):
    """Purge a page's index page, the home page and the work areas that it is about."""
    if isinstance(instance, AboutAreas):
        areas = instance.related_areas.all().values_list("area_id", flat=True)
        pages = BasePage.objects.ancestor_of(instance) | BasePage.objects.filter(pk__in=list(areas))
        for page in pages.filter(depth__gt=1):
            purge_page_from_cache(page)


def connect():
    """Connect the receivers; a page is unpublished before it is deleted."""
    page_published.connect(purge_where_shown)
    page_unpublished.connect(purge_where_shown)
