"""The list of partnerships as a reader asks for it: filtered, ordered and cut into pages."""

from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urlencode

from django.core.paginator import InvalidPage, Paginator
from django.http import Http404

from languages import cldr
from languages.collation import sort_key
from languages.texts import LocalizedText, column, localized
from pages.models import BasePage

PAGE_SIZE = 12


@dataclass
class Filter:
    """One thing to filter by: the reader's choice, and what there is to choose from.

    ``options`` are those of the partnerships that the reader may see, as (value, label) with a
    LocalizedText for a label; ``chosen`` is one of the values, or empty.
    """

    name: str
    options: list
    asked: str
    chosen: str = field(init=False)

    def __post_init__(self):
        self.chosen = self.asked if self.asked in dict(self.options) else ""

    @property
    def is_unknown(self):
        """Whether the reader asked for what there is not."""
        return bool(self.asked) and not self.chosen


class PartnershipList:
    """What the index of partnerships shows to one reader.

    In: a queryset of partnerships; the themes, in their order; the ``Status`` choices, in the order
    of the list; the query, of which ``area`` (a slug), ``theme`` (a number), ``country`` (ISO
    3166), ``status`` and ``page`` are read; and the reader's language. Asks three queries, however
    many partnerships there are. Raises Http404 for a page of the list that there is not.
    """

    def __init__(self, pages, themes, statuses, query, language):
        self.language = language
        self.statuses = statuses
        self.query = {name: query.get(name, "") for name in ("area", "theme", "country", "status")}
        self.themes = {theme.pk: theme for theme in themes}
        self._read(pages.listed(language).select_related(None))
        self.filters = {
            "area": self._filter("area", self._area_options()),
            "theme": self._filter("theme", self._theme_options()),
            "country": self._filter("country", self._country_options()),
            "status": self._filter("status", self._status_options()),
        }
        try:
            self.page = Paginator(self._found(), PAGE_SIZE).page(query.get("page") or 1)
        except InvalidPage as error:
            raise Http404("The list has no such page.") from error

    def _read(self, pages):
        """Read what is listed, shown and filtered by; bodies stay unread."""
        streams = [column("body", code) for code in cldr.language_codes()]
        self.partnerships = list(pages.defer("body", *streams))
        by_pk = {page.pk: page for page in self.partnerships}
        for page in self.partnerships:
            page.areas, page.countries = [], {}
            page.theme = self.themes.get(page.theme_id)
        rows = pages.filter(partners__isnull=False).values_list(
            "pk", "partners__side", "partners__country"
        )
        for pk, side, country in rows.order_by("partners__side", "partners__sort_order"):
            countries = by_pk[pk].countries.setdefault(side, [])
            if country not in countries:
                countries.append(country)
        areas = BasePage.objects.available_in(self.language)
        rows = pages.filter(related_areas__area__in=areas).values_list(
            "pk",
            "related_areas__area__slug",
            f"related_areas__area__{column('title', self.language)}",
        )
        self.area_titles = {}
        for pk, slug, title in rows.order_by("related_areas__area__path"):
            by_pk[pk].areas.append(slug)
            self.area_titles[slug] = title

    def _filter(self, name, options):
        return Filter(name, options, self.query[name].replace("\x00", ""))

    def _own(self, text):
        return LocalizedText(text, self.language, self.language)

    def _area_options(self):
        return [(slug, self._own(title)) for slug, title in self.area_titles.items()]

    def _theme_options(self):
        used = {page.theme_id for page in self.partnerships}
        return [
            (str(theme.pk), localized(theme, "title", self.language))
            for theme in self.themes.values()
            if theme.pk in used
        ]

    def _country_options(self):
        codes = {code for page in self.partnerships for code in _countries(page)}
        names = [(code, cldr.country_name(code, self.language)) for code in codes]
        names.sort(key=lambda name: sort_key(name[1], self.language))
        return [(code, self._own(name)) for code, name in names]

    def _status_options(self):
        used = {page.status for page in self.partnerships}
        return [
            (status.value, self._own(str(status.label)))
            for status in self.statuses
            if status in used
        ]

    def _found(self):
        """The partnerships that were asked for: by their status, the youngest first."""
        order = list(self.statuses)
        found = [page for page in self.partnerships if self._fits(page)]
        # Stable: of equal beginnings the first in the tree stays first.
        found.sort(key=lambda page: page.start, reverse=True)
        return sorted(found, key=lambda page: order.index(page.status))

    def _fits(self, page):
        has = {
            "area": page.areas,
            "theme": [str(page.theme_id)],
            "country": _countries(page),
            "status": [page.status.value],
        }
        return all(not f.chosen or f.chosen in has[f.name] for f in self.filters.values())

    @property
    def is_filtered(self):
        """Whether the reader sees some of the partnerships only."""
        return any(f.chosen for f in self.filters.values())

    @property
    def unknown(self):
        """The filters by which the reader asked for what there is not."""
        return [f for f in self.filters.values() if f.is_unknown]

    @cached_property
    def pages(self):
        """Links to the pages of the list: dicts of ``number``, ``url`` and ``is_current``."""
        chosen = {f.name: f.chosen for f in self.filters.values() if f.chosen}
        return [
            {
                "number": number,
                "url": "?" + urlencode({**chosen, "page": number}),
                "is_current": number == self.page.number,
            }
            for number in self.page.paginator.page_range
        ]


def _countries(page):
    return [code for codes in page.countries.values() for code in codes]
