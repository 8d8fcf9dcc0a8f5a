"""The work areas that a visitor may see, with what a card shows, in one query."""

from django.db.models import F
from django.db.models.functions import Coalesce

from pages.models import BasePage
from work_areas.models import WorkAreaPage


def work_areas_in(language):
    """Work areas available in a language, in tree order, as base pages with their ``emblem``.

    The emblem lies in each subject's own table: joining them is one query, ``specific()`` would
    be one per subject.
    """
    emblems = [F(f"{model._meta.model_name}__emblem") for model in WorkAreaPage.__subclasses__()]
    areas = BasePage.objects.listed(language).type(WorkAreaPage)
    return areas.annotate(emblem=Coalesce(*emblems))
