"""Template tags for work areas and the pages about them."""

from django import template
from django.utils.translation import get_language

from work_areas.models import NewsPage
from work_areas.models.about_areas import list_url
from work_areas.querysets import NEWEST, newest_in, pages_around, work_areas_in

register = template.Library()


@register.simple_tag
def work_area_cards():
    """All work areas available to this reader, in tree order."""
    return work_areas_in(get_language())


@register.simple_tag
def related_areas(page):
    """The available areas related to a page, in tree order."""
    related = page.related_areas.all().values_list("area_id", flat=True)
    return work_areas_in(get_language()).filter(pk__in=related)


@register.simple_tag
def around(area):
    """A work area's related ``areas``, and ``about``, a list of ``AboutArea`` (see
    ``work_areas.querysets``)."""
    areas, about = pages_around(area, get_language())
    return {"areas": areas, "about": about}


@register.simple_tag
def latest_news():
    """The latest news available to this reader: ``pages``, base pages with ``issued``, and
    ``all_url``, the URL of the list."""
    pages = list(newest_in(get_language(), NewsPage)[:NEWEST])
    return {"pages": pages, "all_url": list_url(pages[0]) if pages else ""}
