"""Reads the texts of a content in one language as a tree: fields, items, blocks, elements.

A content is plain data: what a revision holds, or the same of an image, a document or a setting. A
tree reads from it, and writes into it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.db import models
from django.db.models.base import ModelBase
from django.utils.text import capfirst
from modelcluster.models import ClusterableModel, get_all_child_relations
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.fields import RichTextField, StreamField

from languages.characters import says_nothing
from languages.checks import edited_fields
from languages.texts import column, columns
from pages.merging.revision_data import Content, text_fields
from pages.translating import markup

# The key or index of a value in its dict or list.
Slot = str | int
# The names on the way to a text.
Path = tuple[str, ...]

# The kind of a node that has no more specific kind.
FIELD, ITEM, TEXT, ROW = "field", "item", "text", "row"


@dataclass(slots=True)
class Node:
    """A text, or what holds texts.

    ``name`` knows it among its siblings, in all versions where the editor keeps names. ``kind``
    says what it is: a text is translated by one of its kind. ``label`` tells people where it
    stands. ``text`` is the translator's text (see ``markup``), of which ``codes`` are the tags;
    None for what holds others. ``limit`` is the number of characters that fit.
    """

    name: str
    kind: str
    label: str = ""
    text: str | None = None
    is_rich: bool = False
    codes: dict[str, str] = field(default_factory=dict)
    limit: int | None = None
    children: list[Node] = field(default_factory=list)
    # Whether its name is only an index, which another version may give to another text.
    is_unnamed: bool = False
    # Where the value is stored and, in a rich text, the index of the element.
    holder: Any = None
    slot: Slot = ""
    place: int = 0
    block: blocks.Block | None = None

    @property
    def stored(self) -> Any:
        """The stored value."""
        return self.holder[self.slot]

    @property
    def has_words(self) -> bool:
        """Whether it is a text that is not blank."""
        return self.text is not None and not says_nothing(self.text)

    def leaves(self, path: Path = ()) -> Iterator[tuple[Path, Node]]:
        """(path, node) of each text in reading order; a path is the names on the way to it."""
        path = (*path, self.name)
        if self.text is not None:
            yield path, self
        for child in self.children:
            yield from child.leaves(path)


@cache
def child_models(model: ModelBase) -> dict[str, ModelBase]:
    """The models of the items inside a page type or a setting, by their relation, as far as they
    have texts."""
    if not issubclass(model, ClusterableModel):
        return {}
    return {
        relation.get_accessor_name(): relation.related_model
        for relation in get_all_child_relations(model)
        if own_text_fields(relation.related_model)
    }


def item_key(item: Mapping[str, Any]) -> str:
    """The identifier of an item: its key in all versions of a page, else its primary key."""
    return str(item.get("key") or item.get("pk") or item.get("id"))


@cache
def own_text_fields(model: ModelBase) -> tuple[str, ...]:
    """The names of the fields of a model that translators translate.

    ``in_own_words`` names those that say something of its own in each language, such as the forms
    of a word.
    """
    own = getattr(model, "in_own_words", ())
    return tuple(
        name
        for name in text_fields(model)
        if name not in own
        and isinstance(
            model._meta.get_field(name), models.CharField | models.TextField | StreamField
        )
    )


@cache
def reading_order(model: ModelBase) -> dict[tuple[ModelBase, str], int]:
    """The (model, field name) pairs of what staff edit of a model, as its form shows them."""
    order: dict[tuple[ModelBase, str], int] = {}
    for edited, name in edited_fields(model):
        original = getattr(edited._meta.get_field(name), "translated_field", None)
        order.setdefault((edited, original.name if original else name), len(order))
    return order


def tree(model: ModelBase, content: Content, language: str) -> Node:
    """The root of the tree of what a content says in a language (its code).

    Streams are unpacked in ``content``: ``packed`` gives it back as it was.
    """
    order = reading_order(model)
    last = len(order)
    parts = [
        (order.get((model, name), last), _field_node(model, content, name, language))
        for name in own_text_fields(model)
    ]
    for relation, item_model in child_models(model).items():
        places = [place for (edited, _name), place in order.items() if edited is item_model]
        items = [_item_node(item_model, item, language) for item in content.get(relation) or ()]
        parts.append((min(places, default=last), Node(relation, FIELD, children=items)))
    parts.sort(key=lambda part: part[0])
    return Node("", FIELD, children=[node for _place, node in parts if node])


def _item_node(model: ModelBase, item: Content, language: str) -> Node:
    order = reading_order(model)
    names = sorted(own_text_fields(model), key=lambda name: order.get((model, name), len(order)))
    nodes = [_field_node(model, item, name, language) for name in names]
    return Node(
        item_key(item), ITEM, capfirst(model._meta.verbose_name), children=[n for n in nodes if n]
    )


def _field_node(model: ModelBase, values: Content, name: str, language: str) -> Node | None:
    stored = column(name, language)
    # A version from before the language was added has no text in it.
    values.setdefault(stored, "")
    model_field = model._meta.get_field(stored)
    label = capfirst(model._meta.get_field(name).verbose_name)
    if isinstance(model_field, StreamField):
        if not isinstance(values[stored], list):
            values[stored] = json.loads(values[stored] or "[]")
        node = _block_node(model_field.stream_block, values, stored, name, label)
        if node:
            node.kind = FIELD
        return node
    if isinstance(model_field, RichTextField):
        return _rich_node(values, stored, name, FIELD, label)
    return _plain_node(values, stored, name, FIELD, label, model_field.max_length)


def _plain_node(
    holder: Any, slot: Slot, name: str, kind: str, label: str, limit: int | None = None
) -> Node:
    return Node(name, kind, label, text=holder[slot] or "", limit=limit, holder=holder, slot=slot)


def _rich_node(holder: Any, slot: Slot, name: str, kind: str, label: str) -> Node:
    """A rich text: its block elements are the texts."""
    html = holder[slot] or ""
    node = Node(name, kind, label, is_rich=True, holder=holder, slot=slot)
    for place, element in enumerate(markup.elements(html)):
        text, codes = markup.encode(html[element.start : element.end])
        node.children.append(
            Node(
                element.key or str(place),
                element.name,
                label,
                text=text if codes or not says_nothing(markup.plain(text)) else "",
                is_rich=True,
                codes=codes,
                is_unnamed=not element.key,
                holder=holder,
                slot=slot,
                place=place,
            )
        )
    return node


def _block_node(block: blocks.Block, holder: Any, slot: Slot, name: str, label: str) -> Node | None:
    """The node of a block's value, or None for one without words."""
    value = holder[slot]
    children: list[Node | None] = []
    kind = block.name or TEXT
    if isinstance(block, blocks.RichTextBlock):
        return _rich_node(holder, slot, name, kind, label)
    if isinstance(block, blocks.CharBlock | blocks.TextBlock):
        limit = getattr(block.field, "max_length", None)
        return _plain_node(holder, slot, name, kind, label, limit)
    if isinstance(block, blocks.StructBlock):
        own = getattr(block, "in_own_words", ())
        for child_name, child in block.child_blocks.items():
            if child_name in value and child_name not in own:
                under = f"{label} – {capfirst(child.label)}"
                children.append(_block_node(child, value, child_name, child_name, under))
    elif isinstance(block, blocks.ListBlock):
        for place, part in enumerate(value):
            wrapped = isinstance(part, dict) and part.keys() <= {"type", "value", "id"}
            within, at = (part, "value") if wrapped else (value, place)
            part_id = part.get("id") if wrapped else None
            child = _block_node(block.child_block, within, at, part_id or str(place), label)
            children.append(_unnamed(child, not part_id))
    elif isinstance(block, blocks.StreamBlock):
        for place, part in enumerate(value):
            if child_block := block.child_blocks.get(part["type"]):
                under, part_id = capfirst(child_block.label), part.get("id")
                child = _block_node(child_block, part, "value", part_id or str(place), under)
                children.append(_unnamed(child, not part_id))
    elif isinstance(block, TypedTableBlock):
        children += _table_nodes(block, value or {}, label)
    else:
        return None
    nodes = [node for node in children if node]
    return Node(name, kind, label, holder=holder, slot=slot, block=block, children=nodes)


