"""Segments: a content's texts in one language with their translations in another, and their state.

A translation is outdated from when its source changes until it is saved or confirmed again. What
belonged together is kept as a memory: for each translation the source text that it translated when
it was last saved or confirmed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Self

from pages.translating import markup
from pages.translating.alignment import Known, align

if TYPE_CHECKING:
    from pages.translating.alignment import Pair
    from pages.translating.trees import Node


class State(StrEnum):
    """The state of a text's translation."""

    MISSING = "missing"
    OUTDATED = "outdated"
    COMPLETE = "complete"


@dataclass(frozen=True, slots=True)
class Remembered:
    """A translation and what it translated: ``segment`` is the id it had, ``source`` the text and
    ``codes`` the digest of its tags; ``target`` is the digest of the translation. ``since`` is when
    the source was first seen to have changed, None if it has not."""

    segment: str
    source: str
    codes: str
    target: str
    since: datetime | None = None

    @classmethod
    def load(cls, data: Sequence[Any]) -> Self:
        """The inverse of ``dump``."""
        segment, source, codes, target, since = data
        return cls(segment, source, codes, target, since and datetime.fromisoformat(since))

    def dump(self) -> list[str | None]:
        """As data for JSON."""
        since = self.since.isoformat() if self.since else None
        return [self.segment, self.source, self.codes, self.target, since]


@dataclass(frozen=True, slots=True)
class Segment:
    """A text and its translation, both as translators get them (see ``markup``).

    ``id`` knows it in its content, ``label`` says where it stands. ``is_rich``: the texts have
    tags, whose codes are ``source_codes`` and ``target_codes``, and escape ``&``, ``<`` and ``>``.
    ``limit`` is the number of characters that fit, or None. ``was`` is the source text when the
    translation was last saved or confirmed, and ``since`` when it was first seen to have changed:
    both None unless the translation is outdated.
    """

    id: str
    label: str
    source: str
    target: str
    is_rich: bool
    limit: int | None
    source_codes: dict[str, str]
    target_codes: dict[str, str]
    state: State
    was: str | None = None
    since: datetime | None = None

    @property
    def words(self) -> int:
        """The number of words of the source text."""
        text = markup.plain(self.source) if self.is_rich else self.source
        return len(text.split())


def normal(text: str) -> str:
    """A text with invisible differences normalised."""
    for old, new in (("strong>", "b>"), ("em>", "i>")):
        text = text.replace(f"<{old}", f"<{new}").replace(f"</{old}", f"</{new}")
    return " ".join(text.split())


def text_digest(text: str, codes: Mapping[str, str] | None = None) -> str:
    """A digest of a text and of the tags that its codes stand for."""
    return sha256("\n".join([normal(text), *_tags(codes)]).encode()).hexdigest()[:20]


def fingerprint(segment: Segment) -> str:
    """The digests of a segment's source and translation, links included, joined by a dash."""
    return "-".join(
        text_digest(text, codes)[:12]
        for text, codes in (
            (segment.source, segment.source_codes),
            (segment.target, segment.target_codes),
        )
    )


def _tags(codes: Mapping[str, str] | None) -> list[str]:
    # The editor changes the order of a tag's attributes.
    return [" ".join(sorted(tag.strip("</>").split())) for tag in (codes or {}).values()]


def _digest_of(leaf: Node) -> str:
    return text_digest(leaf.text or "", leaf.codes)


def path_id(path: Sequence[str]) -> str:
    """The id of the text at a path."""
    return "/".join(path[1:])


