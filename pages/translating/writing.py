"""Writes valid translations into the latest draft, and lists the problems of the others."""

from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from languages.characters import says_nothing
from languages.texts import column
from pages.translating import checks, markup, status, units
from pages.translating.checks import Problem
from pages.translating.insertion import with_counterparts
from pages.translating.segments import Comparison, Segment, State, fingerprint, normal
from pages.translating.trees import child_models, own_text_fields, packed


class Refusal(models.TextChoices):
    """Why a translation was not written although it passes the checks."""

    UNKNOWN = "unknown", _("There is no such text.")
    STALE = "stale", _("The source text has changed.")
    CHANGED = "changed", _("Somebody else has changed the translation.")


@dataclass(frozen=True, slots=True)
class Translation:
    """A translation to be written, both texts as translators get them (see ``markup``).

    ``segment`` is the id of the text, ``source`` what it said when it was translated. ``seen``,
    unless None, is the translation that this one is to replace; ``exported``, unless None, is the
    segment's ``fingerprint`` when it was exported.
    """

    segment: str
    source: str
    target: str
    seen: str | None = None
    exported: str | None = None


@dataclass(slots=True)
class Outcome:
    """The result of writing translations, by segment id.

    ``written`` are new in the draft, ``confirmed`` are no longer outdated, ``same`` are unchanged;
    ``refused`` has the ``Problem`` s of the others. ``segments`` are all texts of the unit after
    writing.
    """

    written: list[str] = field(default_factory=list)
    confirmed: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    refused: dict[str, list[Problem]] = field(default_factory=dict)
    # Of several translations of one text, those after the first: their places in the input.
    repeated: list[int] = field(default_factory=list)
    segments: dict[str, Segment] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Opened:
    """A unit that nobody else can write until the block of ``opened`` ends, and its texts, read
    once: ``segments`` by id, in their order."""

    instance: models.Model
    source: str
    target: str
    comparison: Comparison
    content: dict
    segments: dict[str, Segment]


@contextmanager
def opened(instance, source, target):
    """Lock a unit and read its texts from one language (its code) into another: an ``Opened``.

    The block is one transaction, so that what is decided about the texts still holds when
    ``write_into`` writes them.
    """
    with transaction.atomic():
        model = units.base_model(type(instance))
        locked = model.objects.select_for_update().get(pk=instance.pk)
        comparison, content = status.compare(locked, source, target)
        segments = {segment.id: segment for segment in comparison.segments()}
        yield Opened(locked, source, target, comparison, content, segments)


def write(instance, source, target, translations, **options):
    """Open a unit and write translations into it: see ``write_into``."""
    with opened(instance, source, target) as unit:
        return write_into(unit, translations, **options)


def write_into(unit, translations, *, user=None, is_trial=False, overwrite=None):
    """Write translations onto the latest draft of a unit, once.

    In: an ``Opened``; ``Translation`` s. Out: the ``Outcome``. A page gets one
    new revision if any text changes; what has no drafts is saved. An empty translation is passed
    over. ``user`` is who translates: whoever calls has made sure that they may edit the language's
    texts, and that no lock keeps them from the page (``pages.access``). ``is_trial`` writes
    nothing. ``overwrite`` is the key of a revision of theirs that these texts may go into instead
    of a new one, as what is saved while somebody types does; where others may rely on it by now,
    there is a new one after all.
    """
    outcome, accepted = _sorted_out(unit, translations)
    if is_trial:
        return outcome
    if accepted:
        _put(unit, accepted)
        _save(unit.instance, unit.content, unit.target, user, overwrite)
    if outcome.confirmed:
        status.confirm(unit.instance, unit.source, unit.target, outcome.confirmed)
    for name in outcome.written:
        outcome.segments[name] = _as_written(unit.segments[name], accepted[name])
    for name in outcome.confirmed:
        outcome.segments[name] = _as_complete(unit.segments[name])
    return outcome


def _as_complete(segment, **values):
    """A segment whose translation is right for its source as it is now."""
    return replace(segment, state=State.COMPLETE, was=None, since=None, **values)


