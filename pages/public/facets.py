"""The values of a facet as links, shared by the search page and the lists of work areas."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a facet: its label (a str or a ``LocalizedText``), the query string
    (``address``) that selects it, and the number of matching items, None if not counted."""

    value: Any
    label: Any
    address: str
    is_chosen: bool
    count: int | None = None
