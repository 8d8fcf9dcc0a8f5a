"""The translation board: the progress of each unit, and of the whole site, in each language.

A unit has one source language: the one that it was written in, or one that the user chose.
Nothing here reads a text longer than a title, nor a status's memory.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.conf import settings
from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    FloatField,
    Min,
    OuterRef,
    Q,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Lower, NullIf

from languages import cldr
from languages.progress import whole_percent
from languages.texts import column
from pages.models import BasePage
from pages.translating import counting, units
from pages.translating.models import TranslationStatus

# How many units' statuses are read at once.
BATCH = 500

MISSING, OUTDATED, COMPLETE, LIVE = "missing", "outdated", "complete", "live"


def _written_in(model, source):
    """The language that each unit of a model is looked at from, as an expression."""
    if source or not units.has_drafts(model):
        return Value(source or settings.LANGUAGE_CODE, output_field=CharField())
    return Case(
        When(source_language="", then=Value(settings.LANGUAGE_CODE)),
        default=F("source_language"),
        output_field=CharField(),
    )


def units_of(model, source=""):
    """The units of a model, looked at from a language or each from its own; short columns only."""
    queryset = counting.translated(model).annotate(seen_from=_written_in(model, source))
    if not units.has_drafts(model):
        return queryset
    titles = [column(name, code) for name in ("title", "draft_title") for code in _codes()]
    # What permissions, locks and addresses in the admin are told by.
    return queryset.select_related(None).only(
        *titles, "path", "depth", "numchild", "slug", "url_path", "live", "locked", "locked_by",
        "owner", "content_type", "source_language", "has_unpublished_changes", "alias_of",
        "latest_revision",
    )  # fmt: skip


def _codes():
    return cldr.language_codes()


def statuses(model, languages=()):
    """The statuses of the outer query's unit, from its source into ``languages``, all if none."""
    rows = TranslationStatus.objects.filter(
        content_type=units.content_type_of(model),
        object_id=OuterRef("pk"),
        source=OuterRef("seen_from"),
    )
    return rows.filter(target__in=languages) if languages else rows


UNFINISHED = Q(missing__gt=0) | Q(outdated__gt=0)
CONDITIONS = {
    MISSING: Q(missing__gt=0),
    OUTDATED: Q(outdated__gt=0),
    LIVE: Q(live_outdated__gt=0),
}


def in_state(queryset, state, languages=()):
    """Those of ``units_of`` that are in a state, in one of some languages; complete are those that
    are so in all of them."""
    rows = statuses(queryset.model, languages)
    if state == COMPLETE:
        return queryset.filter(Exists(rows), ~Exists(rows.filter(UNFINISHED)))
    return queryset.filter(Exists(rows.filter(CONDITIONS[state])))


def with_work_in(queryset, languages):
    """Those of ``units_of`` of which something is left to do in one of some languages."""
    if not languages:
        return queryset.none()
    return queryset.filter(Exists(statuses(queryset.model, languages).filter(UNFINISHED)))


# Orders


def _of_all(rows, aggregate):
    grouped = rows.order_by().values("object_id").annotate(result=aggregate)
    return Subquery(grouped.values("result"))


def _share(rows):
    """How much is done, from 0 to 1."""
    done = (F("words") - F("words_left")) * Value(1.0) / NullIf(F("words"), Value(0))
    share = Case(When(words_left=0, then=Value(1.0)), default=done, output_field=FloatField())
    return Subquery(rows.annotate(share=share).values("share")[:1])


def _title(model, language):
    if not units.has_drafts(model):
        fields = {field.name for field in model._meta.fields}
        return Lower("title") if "title" in fields else F("pk")
    order = sorted(_codes(), key=lambda code: code != language)
    names = [column(name, code) for code in order for name in ("draft_title", "title")]
    titles = (NullIf(F(name), Value(""), output_field=CharField()) for name in names)
    return Lower(Coalesce(*titles, Value(""), output_field=CharField()))


def ordered(queryset, key, reader_language, languages=()):
    """``units_of`` in an order: ``title``, ``left``, ``since``, or a language's code for how far it
    is; with ``-`` in front from the other end. Units that have nothing to be ordered by come last.
    """
    name, is_descending = key.removeprefix("-"), key.startswith("-")
    rows = statuses(queryset.model, languages)
    if name == "title":
        value = _title(queryset.model, reader_language)
    elif name == "left":
        value = _of_all(rows, Sum("words_left"))
    elif name == "since":
        value = _of_all(rows, Min("outdated_since"))
    else:
        value = _share(statuses(queryset.model, [name]))
    queryset = queryset.annotate(ordered_by=value)
    by = F("ordered_by")
    by = by.desc(nulls_last=True) if is_descending else by.asc(nulls_last=True)
    return queryset.order_by(by, "pk")


# Lines


