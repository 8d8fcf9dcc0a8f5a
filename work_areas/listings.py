"""A list of pages that readers narrow by facets and leaf through, all of it said by its address."""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import CharField, F, Value
from django.db.models.functions import Cast
from django.utils.functional import Promise

from languages import cldr
from languages.texts import LocalizedText, columns, preference
from pages.models import BasePage
from work_areas.models.base import RelatedArea

PER_PAGE = 12
PAGE = "page"


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
        """The values of some items, repeated as they are, with a ``value``, a ``place`` by which
        they are put in order, and a label per language (empty: the value speaks for itself)."""
        value = Cast(F(self.lookup), CharField())
        return items.annotate(value=value, place=value, **{name: Value("") for name in LABELS})

    def narrowed(self, items, value):
        """The items that have a value, one of those that are stored."""
        return items.filter(**{self.lookup: value})

    def ordered(self, rows):
        """Rows of stored values in the order in which readers see them: years, the latest first."""
        return sorted(rows, key=lambda row: row["place"], reverse=True)


LABELS = [f"label_{language}" for language in cldr.language_codes()]


@dataclass(frozen=True)
class ItemFacet(Facet):
    """A facet whose values are titled items, known by their keys in the database."""

    def stored(self, items, language):
        titles = {
            label: F(f"{self.lookup}__{name}")
            for label, name in zip(LABELS, columns("title"), strict=True)
        }
        return items.filter(**{f"{self.lookup}__isnull": False}).annotate(
            value=Cast(F(f"{self.lookup}_id"), CharField()),
            place=Cast(F(f"{self.lookup}__sort_order"), CharField()),
            **titles,
        )

    def ordered(self, rows):
        """As staff put the items; those that nobody moved, the oldest first."""
        return sorted(rows, key=lambda row: (int(row["place"] or 0), int(row["value"])))


@dataclass(frozen=True)
class AreaFacet(Facet):
    """The work areas that a page is about, those that the reader can open; known by their slugs."""

    lookup: str = field(default="related_areas__area", init=False)

    def stored(self, items, language):
        titles = {
            label: F(f"{self.lookup}__{name}")
            for label, name in zip(LABELS, columns("title"), strict=True)
        }
        available = BasePage.objects.available_in(language).values("pk")
        return items.filter(**{f"{self.lookup}__in": available}).annotate(
            value=F(f"{self.lookup}__slug"), place=F(f"{self.lookup}__path"), **titles
        )

    def narrowed(self, items, value):
        # A join would show a page twice that names an area twice.
        return items.filter(pk__in=RelatedArea.objects.filter(area__slug=value).values("page"))

    def ordered(self, rows):
        """In tree order."""
        return sorted(rows, key=lambda row: row["place"])


@dataclass(frozen=True)
class Choice:
    """A value of a facet: its label (a ``LocalizedText``), and the ``address`` of the list with it
    in place of what is chosen of this facet now."""

    value: str
    label: LocalizedText
    address: str
    is_chosen: bool


@dataclass(frozen=True)
class OfferedFacet:
    """A facet with the values that there are, and what was asked of it (empty: all of them)."""

    facet: Facet
    choices: list[Choice]
    asked: str
    all_address: str

    @property
    def chosen(self):
        """The chosen value, or None: nothing was asked, or something that is not there."""
        return next((choice for choice in self.choices if choice.is_chosen), None)


class Listing:
    """The items of a list, as a query asks for them, for readers of a language.

    In: the items available to them, in order; facets; the query, a ``QueryDict``. A value that is
    not there matches nothing; a page that is not there means the first or the last one. However
    many items there are, three queries are made, none of them before it is needed.
    """

    def __init__(self, items, facets, query, language, per_page=PER_PAGE):
        self.language = language
        asked = {facet.name: query.get(facet.name, "").strip() for facet in facets}
        self._asked = {name: value for name, value in asked.items() if value}
        rows = self._stored(items, facets)
        self.facets = [self._offered(facet, rows[facet.name]) for facet in facets]
        chosen = [offered for offered in self.facets if offered.chosen]
        self.is_unknown = len(chosen) < len(self._asked)
        for offered in chosen:
            items = offered.facet.narrowed(items, offered.asked)
        paginator = Paginator(items.none() if self.is_unknown else items, per_page)
        self.page = paginator.get_page(query.get(PAGE))
        self.count = paginator.count

    def _stored(self, items, facets):
        """The values of all facets, by the name of the facet, as dicts, read in one query."""
        names = ["facet", "value", "place", *LABELS]
        first, *others = [
            facet.stored(items.order_by(), self.language)
            .annotate(facet=Value(facet.name))
            .values_list(*names)
            for facet in facets
        ]
        # Each value once: a union leaves out what it has already.
        rows = [dict(zip(names, row, strict=True)) for row in first.union(*others)]
        return {facet.name: [r for r in rows if r["facet"] == facet.name] for facet in facets}

    def _offered(self, facet, rows):
        asked = self._asked.get(facet.name, "")
        choices = [
            Choice(
                value=row["value"],
                label=self._label(row),
                address=self._address({**self._asked, facet.name: row["value"]}),
                is_chosen=row["value"] == asked,
            )
            for row in facet.ordered(rows)
        ]
        others = {name: value for name, value in self._asked.items() if name != facet.name}
        return OfferedFacet(facet, choices, asked, self._address(others))

    def _label(self, row):
        for language in preference(self.language):
            if text := row[f"label_{language}"]:
                return LocalizedText(text, language, self.language)
        value = cldr.in_digits_of(row["value"], self.language)
        return LocalizedText(value, self.language, self.language)

    @staticmethod
    def _address(parameters):
        return f"?{urlencode(parameters)}" if parameters else ""

    @property
    def archives(self):
        """The facets whose values are links, as far as there is a choice."""
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
        return bool(self._asked)

    @property
    def address(self):
        """What the address of this part of the list adds to that of the list: nothing for the
        first page of all."""
        return self._page_address(self.page.number)

    def _page_address(self, number):
        return self._address(self._asked | ({PAGE: number} if number > 1 else {}))

    @property
    def is_for_search_engines(self):
        """Whether search engines should know of it: a year or an area is an archive of its own,
        a combination is for whoever made it."""
        return bool(self.count) and len(self._asked) <= 1

    @property
    def labels(self):
        """What this part of the list is narrowed to, as ``LocalizedText``."""
        return [offered.chosen.label for offered in self.facets if offered.chosen]

    @property
    def page_links(self):
        """Links to the pages: dicts of ``number``, ``address`` and ``is_current``; a gap between
        them has no address. None when there is one page only."""
        if not self.page.has_other_pages():
            return []
        numbers = self.page.paginator.get_elided_page_range(
            self.page.number, on_each_side=1, on_ends=1
        )
        return [
            {
                "number": number,
                "address": self._page_address(number) if isinstance(number, int) else None,
                "is_current": number == self.page.number,
            }
            for number in numbers
        ]

    @property
    def previous_address(self):
        """The address of the page before this one, or None."""
        if self.page.has_previous():
            return self._page_address(self.page.previous_page_number())
        return None

    @property
    def next_address(self):
        """The address of the page after this one, or None."""
        return self._page_address(self.page.next_page_number()) if self.page.has_next() else None
