"""Imports translations: writes valid ones into drafts, and reports why others are refused."""

import unicodedata
from collections import Counter
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from html import unescape

from django.db import models
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pages.access.permissions import lock_for, may_change, may_edit_language
from pages.translating import checks, markup, units
from pages.translating.exchange.entries import EntryState, place, shortened
from pages.translating.exchange.exporting import title_of
from pages.translating.insertion import NoRoomError
from pages.translating.terms import Terms
from pages.translating.writing import Translation, opened, write_into

# Longer than any text of a page; comparing longer texts would take too long.
LONGEST = 20_000


class Result(models.TextChoices):
    """The result of importing an entry."""

    WRITTEN = "written", gettext_lazy("written")
    CONFIRMED = "confirmed", gettext_lazy("confirmed")
    SAME = "same", gettext_lazy("unchanged")
    UNSURE = "unsure", gettext_lazy("skipped: marked as fuzzy or not yet translated")
    EMPTY = "empty", gettext_lazy("skipped: no translation")
    REFUSED = "refused", gettext_lazy("refused")


class Obstacle(StrEnum):
    """Why no translation can be written into a unit."""

    UNKNOWN = "unknown"
    LANGUAGE = "language"
    NOT_ALLOWED = "not allowed"
    LOCKED = "locked"
    CONSENT = "consent"

    @property
    def words(self):
        """The reason in the active language."""
        return {
            Obstacle.UNKNOWN: _("The site has no content for this text."),
            Obstacle.LANGUAGE: _("You may not edit texts in this language."),
            Obstacle.NOT_ALLOWED: _("You may not edit this."),
            Obstacle.LOCKED: _("The page is locked or being reviewed."),
            Obstacle.CONSENT: _("This has no draft: publishing it at once was not confirmed."),
        }[self]


@dataclass(slots=True)
class Row:
    """An entry and its result: ``reasons`` say why it was refused, or what to check again although
    it was written."""

    file: str
    line: int | None
    unit: str
    title: str
    label: str
    source: str
    result: str
    reasons: list[str] = field(default_factory=list)

    @property
    def place(self):
        """``file:line``."""
        return place(self.file, self.line)

    @property
    def result_label(self):
        """The result in the active language."""
        return Result(self.result).label


@dataclass(slots=True)
class Report:
    """The results of all entries, in order."""

    rows: list[Row] = field(default_factory=list)

    @property
    def counts(self):
        """How many entries have each result."""
        return Counter(row.result for row in self.rows)

    def units(self):
        """(key, title, counts by result) of each unit, in order."""
        found = {}
        for row in self.rows:
            _title, counts = found.setdefault(row.unit, (row.title, Counter()))
            counts[row.result] += 1
        return [(key, title, counts) for key, (title, counts) in found.items()]

    def dump(self):
        """As data for JSON."""
        return [asdict(row) for row in self.rows]

    @classmethod
    def load(cls, data):
        """The inverse of ``dump``."""
        return cls([Row(**row) for row in data])


@dataclass(frozen=True, slots=True)
class Group:
    """The entries of one unit in one pair of languages, each with its file's name."""

    key: str
    source: str
    target: str
    entries: list


def run(documents, language, **options):
    """Import some documents; returns the ``Report``, in a language (its code).

    In: ``entries.Document`` s, and as options: ``user`` is who imports, within their permissions;
    None may do everything except ignore a lock. ``with_others`` includes pictures, documents and
    settings, which have no drafts. ``is_trial`` writes nothing. ``progress``, if
    given, is called with (number, total, title, rows) after each unit. Each unit has its own
    transaction.
    """
    with translation.override(language):
        return _run(documents, language, **options)


def _run(documents, language, *, user=None, with_others=False, is_trial=False, progress=None):
    report = Report()
    groups = list(_groups(documents))
    terms = {}
    for number, group in enumerate(groups, 1):
        pair = group.source, group.target
        if pair not in terms:
            terms[pair] = Terms(*pair)
        instance = units.by_key(group.key)
        obstacle = obstacle_to(instance, group.target, user, with_others=with_others)
        if obstacle in (Obstacle.UNKNOWN, Obstacle.NOT_ALLOWED):
            # Do not reveal the title to users without permission.
            title = shortened(group.key)
            rows = [_row(name, entry, title) for name, entry in group.entries]
        else:
            title = title_of(instance, language)
            rows, obstacle = _import(
                instance,
                group,
                title,
                user,
                is_trial=is_trial,
                terms=terms[pair],
                with_others=with_others,
            )
        if obstacle:
            _refuse(rows, obstacle)
        report.rows += rows
        if progress:
            progress(number, len(groups), title, rows)
    return report