@dataclass(frozen=True, slots=True)
class Cell:
    """One language of a unit, seen from ``source``; ``status`` is None if it was never counted.

    ``is_source``: the unit is looked at from this very language; then ``source`` is the other one
    that says most of what is missing here. ``is_first``: the unit was written first in it.
    """

    language: str
    source: str
    status: TranslationStatus | None
    is_source: bool
    is_first: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A unit with its cells by language, and what is left in those together."""

    instance: object
    cells: dict[str, Cell]

    @property
    def key(self):
        """What addresses and files call the unit."""
        return units.unit_key(self.instance)

    @property
    def counted(self):
        """The statuses of what it is translated into."""
        return [cell.status for cell in self.cells.values() if cell.status and not cell.is_source]

    @property
    def words_left(self):
        """The words left in all languages shown, or None if nothing was counted."""
        return sum(status.words_left for status in self.counted) if self.counted else None

    @property
    def outdated_since(self):
        """Since when the oldest outdated translation is so, or None."""
        return min(filter(None, (s.outdated_since for s in self.counted)), default=None)

    def title(self, language):
        """What the unit is called among staff; a page's title knows its language."""
        if units.has_drafts(type(self.instance)):
            return self.instance.get_admin_display_title()
        return units.title_of(self.instance, language)


def lines(instances, languages=()):
    """A ``Line`` for each of these, all of one model and from ``units_of``; in the languages
    given, or in all."""
    instances = list(instances)
    languages = languages or _codes()
    found = []
    for start in range(0, len(instances), BATCH):
        batch = instances[start : start + BATCH]
        rows = _rows_of(batch)
        found += [
            Line(one, {code: _cell(one, code, rows[one.pk]) for code in languages}) for one in batch
        ]
    return found


def _rows_of(instances):
    """The statuses of units of one model: by unit, and there by source and target."""
    rows = defaultdict(dict)
    if instances:
        kept = TranslationStatus.objects.filter(
            content_type=units.content_type_of(type(instances[0])),
            object_id__in=[instance.pk for instance in instances],
        )
        for row in kept.defer("memory"):
            rows[row.object_id][row.source, row.target] = row
    return rows


def _cell(instance, language, rows):
    source = instance.seen_from
    is_first = units.source_language(instance) == language
    if language != source:
        return Cell(language, source, rows.get((source, language)), False, is_first)
    into = [row for (_source, target), row in rows.items() if target == language]
    most = max(into, key=lambda row: (row.missing, row.outdated), default=None)
    return Cell(language, most.source if most else "", most, True, is_first)


def status_of(instance):
    """The cells of one unit, by language; a page may be given as its own type."""
    instance.seen_from = units.source_language(instance)
    [line] = lines([instance])
    return line.cells


# Sums


@dataclass(frozen=True, slots=True)
class Total:
    """How far all units together are in a language: words and texts, and how many units."""

    language: str
    units: int = 0
    unfinished: int = 0
    outdated_units: int = 0
    words: int = 0
    words_left: int = 0
    missing: int = 0
    outdated: int = 0
    live_outdated: int = 0
    outdated_since: object = None

    @property
    def percent(self):
        """The whole percentage of words that are translated and up to date."""
        return whole_percent(self.words, self.words_left)


def totals(source="", languages=(), model=None):
    """A ``Total`` for each language of the site, or of those given, of all units or of those of one
    model; one query."""
    rows = TranslationStatus.objects.filter(target__in=languages or _codes())
    if model:
        rows = rows.filter(content_type=units.content_type_of(model))
    if source:
        rows = rows.filter(source=source)
    else:
        page = BasePage.objects.filter(pk=OuterRef("object_id")).order_by()
        page = page.select_related(None).annotate(seen_from=_written_in(BasePage, ""))
        own = Case(
            When(
                content_type=units.content_type_of(BasePage),
                then=Subquery(page.values("seen_from")[:1]),
            ),
            default=Value(settings.LANGUAGE_CODE),
            output_field=CharField(),
        )
        rows = rows.annotate(seen_from=own).filter(source=F("seen_from"))
    sums = (
        rows.order_by()
        .values("target")
        .annotate(
            units=Count("pk"),
            unfinished=Count("pk", filter=UNFINISHED),
            outdated_units=Count("pk", filter=Q(outdated__gt=0)),
            since=Min("outdated_since"),
            **{f"sum_{name}": Sum(name) for name in SUMMED},
        )
    )
    found = {
        row["target"]: Total(
            row["target"],
            row["units"],
            row["unfinished"],
            row["outdated_units"],
            outdated_since=row["since"],
            **{name: row[f"sum_{name}"] for name in SUMMED},
        )
        for row in sums
    }
    codes = [code for code in _codes() if not languages or code in languages]
    return [found.get(code, Total(code)) for code in codes]


SUMMED = ("words", "words_left", "missing", "outdated", "live_outdated")
