"""Work areas for pages that do not import them: cards of all, and those related to one."""

from django import template
from django.utils.translation import get_language

from work_areas.querysets import work_areas_in

register = template.Library()


@register.simple_tag
def work_area_cards():
    """All work areas available to this reader, in tree order."""
    return work_areas_in(get_language())


@register.simple_tag
def related_areas(page):
    """The available areas that belong with one, in tree order."""
    related = page.related_areas.all().values_list("area_id", flat=True)
    return work_areas_in(get_language()).filter(pk__in=related)