def _refuse(rows, obstacle):
    """Mark the rows that would have been written as refused."""
    for row in rows:
        if row.result in (Result.WRITTEN, Result.CONFIRMED) or (
            obstacle in (Obstacle.UNKNOWN, Obstacle.NOT_ALLOWED) and row.result != Result.EMPTY
        ):
            row.result, row.reasons = str(Result.REFUSED), [obstacle.words]


def _groups(documents):
    found = {}
    for document in documents:
        for entry in document.entries:
            key = entry.unit, document.source, document.target
            group = found.setdefault(key, Group(*key, []))
            group.entries.append((document.name, entry))
    return found.values()


def obstacle_to(instance, target, user=None, *, with_others=False):
    """Why nothing can be written into a unit in a language, an ``Obstacle``, or None."""
    if instance is None:
        return Obstacle.UNKNOWN
    if user and not may_change(user, instance):
        return Obstacle.NOT_ALLOWED
    if user and not may_edit_language(user, target):
        return Obstacle.LANGUAGE
    if not units.has_drafts(type(instance)):
        return None if with_others else Obstacle.CONSENT
    # Without a user, every lock applies.
    is_locked = lock_for(instance, user) if user else instance.get_lock()
    return Obstacle.LOCKED if is_locked else None


def _row(name, entry, title, segment=None):
    """The row of an entry that is not written."""
    unit = shortened(entry.unit)
    label = str(segment.label) if segment else shortened(entry.segment)
    is_plain = segment and not segment.is_rich and entry.is_escaped
    text = shortened(unescape(entry.source) if is_plain else entry.source, 200)
    result = Result.EMPTY if entry.state == EntryState.EMPTY else Result.UNSURE
    return Row(name, entry.line, unit, title, label, text, str(result))


def _import(instance, group, title, user, *, is_trial, terms, with_others):
    """Write the entries of a unit; returns their rows, and the ``Obstacle`` if there is one.

    The unit is read once, under its lock, so that the rows describe the texts that were written.
    """
    rows, wanted, obstacle = [], {}, None
    try:
        with opened(instance, group.source, group.target) as unit:
            obstacle = obstacle_to(unit.instance, group.target, user, with_others=with_others)
            _sort(group, unit.segments, title, rows, wanted)
            translations = [one for one, _row in wanted.values()]
            outcome = write_into(unit, translations, user=user, is_trial=is_trial or bool(obstacle))
    except NoRoomError:
        for _translated, row in wanted.values():
            row.result = str(Result.REFUSED)
            row.reasons = [
                _("The page has no place for one of its texts in the target language yet.")
            ]
        return rows, obstacle
    for result, ids in (
        (Result.WRITTEN, outcome.written),
        (Result.CONFIRMED, outcome.confirmed),
        (Result.SAME, outcome.same),
        (Result.REFUSED, outcome.refused),
    ):
        for segment_id in ids:
            wanted[segment_id][1].result = str(result)
    for segment_id, problems in outcome.refused.items():
        wanted[segment_id][1].reasons = [str(problem.message) for problem in problems]
    for segment_id in outcome.written:
        written, row = wanted[segment_id]
        found = checks.problems(
            unit.segments[segment_id], written.target, group.source, group.target, terms
        )
        row.reasons = [str(problem.message) for problem in found]
    return rows, obstacle


def _sort(group, segments, title, rows, wanted):
    """Add a row for each entry of a unit to ``rows``, and to ``wanted``, by the ids of their texts,
    those that can be written: (``Translation``, row)."""
    for name, entry in group.entries:
        segment = segments.get(entry.segment)
        row = _row(name, entry, title, segment)
        rows.append(row)
        if entry.state != EntryState.TRANSLATED:
            continue
        if entry.segment in wanted:
            row.result = str(Result.REFUSED)
            row.reasons = [_("The file has an earlier translation of the same text.")]
        elif problem := _unusable(entry, segment):
            row.result, row.reasons = str(Result.REFUSED), [problem]
        else:
            wanted[entry.segment] = (_translation(entry, segment), row)


def _unusable(entry, segment):
    """The problem of an entry itself as a message, or an empty string."""
    if any(unicodedata.category(sign) == "Cc" and sign not in "\t\n\r" for sign in entry.target):
        return _("The translation has control characters.")
    if len(entry.target) > LONGEST:
        return _("The translation is too long.")
    if segment and entry.is_escaped and not segment.is_rich and markup.tags(entry.target):
        return _("The translation has tags, but this is a plain text.")
    return ""


def _translation(entry, segment):
    source, target = entry.source, entry.target
    if entry.is_escaped and segment and not segment.is_rich:
        source, target = unescape(source), unescape(target)
    # Without a fingerprint, a translation replaces no other.
    unknown = {} if entry.exported else {"seen": ""}
    return Translation(entry.segment, source, target, exported=entry.exported or None, **unknown)
