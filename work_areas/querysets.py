"""Work areas available to visitors, and the pages about them, each in one query."""

from dataclasses import dataclass

from django.db.models import Case, CharField, F, Value, When, Window
from django.db.models.functions import Cast, Coalesce, RowNumber
from django.utils.functional import Promise

from pages.models import BasePage
from work_areas.models import AboutAreas, RelatedArea, WorkAreaPage
from work_areas.models.about_areas import list_url

# How many of the newest pages of each kind a work area shows.
NEWEST = 3


def emblem():
    """A base page's emblem, null if it is not a work area.

    The emblem is a column of each subclass's table. Joining these is one query, while
    ``specific()`` makes one per subclass.
    """
    return Coalesce(*_of_each(WorkAreaPage, lambda model: "emblem"))


def issued():
    """A base page's date or year of issue (see ``AboutAreas.issued``)."""
    found = _of_each(AboutAreas, lambda model: model.issued_field)
    return Coalesce(*(Cast(field, CharField()) for field in found), Value(""))


def _of_each(model, field_of):
    return [F(f"{kind._meta.model_name}__{field_of(kind)}") for kind in model.__subclasses__()]


def work_areas_in(language):
    """Work areas available in a language, in tree order, as base pages with their ``emblem``."""
    return BasePage.objects.listed(language).type(WorkAreaPage).annotate(emblem=emblem())


def newest_in(language, model):
    """Pages of a model that is ``AboutAreas``, available in a language, newest first, as base pages
    with ``issued``."""
    pages = BasePage.objects.available_in(language).type(model)
    return pages.annotate(issued=issued()).order_by("-issued", "-path")


@dataclass(frozen=True)
class AboutArea:
    """The newest pages of one kind about an area."""

    label: Promise
    all_label: Promise
    all_url: str
    pages: list[BasePage]


def pages_around(area, language):
    """What a work area links to, if available in a language, in one query.

    Out: the related areas in tree order, as base pages with their ``emblem``, and a list of
    ``AboutArea``, one for each non-empty kind, whose pages have ``issued``.
    """
    related = area.related_areas.all().values_list("area_id", flat=True)
    about = RelatedArea.objects.filter(area_id=area.pk).values("page_id")
    pages = BasePage.objects.available_in(language)
    pages = pages.type(WorkAreaPage).filter(pk__in=related) | pages.type(AboutAreas).filter(
        pk__in=about
    )
    newest_first = [F("issued").desc(), F("path").desc()]
    place = Window(RowNumber(), partition_by="content_type", order_by=newest_first)
    pages = pages.annotate(
        emblem=emblem(),
        issued=issued(),
        place=Case(When(emblem__isnull=True, then=place), default=Value(0)),
    ).filter(place__lte=NEWEST)
    found = sorted(pages, key=lambda page: (page.place, page.path))
    areas = [page for page in found if not page.place]
    return areas, [
        AboutArea(
            label=kind.list_label,
            all_label=kind.list_all_label,
            all_url=f"{list_url(of_kind[0])}?area={area.slug}",
            pages=of_kind,
        )
        for kind in AboutAreas.__subclasses__()
        if (of_kind := [page for page in found if page.place and page.specific_class is kind])
    ]
