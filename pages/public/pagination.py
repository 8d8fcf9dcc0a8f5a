"""Pagination links, shared by the search page and the faceted lists of work areas."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Page

# The query parameter with the page number.
PAGE = "page"


def query_string(parameters):
    """The query string of a dict of parameters, with its ``?``; empty without parameters."""
    return f"?{urlencode(parameters)}" if parameters else ""


@dataclass(frozen=True, slots=True)
class PageLinks:
    """Pagination links around a Django ``Page``, as query strings that keep the other
    ``parameters``. False if there is only one page."""

    page: Page
    parameters: dict

    def __bool__(self):
        return self.page.has_other_pages()

    def query_of(self, number):
        """The query string of a page number; the first page has no page parameter."""
        return query_string(self.parameters | ({PAGE: number} if number > 1 else {}))

    @property
    def numbered(self):
        """Dicts of ``number``, ``address`` (a query string) and ``is_current``; None for an
        ellipsis."""
        current, paginator = self.page.number, self.page.paginator
        return [
            None
            if number == paginator.ELLIPSIS
            else {
                "number": number,
                "address": self.query_of(number),
                "is_current": number == current,
            }
            for number in paginator.get_elided_page_range(current, on_each_side=1, on_ends=1)
        ]

    @property
    def previous(self):
        """The query string of the previous page, or None."""
        page = self.page
        return self.query_of(page.previous_page_number()) if page.has_previous() else None

    @property
    def next(self):
        """The query string of the next page, or None."""
        page = self.page
        return self.query_of(page.next_page_number()) if page.has_next() else None
