"""Inserts blocks and block elements that the target language is missing, for translations.

What the target language has stays as it is, in its order; what is new follows the counterpart of
what it follows in the source.
"""

from collections.abc import Collection
from typing import Any

from django.db.models.base import ModelBase
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock

from pages.merging.revision_data import Content
from pages.translating import markup
from pages.translating.segments import Comparison
from pages.translating.trees import ROW, Node, blanked, tree


class NoRoomError(RuntimeError):
    """A text has no counterpart in the target language and none can be inserted."""


def with_counterparts(
    model: ModelBase, content: Content, comparison: Comparison, target: str, ids: Collection[str]
) -> Comparison:
    """Let each of the texts (by their ids) have a place in the target language.

    In: a model, a content of it, changed in place, and the comparison of two languages in it. Out:
    the comparison as it is then.
    """
    source_tree = comparison.source
    made: list[Node] = []
    while homeless := _homeless(comparison, ids):
        node = _make_room(comparison, homeless)
        if any(node is other for other in made):
            raise NoRoomError(f"No room could be made for {homeless[0].label}.")
        made.append(node)
        comparison = Comparison(source_tree, tree(model, content, target), comparison.memory)
    return comparison


def _homeless(comparison: Comparison, ids: Collection[str]) -> list[Node]:
    """The wanted source texts that have no counterpart in the target language."""
    return [
        one for one, other, segment, _id in comparison.pairs if one and segment in ids and not other
    ]


def _make_room(comparison: Comparison, homeless: list[Node]) -> Node:
    """Give the outermost ancestor without counterpart of the first text one, where it belongs; that
    ancestor."""
    counterparts = {id(one): other for one, other in comparison.nodes if one}
    parents = {id(child): one for one, _other in comparison.nodes if one for child in one.children}
    node = homeless[0]
    # A table grows as a whole.
    parent = parents[id(node)]
    while (holder := counterparts[id(parent)]) is None or parent.kind == ROW:
        node, parent = parent, parents[id(parent)]
    before = None
    for sibling in parent.children[: parent.children.index(node)]:
        before = counterparts[id(sibling)] or before
    _insert(parent, node, holder, before, homeless)
    return node


def _insert(
    parent: Node, node: Node, holder: Node, before: Node | None, homeless: list[Node]
) -> None:
    """Put a blank counterpart of ``node``, a child of ``parent``, into ``holder``, after the node
    ``before`` there; into what is empty, of all that is wanted."""
    if parent.is_rich:
        holder.holder[holder.slot] = _with_element(parent, node, holder, before, homeless)
    elif isinstance(parent.block, TypedTableBlock):
        _grow(holder.stored, parent.stored)
    elif isinstance(parent.block, blocks.StreamBlock | blocks.ListBlock):
        _insert_block(parent, node, holder, before, homeless)
    elif node.block:
        holder.stored[node.slot] = blanked(node.stored, node.block)
    else:
        holder.stored[node.slot] = ""


def _is_wanted(node: Node, homeless: list[Node]) -> bool:
    return any(leaf is one for _path, leaf in node.leaves() for one in homeless)


def _says_something(node: Node) -> bool:
    return any(leaf.has_words for _path, leaf in node.leaves())


def _with_element(
    parent: Node, node: Node, holder: Node, before: Node | None, homeless: list[Node]
) -> str:
    if holder.children:
        place = before.place if before else None
        return markup.with_element(holder.stored, parent.stored, node.place, place)
    blank = dict.fromkeys(range(len(parent.children)), "")
    unwanted = [child.place for child in parent.children if not _is_wanted(child, homeless)]
    # A node that contains a wanted one stays, even without words.
    places = markup.childless(parent.stored, unwanted)
    return markup.without(markup.with_contents(parent.stored, blank), places)


def _insert_block(
    parent: Node, node: Node, holder: Node, before: Node | None, homeless: list[Node]
) -> None:
    if not isinstance(holder.stored, list) or not holder.stored:
        wanted = [
            child
            for child in parent.children
            if _is_wanted(child, homeless) or not _says_something(child)
        ]
        holder.holder[holder.slot] = [_blank_part(child) for child in wanted]
        return
    part = _blank_part(node)
    at = 0
    if before:
        of_before = before.holder if before.slot == "value" else before.stored
        at = next(n for n, other in enumerate(holder.stored) if other is of_before) + 1
    holder.stored.insert(at, part)


def _blank_part(node: Node) -> Any:
    """An empty copy of an item of a stream or list, with the same id as its counterpart."""
    is_wrapped = isinstance(node.holder, dict)
    value = blanked(node.stored, node.block) if node.block else ""
    return {**node.holder, "value": value} if is_wrapped else value


def _grow(table: Content, other: Content) -> None:
    """Add columns and rows to a table until it has as many as another."""
    for column in other["columns"][len(table.setdefault("columns", [])) :]:
        table["columns"].append({**column, "heading": ""})
        for row in table["rows"]:
            row["values"].append("")
    for _row in other["rows"][len(table.setdefault("rows", [])) :]:
        table["rows"].append({"values": [""] * len(table["columns"])})
    table.setdefault("caption", "")
