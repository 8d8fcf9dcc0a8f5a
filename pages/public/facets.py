"""What readers narrow a list by and leaf through it with: links, each the address of a part of it.

The search page and the lists of work areas show them by the same components.
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page

PAGE = "page"


def address(parameters):
    """What the address of a part of a list adds to that of the list: nothing for all of it."""
    return f"?{urlencode(parameters)}" if parameters else ""


@dataclass(frozen=True, slots=True)
class Choice:
    """A value to narrow a list by: its label (words, or a ``LocalizedText``), the ``address`` of
    the list with it in place of what is chosen now, and how many items that has, if it is told."""

    value: Any
    label: Any
    address: str
    is_chosen: bool
    count: int | None = None


@dataclass(frozen=True, slots=True)
class PageLinks:
    """Links to the pages of a list around the one shown, as its ``parameters`` narrow it; false
    where that is the only one."""

    page: Page
    parameters: dict

    def __bool__(self):
        return self.page.has_other_pages()

    def address_of(self, number):
        """The address of a page; the first one is the list itself."""
        return address(self.parameters | ({PAGE: number} if number > 1 else {}))

    @property
    def numbered(self):
        """Dicts of ``number``, ``address`` and ``is_current``; None for a gap between them."""
        current, paginator = self.page.number, self.page.paginator
        return [
            None
            if number == paginator.ELLIPSIS
            else {
                "number": number,
                "address": self.address_of(number),
                "is_current": number == current,
            }
            for number in paginator.get_elided_page_range(current, on_each_side=1, on_ends=1)
        ]

    @property
    def previous(self):
        """The address of the page before this one, or None."""
        page = self.page
        return self.address_of(page.previous_page_number()) if page.has_previous() else None

    @property
    def next(self):
        """The address of the page after this one, or None."""
        page = self.page
        return self.address_of(page.next_page_number()) if page.has_next() else None
