"""A page with one part of an earlier version: a language's texts, or what languages share."""

from copy import deepcopy

from languages import cldr
from pages.merging.revision_data import by_key, difference, item_models, three_way

# Beside the codes of languages, the names of what can be restored.
SHARED, ALL = "shared", "all"


def differing_parts(model, latest, earlier):
    """The parts in which an earlier content of a page differs from the latest, languages first."""
    found = difference(model, latest, earlier)
    return [*found.languages, *([SHARED] if found.shared else [])]


def with_part(model, latest, earlier, part):
    """The latest content of a page, with one part of an earlier one in its place.

    In: two contents (see ``revision_data``), unchanged; ``SHARED``, ``ALL``, or the code of a
    language, whose texts stay as they are in items that the earlier content has not.
    """
    if part == ALL:
        return deepcopy(earlier)
    if part == SHARED:
        codes = cldr.language_codes()
        return three_way(model, latest, earlier, latest, of_second=codes)
    earlier = deepcopy(earlier)
    for relation in item_models(model):
        known = by_key(earlier.get(relation, ()))
        newer = [item for item in latest.get(relation, ()) if item["key"] not in known]
        earlier.setdefault(relation, []).extend(deepcopy(newer))
    return three_way(model, earlier, earlier, latest, of_first=[part])
