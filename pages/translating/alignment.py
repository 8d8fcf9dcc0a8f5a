"""Pairs the texts of one language with their translations, even if the structures differ."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from rapidfuzz.fuzz import ratio

if TYPE_CHECKING:
    from pages.translating.trees import Node

    # A node and its counterpart; None on one side where there is none.
    Pair = tuple[Node | None, Node | None]

# The least similarity (percent) at which a changed text counts as the same.
ALIKE = 60


class Known:
    """The pairs that were translations of each other when last saved or confirmed.

    In: pairs of a source text and the digest of its translation.
    """

    def __init__(self, pairs: Collection[tuple[str, str]], digest: Callable[[Node], str]) -> None:
        self.digest = digest
        self.pairs = set(pairs)
        self.sources: dict[str, list[str]] = {}
        for source, target in pairs:
            self.sources.setdefault(target, []).append(source)

    def sources_of(self, node: Node) -> list[str]:
        """The source texts that a node's texts translated."""
        return [
            source
            for _path, leaf in node.leaves()
            if leaf.text
            for source in self.sources.get(self.digest(leaf), ())
        ]


def align(source: Node, target: Node, known: Known) -> Iterator[Pair]:
    """Pair the nodes below two nodes; one side is None where there is no counterpart.

    Yields (source node, target node) for texts and for what holds them, in the source's order,
    and then what only the target has. By their names first, then by what they said when the one
    was the translation of the other, then by their kinds in order.
    """
    pairs = _pairs(source.children, target.children, known)
    for one, other in pairs:
        yield one, other
        if one and other:
            yield from align(one, other, known)
        else:
            yield from _alone(one, other)


def _alone(source: Node | None, target: Node | None) -> Iterator[Pair]:
    """Pair everything below a node without counterpart with None."""
    node = source or target
    for child in node.children if node else ():
        pair: Pair = (child, None) if source else (None, child)
        yield pair
        yield from _alone(*pair)


def _pairs(sources: list[Node], targets: list[Node], known: Known) -> Iterator[Pair]:
    counterpart: dict[int, Node] = {}
    free = {id(node): node for node in targets}

    def pair(one: Node, other: Node) -> None:
        counterpart[id(one)] = other
        del free[id(other)]

    by_name = {(node.name, node.kind): node for node in targets}
    for one in sources:
        other = by_name.get((one.name, one.kind))
        if other and not one.is_unnamed and not other.is_unnamed:
            pair(one, other)
    _by_memory(sources, free, counterpart, known, pair)
    _in_order(sources, targets, free, counterpart, pair)
    yield from ((one, counterpart.get(id(one))) for one in sources)
    yield from ((None, other) for other in targets if id(other) in free)


def _by_memory(
    sources: list[Node],
    free: dict[int, Node],
    counterpart: dict[int, Node],
    known: Known,
    pair: Callable[[Node, Node], None],
) -> None:
    """Pair texts with their last known translations, also if they have changed a little."""
    left = [one for one in sources if id(one) not in counterpart]
    if not left or not known.pairs:
        return
    said: dict[tuple[str, str | None], list[Node]] = {}
    for one in left:
        for _path, leaf in one.leaves():
            said.setdefault((one.kind, leaf.text), []).append(one)
    remembered = [(other, known.sources_of(other)) for other in free.values()]
    for other, texts in remembered:
        for text in texts:
            found = [one for one in said.get((other.kind, text), ()) if id(one) not in counterpart]
            if found:
                pair(found[0], other)
                break
    for other, texts in remembered:
        if id(other) not in free:
            continue
        candidates = [
            (ratio(leaf.text or "", text), one)
            for one in left
            if id(one) not in counterpart and one.kind == other.kind
            for _path, leaf in one.leaves()
            for text in texts
        ]
        best, found_one = max(candidates, key=lambda candidate: candidate[0], default=(0, None))
        if found_one and best >= ALIKE:
            pair(found_one, other)


def _in_order(
    sources: list[Node],
    targets: list[Node],
    free: dict[int, Node],
    counterpart: dict[int, Node],
    pair: Callable[[Node, Node], None],
) -> None:
    """Pair the remaining nodes between known pairs in order, by kind."""
    gap: list[Node] = []
    gaps: list[tuple[list[Node], list[Node]]] = []
    position = {id(node): place for place, node in enumerate(targets)}
    start = 0
    for one in [*sources, None]:
        other = one and counterpart.get(id(one))
        if one is not None and other is None:
            gap.append(one)
            continue
        end = position[id(other)] if other else len(targets)
        if end >= start:
            gaps.append((gap, [n for n in targets[start:end] if id(n) in free]))
            gap, start = [], end + 1
    for ones, others in gaps:
        kinds = [node.kind for node in ones], [node.kind for node in others]
        for block in SequenceMatcher(None, *kinds, autojunk=False).get_matching_blocks():
            for offset in range(block.size):
                pair(ones[block.a + offset], others[block.b + offset])