def _as_written(segment, stored):
    """A segment once a text was stored as its translation."""
    if not segment.is_rich:
        return _as_complete(segment, target=stored)
    target, codes = markup.encode(stored, segment.source_codes)
    return _as_complete(segment, target=target, target_codes=codes)


def _sorted_out(unit, translations):
    """The outcome, and the accepted translations by the ids of their texts, as they are stored."""
    outcome, accepted, met = Outcome(segments=dict(unit.segments)), {}, set()
    for place, translation in enumerate(translations):
        segment = unit.segments.get(translation.segment)
        if says_nothing(translation.target):
            continue
        if translation.segment in met:
            outcome.repeated.append(place)
            continue
        met.add(translation.segment)
        if refusals := _refusals(segment, translation, unit.source, unit.target):
            outcome.refused[translation.segment] = refusals
        elif normal(translation.target) != normal(segment.target):
            outcome.written.append(segment.id)
            accepted[segment.id] = _stored_text(segment, translation.target)
        elif segment.state == State.OUTDATED:
            outcome.confirmed.append(segment.id)
        else:
            outcome.same.append(segment.id)
    return outcome, accepted


def _refusals(segment, translation, source, target):
    """The problems that keep a translation from being written."""
    reason = None
    if segment is None:
        reason = Refusal.UNKNOWN
    elif _source_changed(segment, translation):
        reason = Refusal.STALE
    elif normal(translation.target) == normal(segment.target):
        # It is stored already: its problems do not matter here.
        return []
    elif _is_overtaken(segment, translation):
        reason = Refusal.CHANGED
    if reason:
        return [Problem(reason.value, reason.label, is_error=True)]
    found = checks.problems(segment, translation.target, source, target)
    return [problem for problem in found if problem.is_error]


def _source_changed(segment, translation):
    """Whether the words or link targets of the source text have changed."""
    if normal(translation.source) != normal(segment.source):
        return True
    exported = (translation.exported or "").partition("-")[0]
    return bool(exported) and exported != fingerprint(segment).partition("-")[0]


def _is_overtaken(segment, translation):
    """Whether the translation was changed since its translator read it."""
    if translation.seen is not None and normal(translation.seen) != normal(segment.target):
        return True
    if translation.exported is None:
        return False
    return translation.exported.partition("-")[2] != fingerprint(segment).partition("-")[2]


def _stored_text(segment, text):
    if not segment.is_rich:
        return text.strip()
    return markup.decode(text, segment.target_codes | segment.source_codes)


def _put(unit, accepted):
    """Write texts, by segment id, into a unit's content; insert missing blocks."""
    comparison = with_counterparts(
        units.model_of(unit.instance), unit.content, unit.comparison, unit.target, accepted
    )
    rich = defaultdict(dict)
    for _one, other, segment, _target_id in comparison.pairs:
        if segment not in accepted:
            continue
        if other.is_rich:
            rich[id(other.holder), other.slot][other.place] = (other.holder, accepted[segment])
        else:
            other.holder[other.slot] = accepted[segment]
    for (_holder_id, slot), texts in rich.items():
        holder, _text = next(iter(texts.values()))
        inner = {place: text for place, (_holder, text) in texts.items()}
        holder[slot] = markup.with_contents(holder[slot], inner)


def _set_texts(instance, values, language):
    for name in own_text_fields(type(instance)):
        setattr(instance, column(name, language), values[column(name, language)])


def _save(instance, content, language, user, overwrite):
    """Save a content as the latest version of a unit."""
    model = units.model_of(instance)
    packed(model, content)
    if units.has_drafts(model):
        page = instance.specific.with_content_json(content)
        is_theirs = overwrite is not None and overwrite == instance.latest_revision_id
        page.save_revision(
            user=user,
            clean=False,
            log_action=True,
            overwrite_revision=instance.latest_revision if is_theirs else None,
        )
        return
    _set_texts(instance, content, language)
    instance.save()
    for relation in child_models(model):
        data = {item["pk"]: item for item in content[relation]}
        for item in getattr(instance, relation).all():
            _set_texts(item, data[item.pk], language)
            item.save()
    log(instance, "wagtail.edit", user=user)