def _unnamed(node: Node | None, is_unnamed: bool = True) -> Node | None:
    if node:
        node.is_unnamed = is_unnamed
    return node


def _table_nodes(block: TypedTableBlock, table: Content, label: str) -> Iterator[Node | None]:
    """The caption, then the heads, then the cells, row by row."""
    if "caption" in table:
        yield _plain_node(table, "caption", "caption", TEXT, label)
    for place, head in enumerate(table.get("columns", ())):
        yield _unnamed(_plain_node(head, "heading", f"head-{place}", "head", label))
    for row_place, row in enumerate(table.get("rows", ())):
        cells = Node(f"row-{row_place}", ROW, label, is_unnamed=True)
        for place, _value in enumerate(row["values"]):
            child = block.child_blocks.get(table["columns"][place]["type"])
            cell = child and _block_node(child, row["values"], place, str(place), label)
            if cell:
                cell.is_unnamed = True
                cells.children.append(cell)
        yield cells


def blanked(raw: Any, block: blocks.Block) -> Any:
    """A copy of a block's stored value with empty texts; pictures and choices are kept."""
    holder = {"value": deepcopy(raw)}
    node = _block_node(block, holder, "value", "", "")
    for _path, leaf in node.leaves() if node else ():
        leaf.holder[leaf.slot] = ""
    return holder["value"]


def packed(model: ModelBase, content: Content) -> Content:
    """The content with its streams as the text that revisions hold; changed in place, returned."""
    for own_model, values in _parts(model, content):
        for name in own_text_fields(own_model):
            if isinstance(own_model._meta.get_field(name), StreamField):
                for stored in values.keys() & {*columns(name)}:
                    if isinstance(values[stored], list):
                        values[stored] = json.dumps(values[stored])
    return content


def _parts(model: ModelBase, content: Content) -> Iterator[tuple[ModelBase, Content]]:
    yield model, content
    for relation, item_model in child_models(model).items():
        for item in content.get(relation) or ():
            yield item_model, item
