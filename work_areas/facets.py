"""Lists of pages filtered by facets and paginated; their state is in the query string."""

from dataclasses import dataclass, field

from django.core.paginator import Paginator
from django.db.models import CharField, Count, F, Model, Q, Value
from django.db.models.functions import Cast
from django.utils.functional import Promise

from languages import cldr
from languages.collation import sort_key
from languages.texts import LocalizedText, columns
from pages.models import BasePage
from pages.public.facets import FacetValue
from pages.public.pagination import PAGE, PageLinks, query_string

PER_PAGE = 12

# The annotations with a value's titles, one per language.
LABELS = {language: f"label_{language}" for language in cldr.language_codes()}
UNTITLED = {label: Value("") for label in LABELS.values()}


def _titles(lookup):
    """The annotations with the titles of the object at a lookup."""
    names = zip(LABELS.values(), columns("title"), strict=True)
    return {label: F(f"{lookup}__{name}") for label, name in names}


@dataclass(frozen=True)
class Facet:
    """A facet: its ``name`` in the query string, its label, the label for all values, and the
    lookup of its values, which may end in a transform, such as a date's year.

    The values of an archive are links; those of other facets are options of a form.
    """

    name: str
    label: Promise
    all_label: Promise
    lookup: str
    is_archive: bool = False

    def stored(self, items, language):
        """The items, repeated per value, annotated with the ``value`` as text, a ``place`` to sort
        by, and a label per language."""
        value = Cast(F(self.lookup), CharField())
        return items.annotate(value=value, place=Value(""), **UNTITLED)

    def ordered(self, rows, language):
        """Rows of ``stored`` values in display order; here years, the latest first."""
        return sorted(rows, key=lambda row: row["value"], reverse=True)

    def label_of(self, row, language, shown):
        """A value's label: its title in the first of the languages ``shown``, else ``words``."""
        for code in shown:
            if text := row[LABELS[code]]:
                return LocalizedText(text, code, language)
        return LocalizedText(self.words(row["value"], language), language, language)

    def words(self, value, language):
        """The label in a language of a value without titles."""
        return cldr.in_digits_of(value, language)


@dataclass(frozen=True)
class ItemFacet(Facet):
    """A facet whose values are items with titles, identified by primary key."""

    def stored(self, items, language):
        return items.filter(**{f"{self.lookup}__isnull": False}).annotate(
            value=Cast(F(f"{self.lookup}_id"), CharField()),
            place=Cast(F(f"{self.lookup}__sort_order"), CharField()),
            **_titles(self.lookup),
        )

    def ordered(self, rows, language):
        """In the order set by staff; unsorted items the oldest first."""
        return sorted(rows, key=lambda row: (int(row["place"] or 0), int(row["value"])))


@dataclass(frozen=True)
class AreaFacet(Facet):
    """The work areas related to a page and available to the reader, identified by slug."""

    lookup: str = field(default="related_areas__area", init=False)

    def stored(self, items, language):
        available = BasePage.objects.available_in(language).values("pk")
        return items.filter(**{f"{self.lookup}__in": available}).annotate(
            value=F(f"{self.lookup}__slug"),
            place=F(f"{self.lookup}__path"),
            **_titles(self.lookup),
        )

    def ordered(self, rows, language):
        """In tree order."""
        return sorted(rows, key=lambda row: row["place"])

    def label_of(self, row, language, shown):
        """Its title in the reader's language, in which it is available."""
        return super().label_of(row, language, [language])


@dataclass(frozen=True)
class CountryFacet(Facet):
    """A facet whose values are countries (ISO 3166)."""

    def stored(self, items, language):
        return super().stored(items.filter(**{f"{self.lookup}__isnull": False}), language)

    def ordered(self, rows, language):
        """In the alphabetical order of their names."""
        return sorted(rows, key=lambda row: sort_key(self.words(row["value"], language), language))

    def words(self, value, language):
        return cldr.country_name(value, language)


@dataclass(frozen=True)
class FacetWithValues:
    """A facet with its values in the list, and the requested value (empty: all)."""

    facet: Facet
    choices: list[FacetValue]
    asked: str

    @property
    def chosen(self):
        """The selected value, or None: nothing requested, or an unknown value."""
        return next((choice for choice in self.choices if choice.is_chosen), None)


