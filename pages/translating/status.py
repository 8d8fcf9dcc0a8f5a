"""Updates the status of translations after each save, for every pair of languages."""

from dataclasses import replace
from datetime import datetime
from itertools import permutations

from django.db import transaction
from django.utils import timezone

from languages import cldr
from pages.translating import suggestions, units
from pages.translating.models import TranslationStatus
from pages.translating.segments import Comparison, Remembered, State
from pages.translating.trees import tree

COUNTS = (
    "total", "missing", "outdated", "words", "words_left", "outdated_since", "extra",
    "live_missing", "live_outdated", "memory",
)  # fmt: skip


def statuses_of(instance):
    """The statuses that are kept of a unit, as a queryset."""
    return TranslationStatus.objects.filter(
        content_type=units.content_type_of(type(instance)), object_id=instance.pk
    )


@transaction.atomic
def refresh(instance, now: datetime | None = None):
    """Look at a unit again: what is translated into what, and what has changed since.

    Must be called after every save, so that it sees which text was written later than which.
    """
    now = now or timezone.now()
    instance = units.as_stored(instance)
    rows = {(row.source, row.target): row for row in statuses_of(instance).select_for_update()}
    memories = {pair: [Remembered.load(data) for data in row.memory] for pair, row in rows.items()}
    live, draft = _trees(instance)
    fresh, complete = [], {}
    origin = units.source_language(instance)
    first = {pair: memories.get(pair) or _memory(live, pair, {}, now) for pair in _pairs()}
    for pair in _pairs():
        kept = _memory(draft, pair, first, now, origin)
        known = {replace(entry, since=None) for entry in kept}
        if live is not draft:
            kept += [
                entry
                for entry in _memory(live, pair, first, now, origin)
                if replace(entry, since=None) not in known
            ]
        row, complete[pair] = _row(instance, pair, draft, live, kept)
        fresh.append(row)
    TranslationStatus.objects.bulk_create(
        fresh,
        update_conflicts=True,
        unique_fields=["content_type", "object_id", "source", "target"],
        update_fields=COUNTS,
    )
    suggestions.keep(units.content_type_of(type(instance)), instance.pk, complete)


def _pairs():
    return [*permutations(cldr.language_codes(), 2)]


def _trees(instance):
    """What is live and the draft, each as its trees by language; one and the same if it is."""
    draft = units.draft_content(instance)
    is_same = not units.has_drafts(type(instance)) or (
        instance.live and not instance.has_unpublished_changes
    )
    model = units.model_of(instance)
    versions = [draft if is_same else units.live_content(instance), draft]
    live, draft = (
        content and {code: tree(model, content, code) for code in cldr.language_codes()}
        for content in versions
    )
    return (draft if is_same else live), draft


def _compared(version, pair, memories):
    source, target = pair
    return Comparison(version[source], version[target], memories.get(pair, ()))


def _memory(version, pair, memories, now, origin=None):
    """What is to be remembered of a pair of languages in a version, which may be none.

    A translation that follows its source, in the language ``origin``, is no news to it.
    """
    if version is None:
        return []
    lagging = set()
    if pair[1] == origin:
        lagging = _compared(version, pair[::-1], memories).lagging()
    return _compared(version, pair, memories).remembered(now, lagging=lagging)


def _row(instance, pair, draft, live, memory):
    """The status of a pair of languages, and the segments that are complete."""
    source, target = pair
    comparison = Comparison(draft[source], draft[target], memory)
    segments = list(comparison.segments())
    left = [segment for segment in segments if segment.state != State.COMPLETE]
    outdated = [segment for segment in left if segment.state == State.OUTDATED]
    row = TranslationStatus(
        content_type=units.content_type_of(type(instance)),
        object_id=instance.pk,
        source=source,
        target=target,
        total=len(segments),
        missing=len(left) - len(outdated),
        outdated=len(outdated),
        words=sum(segment.words for segment in segments),
        words_left=sum(segment.words for segment in left),
        outdated_since=min((segment.since for segment in outdated), default=None),
        extra=len([*comparison.only_in_target()]),
        memory=[entry.dump() for entry in memory],
    )
    if live is draft:
        row.live_missing, row.live_outdated = row.missing, row.outdated
    elif live is not None:
        states = [s.state for s in Comparison(live[source], live[target], memory).segments()]
        row.live_missing = states.count(State.MISSING)
        row.live_outdated = states.count(State.OUTDATED)
    return row, [segment for segment in segments if segment.state == State.COMPLETE]


def compare(instance, source, target):
    """A unit's latest version in one language beside another: the comparison, whose memory is that
    of the last save, and the content that it was read from, its streams unpacked."""
    row = statuses_of(instance).filter(source=source, target=target).first()
    if row is None:
        refresh(instance)
        row = statuses_of(instance).get(source=source, target=target)
    instance = units.as_stored(instance)
    content = units.draft_content(instance)
    trees = [tree(units.model_of(instance), content, code) for code in (source, target)]
    return Comparison(*trees, [Remembered.load(data) for data in row.memory]), content


def segments(instance, source, target):
    """The segments of a unit's latest version, from one language into another."""
    return [*compare(instance, source, target)[0].segments()]


def segments_of_stored(instances, source, target):
    """(unit, segments) of several units of one model that have neither drafts nor items inside, as
    they were given; one query if the status of all is known."""
    if not instances:
        return
    model = type(instances[0])
    rows = TranslationStatus.objects.filter(
        content_type=units.content_type_of(model),
        object_id__in=[instance.pk for instance in instances],
        source=source,
        target=target,
    )
    memories = {row.object_id: row.memory for row in rows}
    for instance in instances:
        if instance.pk not in memories:
            yield instance, segments(instance, source, target)
            continue
        content = units.draft_content(instance)
        trees = [tree(model, content, code) for code in (source, target)]
        memory = [Remembered.load(data) for data in memories[instance.pk]]
        yield instance, [*Comparison(*trees, memory).segments()]


@transaction.atomic
def confirm(instance, source, target, ids):
    """Say of some segments, by their ids, that their translation is still right."""
    refresh(instance)
    row = statuses_of(instance).select_for_update().get(source=source, target=target)
    comparison, _content = compare(instance, source, target)
    right = [entry for entry in comparison.as_translated() if entry.segment in ids]
    # What is live may still say what was translated before: that stays right as well.
    row.memory = [entry.dump() for entry in (*right, *comparison.memory)]
    row.save(update_fields=["memory"])
    refresh(instance)