class Comparison:
    """One content, its texts in one language beside those in another.

    In: the two trees of the content (``trees.tree``), and what is remembered of the pair, as
    ``Remembered``.
    """

    def __init__(self, source: Node, target: Node, memory: Iterable[Remembered] = ()) -> None:
        self.source = source
        self.memory = list(memory)
        ids = [
            {id(leaf): path_id(path) for path, leaf in root.leaves()} for root in (source, target)
        ]
        known = Known([(entry.source, entry.target) for entry in self.memory], _digest_of)
        # All nodes with their counterparts; None on one side where there is none.
        self.nodes: list[Pair] = [(source, target), *align(source, target, known)]
        # The texts among them, with the id of each, or an empty one: (source, target, source id,
        # target id).
        self.pairs = [
            (one, other, ids[0].get(id(one), ""), ids[1].get(id(other), ""))
            for one, other in self.nodes
            if (node := one or other) and node.text is not None
        ]
        order = {name: place for place, name in enumerate(ids[0].values())}
        self.pairs.sort(key=lambda pair: order.get(pair[2], len(order)))

    def lagging(self) -> set[str]:
        """The ids, in the target language, of what was outdated when last looked at."""
        since = {entry.segment for entry in self.memory if entry.since}
        return {
            target_id for _one, _other, source_id, target_id in self.pairs if source_id in since
        }

    def remembered(
        self, now: datetime, *, lagging: Collection[str] = frozenset()
    ) -> list[Remembered]:
        """What is to be remembered: for each translation what it translates, or did.

        ``now`` is the time from which what is newly outdated is so. ``lagging`` are the ids of the
        source texts that were outdated themselves (``lagging`` of the opposite comparison): when
        such a text changes, it catches up with its translation, and makes it not outdated.
        """
        by_target: dict[str, list[Remembered]] = {}
        for entry in self.memory:
            by_target.setdefault(entry.target, []).append(entry)
        found = []
        for one, other, segment in self._translated():
            new = _entry(segment, one, other)
            entries = by_target.get(new.target, [])
            entries = [entry for entry in entries if entry.segment == segment] or entries
            old = next((e for e in entries if _agrees(e, new)), next(iter(entries), None))
            if old and not _agrees(old, new) and segment not in lagging:
                new = replace(old, segment=segment, since=old.since or now)
            found.append(new)
        return found

    def as_translated(self) -> list[Remembered]:
        """What would be remembered if every translation were of what the source says now."""
        return [_entry(segment, one, other) for one, other, segment in self._translated()]

    def _translated(self) -> Iterator[tuple[Node, Node, str]]:
        """The pairs with words on both sides."""
        for one, other, segment, _target_id in self.pairs:
            if one and other and one.has_words and other.has_words:
                yield one, other, segment

    def segments(self) -> Iterator[Segment]:
        """The segments, in the source's reading order; the memory must be up to date."""
        memory: dict[tuple[str, str], list[Remembered]] = {}
        for entry in self.memory:
            memory.setdefault((entry.segment, entry.target), []).append(entry)
        for one, other, segment, _target_id in self.pairs:
            if not (one and one.has_words):
                continue
            text, state = "", State.MISSING
            codes: dict[str, str] = {}
            old: Remembered | None = None
            if other and other.has_words:
                state = State.COMPLETE
                text, codes = _renumbered(other, one) if one.is_rich else (other.text or "", {})
                new = _entry(segment, one, other)
                entries = memory.get((segment, new.target), [])
                if entries and not any(_agrees(entry, new) for entry in entries):
                    state, old = State.OUTDATED, entries[0]
            yield Segment(
                id=segment,
                label=one.label,
                source=one.text or "",
                target=text,
                is_rich=one.is_rich,
                limit=one.limit,
                source_codes=one.codes,
                target_codes=codes,
                state=state,
                was=old.source if old else None,
                since=old.since if old else None,
            )

    def only_in_target(self) -> Iterator[tuple[str, str, str]]:
        """What the target language says that the source does not: (id, label, text)."""
        for one, other, _segment, target_segment in self.pairs:
            if other and other.has_words and not (one and one.has_words):
                yield target_segment, other.label, other.text or ""


def _entry(segment: str, one: Node, other: Node) -> Remembered:
    return Remembered(segment, one.text or "", text_digest("", one.codes), _digest_of(other))


def _agrees(entry: Remembered, new: Remembered) -> bool:
    return normal(entry.source) == normal(new.source) and entry.codes == new.codes


def _renumbered(target: Node, source: Node) -> tuple[str, dict[str, str]]:
    """The target's text and codes, with the source's numbers for the same tags."""
    inner = markup.decode(target.text or "", target.codes)
    return markup.encode(inner, source.codes)
