"""A list of pages that readers narrow by facets and leaf through, all of it said by its address."""

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

# The columns in which a value's titles are read, one for each language.
LABELS = {language: f"label_{language}" for language in cldr.language_codes()}
UNTITLED = {label: Value("") for label in LABELS.values()}


def _titles(lookup):
    """The titles of what a lookup leads to, in those columns."""
    names = zip(LABELS.values(), columns("title"), strict=True)
    return {label: F(f"{lookup}__{name}") for label, name in names}


@dataclass(frozen=True)
class Facet:
    """One way to narrow a list: its ``name`` in addresses, its label and that of all values, and
    where the value stands: a lookup, which may be a transform such as a date's year.

    An archive shows its values as links; others are choices of a form.
    """

    name: str
    label: Promise
    all_label: Promise
    lookup: str
    is_archive: bool = False

    def stored(self, items, language):
        """Some items, repeated for each of their values, with the ``value`` as a text, a ``place``
        by which values are put in order, and a label per language."""
        value = Cast(F(self.lookup), CharField())
        return items.annotate(value=value, place=Value(""), **UNTITLED)

    def ordered(self, rows, language):
        """Rows of stored values in the order in which readers see them: years, the latest first."""
        return sorted(rows, key=lambda row: row["value"], reverse=True)

    def label_of(self, row, language, shown):
        """What a value is called for a reader: its title in one of the languages that are shown to
        them, else what the value says by itself."""
        for code in shown:
            if text := row[LABELS[code]]:
                return LocalizedText(text, code, language)
        return LocalizedText(self.words(row["value"], language), language, language)

    def words(self, value, language):
        """What a value without titles says in a language."""
        return cldr.in_digits_of(value, language)


@dataclass(frozen=True)
class ItemFacet(Facet):
    """A facet whose values are titled items, known by their keys in the database."""

    def stored(self, items, language):
        return items.filter(**{f"{self.lookup}__isnull": False}).annotate(
            value=Cast(F(f"{self.lookup}_id"), CharField()),
            place=Cast(F(f"{self.lookup}__sort_order"), CharField()),
            **_titles(self.lookup),
        )

    def ordered(self, rows, language):
        """As staff put the items; those that nobody moved, the oldest first."""
        return sorted(rows, key=lambda row: (int(row["place"] or 0), int(row["value"])))


@dataclass(frozen=True)
class AreaFacet(Facet):
    """The work areas that a page is about, those that the reader can open; known by their slugs."""

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
    """A facet with the values that there are, and what was asked of it (empty: all of them)."""

    facet: Facet
    choices: list[FacetValue]
    asked: str

    @property
    def chosen(self):
        """The chosen value, or None: nothing was asked, or something that is not there."""
        return next((choice for choice in self.choices if choice.is_chosen), None)


class FacetedList:
    """The items of a list, as a query asks for them, for readers of a language.

    In: the items available to them, in order; facets; the query, a ``QueryDict``; the reader's
    language, and the languages in which items of the list's own page may be named to them. A value
    that is not there matches nothing; a page that is not there means the first or the last one.
    However many items there are, two queries are made.
    """

    def __init__(self, items, facets, query, language, shown, per_page=PER_PAGE):
        self.language, self._shown = language, shown
        # No text holds a null byte, and no database lets one be looked for.
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
        # Known by now: it need not be asked for.
        paginator.count = self.count
        self.page = paginator.get_page(query.get(PAGE))
        self.pages = PageLinks(self.page, self.asked)

    def _having(self, model: type[Model], facet):
        """The condition that an item has what was asked of a facet; a join instead would show a
        page twice that names an area twice."""
        stored = facet.stored(model._default_manager.order_by(), self.language)
        return Q(pk__in=stored.filter(value=self.asked[facet.name]).values("pk"))

    def _stored(self, items, facets, narrowing):
        """The values of all facets, each with the number of items that have it and all that is
        asked of other facets; and, of no facet, the number of those that have all that is asked.

        As dicts, read in one query.
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
        """The facets whose values are links, all of them first, as far as there is a choice."""
        return [offered for offered in self.facets if offered.facet.is_archive and offered.choices]

    @property
    def form_facets(self):
        """The facets whose values are choices of a form, as far as there is a choice."""
        return [
            offered for offered in self.facets if not offered.facet.is_archive and offered.choices
        ]

    @property
    def is_narrowed(self):
        """Whether anything was asked for beyond the whole list."""
        return bool(self.asked)

    @property
    def address(self):
        """What the address of this part of the list adds to that of the list: nothing for the
        first page of all."""
        return self.pages.query_of(self.page.number)

    @property
    def is_for_search_engines(self):
        """Whether search engines should know of it: a year or an area is an archive of its own,
        a combination is for whoever made it."""
        return bool(self.count) and len(self.asked) <= 1

    @property
    def labels(self):
        """What this part of the list is narrowed to, as ``LocalizedText``."""
        return [offered.chosen.label for offered in self.facets if offered.asked and offered.chosen]
