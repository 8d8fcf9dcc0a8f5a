"""The content of a page revision as plain data: its texts, differences and three-way merge.

``content`` is a revision's JSON content, or what ``content_of`` returns for a page. An item inside
a page is identified by its ``key`` in all revisions.
"""

import json
from collections.abc import Collection, Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.db.models.base import ModelBase
from django.utils import translation
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel, get_all_child_relations
from wagtail.blocks import StreamValue
from wagtail.fields import StreamField
from wagtail.models import AbstractPage, Orderable

from languages import cldr
from languages.texts import column, columns, is_blank, translated_field_names
from pages.merging.fields import merge_order, normal

# Stored values by column; of a page with its items' by relation.
Content = dict[str, Any]
# Items' data by key.
Items = dict[str, Content]
# Where a text is: its field, after the relation and the key if an item has it.
Place = tuple[str, ...]
# By language: whether its texts come from the first of two contents, or from the second.
Sides = dict[str, bool]

# Translated fields that are not texts of a revision.
NO_TEXTS = frozenset({"draft_title", "released"})
# Wagtail's own page fields; staff edit only the rest.
NOT_WRITTEN = frozenset(field.name for field in AbstractPage._meta.fields) - {"slug", "expire_at"}


@cache
def text_fields(model: ModelBase) -> tuple[str, ...]:
    """The names of a model's translated texts, in field order."""
    names = set(translated_field_names(model)) - NO_TEXTS
    return tuple(field.name for field in model._meta.fields if field.name in names)


@cache
def text_columns(model: ModelBase) -> dict[str, str]:
    """The columns of a model's translated texts: ``{column: language}``."""
    return {
        column(name, language): language
        for name in text_fields(model)
        for language in cldr.language_codes()
    }


@cache
def shared_fields(model: ModelBase) -> tuple[str, ...]:
    """The names of the fields shared by all languages, except the order of items."""
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
def item_models(model: ModelBase) -> dict[str, ModelBase]:
    """The models of the items inside a page type, by relation name."""
    return {
        relation.get_accessor_name(): relation.related_model
        for relation in get_all_child_relations(model)
        if any(field.name == "key" for field in relation.related_model._meta.fields)
    }


def content_of(page: ClusterableModel) -> Content:
    """The content of a page in memory, equal to that of a revision of it."""
    with translation.override(settings.LANGUAGE_CODE):
        content: Content = json.loads(page.to_json())
        return content


def texts(model: ModelBase, content: Content, language: str) -> dict[Place, Any]:
    """The texts of a content in a language (its code), without blank ones.

    Out: comparable values by place, which is ``(field,)`` for the page's own texts and ``(relation,
    key, field)`` for an item's.
    """
    found = own_texts(model, content, language)
    for relation, item_model in item_models(model).items():
        for item in content.get(relation, ()):
            found |= own_texts(item_model, item, language, (relation, str(item["key"])))
    return found


def own_texts(
    model: ModelBase, values: Content, language: str, where: Place = ()
) -> dict[Place, Any]:
    """The texts of one page or item without its children; ``values`` are stored values by column,
    ``where`` is the prefix of each place in the result."""
    found = {}
    for name in text_fields(model):
        stored = column(name, language)
        if not is_blank_value(model, stored, values.get(stored)):
            found[*where, name] = comparable(model, stored, values[stored])
    return found


def _blocks(value: Any) -> list[Any]:
    """A stream as a list of blocks, from a database value or a revision's."""
    if isinstance(value, StreamValue):
        value = value.get_prep_value()
    elif isinstance(value, str):
        value = json.loads(value or "[]")
    return [*(value or ())]


def is_blank_value(model: ModelBase, name: str, value: object) -> bool:
    """Whether the stored value of a field is blank."""
    if isinstance(model._meta.get_field(name), StreamField):
        return all(is_blank(block["value"]) for block in _blocks(value))
    return is_blank(value)


def comparable(model: ModelBase, name: str, value: object) -> Any:
    """A stored value in a form that is equal if readers see no difference."""
    is_stream = isinstance(model._meta.get_field(name), StreamField)
    return normal(_blocks(value) if is_stream else value)


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs between two contents: the languages whose texts differ, the default first, and
    whether shared content differs (fields, and the set and order of items)."""

    languages: tuple[str, ...]
    shared: bool

    def __bool__(self) -> bool:
        return self.shared or bool(self.languages)


def difference(model: ModelBase, old: Content, new: Content) -> Difference:
    """The ``Difference`` between two contents of a page type."""
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


def _shared_differs(model: ModelBase, old: Content, new: Content) -> bool:
    return any(not _same(model, name, old, new) for name in shared_fields(model))


def _same(model: ModelBase, name: str, old: Content, new: Content) -> bool:
    return bool(comparable(model, name, old.get(name)) == comparable(model, name, new.get(name)))


def _items_differ(model: ModelBase, old: Iterable[Content], new: Iterable[Content]) -> bool:
    olds, news = by_key(old), by_key(new)
    if olds.keys() != news.keys() or (issubclass(model, Orderable) and [*olds] != [*news]):
        return True
    return any(_shared_differs(model, olds[key], news[key]) for key in olds)


def by_key(items: Iterable[Content]) -> dict[str, Content]:
    """The items' data by key, in order."""
    return {item["key"]: item for item in items}


