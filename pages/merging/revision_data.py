"""A version of a page as plain data, the way a revision keeps it: what it says, and how two differ.

``content`` is what a revision holds, or ``content_of`` returns for a page. An item inside a page is
known by its ``key``, in all versions of the page.
"""

import json
from copy import deepcopy
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.utils import translation
from modelcluster.fields import ParentalKey
from modelcluster.models import get_all_child_relations
from wagtail.blocks import StreamValue
from wagtail.fields import StreamField
from wagtail.models import AbstractPage, Orderable

from languages import cldr
from languages.texts import column, columns, is_blank, translated_field_names
from pages.merging.fields import merged_order, normal

# Translated as well, but not what a version says.
NO_TEXTS = frozenset({"draft_title", "released"})
# What Wagtail notes down about a page; of its fields, staff write the rest.
NOT_WRITTEN = frozenset(field.name for field in AbstractPage._meta.fields) - {"slug", "expire_at"}


@cache
def text_fields(model):
    """The names of a model's translated texts, in the order of its fields."""
    names = set(translated_field_names(model)) - NO_TEXTS
    return tuple(field.name for field in model._meta.fields if field.name in names)


@cache
def text_columns(model):
    """The columns of a model's translated texts, with their languages: ``{column: language}``."""
    return {
        column(name, language): language
        for name in text_fields(model)
        for language in cldr.language_codes()
    }


@cache
def shared_fields(model):
    """The names of what staff write once for all languages, the order of items aside."""
    translated = {*translated_field_names(model)}
    translated |= {name for field in translated for name in columns(field)}
    skipped = translated | {"key", "sort_order"}
    if issubclass(model, AbstractPage):
        skipped |= NOT_WRITTEN
    return tuple(
        field.name
        for field in model._meta.fields
        if field.serialize
        and field.name not in skipped
        and not field.primary_key
        and not isinstance(field, ParentalKey)
    )


@cache
def item_models(model):
    """The models of the items inside a page type, by the name of their relation."""
    return {
        relation.get_accessor_name(): relation.related_model
        for relation in get_all_child_relations(model)
        if any(field.name == "key" for field in relation.related_model._meta.fields)
    }


def content_of(page):
    """The content of a page as it stands in memory, equal to what a revision of it would hold."""
    with translation.override(settings.LANGUAGE_CODE):
        return json.loads(page.to_json())


def texts(model, content, language):
    """What a version says in a language (its code), blank texts left out.

    Out: comparable values by where they stand, which is ``(field,)`` for the page's own texts and
    ``(relation, key, field)`` for an item's.
    """
    found = own_texts(model, content, language)
    for relation, item_model in item_models(model).items():
        for item in content.get(relation, ()):
            found |= own_texts(item_model, item, language, (relation, str(item["key"])))
    return found


def own_texts(model, values, language, where=()):
    """The texts of a page or of an item alone; ``values`` are what is stored, by column, and
    ``where`` is what stands before a field's name in the result."""
    found = {}
    for name in text_fields(model):
        stored = column(name, language)
        if not is_blank_value(model, stored, values.get(stored)):
            found[*where, name] = comparable(model, stored, values[stored])
    return found


def _blocks(value):
    """A stream as a list of blocks, whether it comes from the database or from a revision."""
    if isinstance(value, StreamValue):
        return value.get_prep_value()
    return json.loads(value or "[]") if isinstance(value, str) else value or []


def is_blank_value(model, name, value):
    """Whether the stored value of a field says nothing."""
    if isinstance(model._meta.get_field(name), StreamField):
        return all(is_blank(block["value"]) for block in _blocks(value))
    return is_blank(value)


def comparable(model, name, value):
    """A stored value, equal for values between which no reader sees a difference."""
    is_stream = isinstance(model._meta.get_field(name), StreamField)
    return normal(_blocks(value) if is_stream else value)


@dataclass(frozen=True, slots=True)
class Difference:
    """In which languages' texts two versions differ, the default language first, and whether in
    what the languages share: fields, and which items there are in what order."""

    languages: tuple[str, ...]
    shared: bool

    def __bool__(self):
        return self.shared or bool(self.languages)


def difference(model, old, new):
    """What differs between two contents of a page of a type."""
    languages = {
        language
        for language in cldr.language_codes()
        if texts(model, old, language) != texts(model, new, language)
    }
    shared = _shared_differs(model, old, new) or any(
        _items_differ(item_model, old.get(relation, ()), new.get(relation, ()))
        for relation, item_model in item_models(model).items()
    )
    return Difference(tuple(code for code in cldr.language_codes() if code in languages), shared)