class FacetedList:
    """A page of a list, filtered by the query, for readers in a language.

    In: a queryset of the items available to them, in order; facets; the query, a ``QueryDict``; the
    reader's language; the languages in which items of the index page may be shown. An unknown value
    matches nothing; an invalid page number gives the first or last page. Makes two queries, however
    many items there are.
    """

    def __init__(self, items, facets, query, language, shown, per_page=PER_PAGE):
        self.language, self._shown = language, shown
        # Text fields contain no null bytes, and PostgreSQL rejects them.
        asked = {f.name: query.get(f.name, "").strip().replace("\0", "\ufffd") for f in facets}
        self.asked = {name: value for name, value in asked.items() if value}
        narrowing = {f.name: self._having(items.model, f) for f in facets if f.name in self.asked}
        rows = self._stored(items.order_by(), facets, narrowing)
        of_facets = {f.name: [row for row in rows if row["facet"] == f.name] for f in facets}
        self.is_unknown = any(
            value not in {row["value"] for row in of_facets[name]}
            for name, value in self.asked.items()
        )
        self.facets = [self._offered(facet, of_facets[facet.name]) for facet in facets]
        self.count = sum(row["count"] for row in rows if not row["facet"])
        paginator = Paginator(items.filter(*narrowing.values()), per_page)
        # Already counted.
        paginator.count = self.count
        self.page = paginator.get_page(query.get(PAGE))
        self.pages = PageLinks(self.page, self.asked)

    def _having(self, model: type[Model], facet):
        """A Q: an item has the requested value of a facet. A subquery, since a join would repeat
        items with several values."""
        stored = facet.stored(model._default_manager.order_by(), self.language)
        return Q(pk__in=stored.filter(value=self.asked[facet.name]).values("pk"))

    def _stored(self, items, facets, narrowing):
        """The values of all facets, each with the number of items that have it and match the other
        facets; and, without facet, the number of items that match all.

        Dicts, read in one query.
        """
        names = ["facet", "value", "place", *LABELS.values()]

        def counted(rows, facet):
            others = [condition for name, condition in narrowing.items() if name != facet]
            count = Count("pk", distinct=True, filter=Q(*others))
            return rows.annotate(facet=Value(facet)).values(*names).annotate(count=count)

        whole = counted(items.annotate(value=Value(""), place=Value(""), **UNTITLED), "")
        of_facets = [counted(facet.stored(items, self.language), facet.name) for facet in facets]
        return list(whole.union(*of_facets, all=True))

    def _offered(self, facet, rows):
        asked = self.asked.get(facet.name, "")
        choices = [
            FacetValue(
                value=row["value"],
                label=facet.label_of(row, self.language, self._shown),
                address=query_string({**self.asked, facet.name: row["value"]}),
                is_chosen=row["value"] == asked,
                count=None if self.is_unknown else row["count"],
            )
            for row in facet.ordered(rows, self.language)
        ]
        if facet.is_archive and choices:
            others = {name: value for name, value in self.asked.items() if name != facet.name}
            choices.insert(0, FacetValue("", facet.all_label, query_string(others), not asked))
        return FacetWithValues(facet, choices, asked)

    @property
    def archives(self):
        """The archive facets with values, each starting with a link to all."""
        return [offered for offered in self.facets if offered.facet.is_archive and offered.choices]

    @property
    def form_facets(self):
        """The form facets with values."""
        return [
            offered for offered in self.facets if not offered.facet.is_archive and offered.choices
        ]

    @property
    def is_narrowed(self):
        """Whether any facet has a requested value."""
        return bool(self.asked)

    @property
    def address(self):
        """The query string of the current view; empty for the first page of the whole list."""
        return self.pages.query_of(self.page.number)

    @property
    def is_for_search_engines(self):
        """Whether the view should be indexed: a single year or area is an archive, combinations are
        not."""
        return bool(self.count) and len(self.asked) <= 1

    @property
    def labels(self):
        """The labels of the selected values, as ``LocalizedText``."""
        return [offered.chosen.label for offered in self.facets if offered.asked and offered.chosen]