def value_at(model: ModelBase, content: Content, where: Sequence[str]) -> list[Any] | None:
    """The comparable value at a place in a content, or None.

    ``where`` is a column, ``(column,)`` or ``(relation, key, column)``, or a whole item,
    ``(relation, key)``.
    """
    if len(where) > 1:
        relation, key, *where = where
        items = by_key(content.get(relation, ()))
        if key not in items:
            return None
        model, content = item_models(model)[relation], items[key]
    names = where or (*shared_fields(model), *text_columns(model))
    return [comparable(model, name, content.get(name)) for name in names]


def three_way(
    model: ModelBase,
    base: Content,
    first: Content,
    second: Content,
    *,
    of_first: Iterable[str] = (),
    of_second: Iterable[str] = (),
) -> Content:
    """Merge field by field: the value of ``first`` if it differs from ``base``, else that of
    ``second``.

    Texts in the languages ``of_first`` always come from ``first``, and are blank in items that only
    ``second`` has; texts in ``of_second`` come from ``second``, except in items that only ``first``
    has. In and out: contents of a page of type ``model``; the result is a new dict, with Wagtail's
    own fields from ``second``.
    """
    sides = dict.fromkeys(of_first, True) | dict.fromkeys(of_second, False)
    result = deepcopy(second)
    _merge_fields(model, base, first, result, sides)
    for relation, item_model in item_models(model).items():
        result[relation] = _merge_items(
            item_model,
            by_key(base.get(relation, ())),
            by_key(first.get(relation, ())),
            by_key(second.get(relation, ())),
            sides,
        )
    return result


def _merge_fields(
    model: ModelBase, base: Content, first: Content, result: Content, sides: Sides
) -> None:
    """Apply the first side's changes to ``result``, a copy of the second side."""
    for name in (*shared_fields(model), *text_columns(model)):
        is_first = sides.get(text_columns(model).get(name, ""))
        if is_first is None:
            is_first = not _same(model, name, first, base)
        if is_first and name in first:
            result[name] = first[name]
    fill_bare_columns(model, result)


def _merge_items(
    model: ModelBase, base: Items, first: Items, second: Items, sides: Sides
) -> list[Content]:
    merged = {}
    for key in {**second, **first}:
        if key in first and key in second:
            merged[key] = deepcopy(second[key])
            _merge_fields(model, base.get(key, {}), first[key], merged[key], sides)
        elif key in second and key not in base:
            merged[key] = _without(model, second[key], [code for code, own in sides.items() if own])
        elif key in first and (key not in base or _is_changed(model, base[key], first[key])):
            # New on this side, or changed here and deleted on the other.
            merged[key] = deepcopy(first[key])
    order = merge_order([*base], [*first], [*second], merged)
    for position, key in enumerate(order):
        if issubclass(model, Orderable):
            merged[key]["sort_order"] = position
    return [merged[key] for key in order]


def _is_changed(model: ModelBase, old: Content, new: Content) -> bool:
    names = (*shared_fields(model), *text_columns(model))
    return any(not _same(model, name, old, new) for name in names)


def _without(model: ModelBase, item: Content, languages: Collection[str]) -> Content:
    """A copy of an item's data, with the texts in some languages blank."""
    item = deepcopy(item)
    for name, language in text_columns(model).items():
        if language in languages:
            item[name] = blank(model, name)
    fill_bare_columns(model, item)
    return item


def blank(model: ModelBase, name: str) -> str | None:
    """A revision's value for a field without one."""
    field = model._meta.get_field(name)
    if isinstance(field, StreamField):
        return "[]"
    return None if field.null else ""


def fill_bare_columns(model: ModelBase, values: Content) -> None:
    """Set the bare columns, which Wagtail reads, from the default language's columns."""
    for name in text_fields(model):
        default = column(name, settings.LANGUAGE_CODE)
        if default in values:
            values[name] = values[default]


def with_keys_of(model: ModelBase, content: Content, live: Content) -> Content:
    """Set each item's current primary key in the database, or None.

    In: a content, modified in place and returned, and the content of the page as stored.
    """
    for relation in item_models(model):
        stored = by_key(live.get(relation, ()))
        for item in content.get(relation, ()):
            item["pk"] = stored[item["key"]]["pk"] if item["key"] in stored else None
    return content