def _shared_differs(model, old, new):
    return any(not _same(model, name, old, new) for name in shared_fields(model))


def _same(model, name, old, new):
    return comparable(model, name, old.get(name)) == comparable(model, name, new.get(name))


def _items_differ(model, old, new):
    old, new = by_key(old), by_key(new)
    if old.keys() != new.keys() or (issubclass(model, Orderable) and [*old] != [*new]):
        return True
    return any(_shared_differs(model, old[key], new[key]) for key in old)


def by_key(items):
    """The data of items by their keys, in their order."""
    return {item["key"]: item for item in items}


def value_at(model, content, where):
    """What a content says in a place, equal for what no reader can tell apart, or None.

    ``where`` names a column as ``(column,)`` or ``(relation, key, column)``, or a whole item as
    ``(relation, key)``.
    """
    values = content
    if len(where) > 1:
        relation, key, *where = where
        model = item_models(model)[relation]
        values = by_key(content.get(relation, ())).get(key)
        if values is None:
            return None
    names = where or (*shared_fields(model), *text_columns(model))
    return [comparable(model, name, values.get(name)) for name in names]


def three_way(model, base, first, second, *, of_first=(), of_second=()):
    """Field by field: what ``first`` says if it differs from ``base``, else what ``second`` says.

    Texts in the languages ``of_first`` are always those of ``first``: items that only ``second``
    has are blank in them; texts in the languages ``of_second`` are those of ``second``, but for the
    items that only ``first`` has. In and out: contents of a page of type ``model``; the result is a
    new one, and what Wagtail notes down in it is ``second``'s.
    """
    sides = dict.fromkeys(of_first, True) | dict.fromkeys(of_second, False)
    result = deepcopy(second)
    _merge_fields(model, base, first, result, sides)
    for relation, item_model in item_models(model).items():
        result[relation] = _merge_items(
            item_model, *(by_key(side.get(relation, ())) for side in (base, first, second)), sides
        )
    return result


def _merge_fields(model, base, first, result, sides):
    """Put into ``result``, a copy of the second side, what the first side has to say."""
    for name in (*shared_fields(model), *text_columns(model)):
        is_first = sides.get(text_columns(model).get(name))
        if is_first is None:
            is_first = not _same(model, name, first, base)
        if is_first and name in first:
            result[name] = first[name]
    fill_bare_columns(model, result)


def _merge_items(model, base, first, second, sides):
    merged = {}
    for key in {**second, **first}:
        if key in first and key in second:
            merged[key] = deepcopy(second[key])
            _merge_fields(model, base.get(key, {}), first[key], merged[key], sides)
        elif key in second and key not in base:
            merged[key] = _without(model, second[key], [code for code, own in sides.items() if own])
        elif key in first and (key not in base or _is_changed(model, base[key], first[key])):
            # New there, or written on while the other side removed it.
            merged[key] = deepcopy(first[key])
    order = merged_order([*base], [*first], [*second], merged)
    for position, key in enumerate(order):
        if issubclass(model, Orderable):
            merged[key]["sort_order"] = position
    return [merged[key] for key in order]


def _is_changed(model, old, new):
    names = (*shared_fields(model), *text_columns(model))
    return any(not _same(model, name, old, new) for name in names)


def _without(model, item, languages):
    """A copy of an item's data, blank in some languages."""
    item = deepcopy(item)
    for name, language in text_columns(model).items():
        if language in languages:
            item[name] = blank(model, name)
    fill_bare_columns(model, item)
    return item


def blank(model, name):
    """What a revision holds for a field without a value."""
    field = model._meta.get_field(name)
    if isinstance(field, StreamField):
        return "[]"
    return None if field.null else ""


def fill_bare_columns(model, values):
    """Let the bare columns say what the default language's do: Wagtail reads them."""
    for name in text_fields(model):
        default = column(name, settings.LANGUAGE_CODE)
        if default in values:
            values[name] = values[default]


def with_keys_of(model, content, live):
    """Give each item the primary key that it has in the database by now, or none.

    In: a content, changed in place and returned, and that of the page as the database has it.
    """
    for relation in item_models(model):
        stored = by_key(live.get(relation, ()))
        for item in content.get(relation, ()):
            item["pk"] = stored[item["key"]]["pk"] if item["key"] in stored else None
    return content
