"""What follows when a page about work areas changes: the cache in front forgets where it is shown.

Wagtail itself purges the page alone. Parts of a list (``?page=2``) have no end of addresses: they
stay until the cache's own time is over.
"""

from wagtail.contrib.frontend_cache.utils import purge_page_from_cache
from wagtail.signals import page_published, page_unpublished

from pages.models import BasePage
from work_areas.models import AboutAreas


def purge_where_shown(instance, **kwargs):
    """Purge the list and the home page above a page, and the work areas that it is about."""
    if isinstance(instance, AboutAreas):
        areas = instance.related_areas.all().values_list("area_id", flat=True)
        pages = BasePage.objects.ancestor_of(instance) | BasePage.objects.filter(pk__in=list(areas))
        for page in pages.filter(depth__gt=1):
            purge_page_from_cache(page)


def connect():
    """Hear of what is published and withdrawn; what is deleted is withdrawn first."""
    page_published.connect(purge_where_shown)
    page_unpublished.connect(purge_where_shown)
