"""Work areas and what is about them, for pages that do not import them."""

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
    """The available areas that belong with a page, in tree order."""
    related = page.related_areas.all().values_list("area_id", flat=True)
    return work_areas_in(get_language()).filter(pk__in=related)


@register.simple_tag
def around(area):
    """What a work area leads on to: its related ``areas``, and ``about``, a list of ``AboutArea``
    (see ``work_areas.querysets``)."""
    areas, about = pages_around(area, get_language())
    return {"areas": areas, "about": about}


@register.simple_tag
def latest_news():
    """The latest news available to this reader: ``pages``, base pages with ``issued``, and
    ``all_url``, where all of it is listed."""
    pages = list(newest_in(get_language(), NewsPage)[:NEWEST])
    return {"pages": pages, "all_url": list_url(pages[0]) if pages else ""}
