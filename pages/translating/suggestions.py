"""Suggests translations of the same or similar texts, from content and the interface."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache

from django.db import models
from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext_lazy as _
from rapidfuzz import process
from rapidfuzz.fuzz import ratio

from languages.catalogues import states
from pages.translating import markup
from pages.translating import minhash as likeness
from pages.translating.models import TextLikeness, TranslationMemory
from pages.translating.segments import normal

# The least similarity (percent) of a suggestion's source, and the most suggestions of a text.
ALIKE, SHOWN = 70, 3
# How many texts are counted of all that share one number with a text, and how many of those that
# share most are looked at closely.
SHARING, CANDIDATES = 100, 30
# Longer texts are neither kept nor looked for, nor those of an interface for longer ones than this.
LONGEST, LONGEST_OF_INTERFACE = 5000, 200


class Origin(models.TextChoices):
    """Where a suggestion comes from."""

    CONTENT = "content", _("From a page, a picture or a setting")
    INTERFACE = "interface", _("From the interface")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A translation of a similar text: ``percent`` is the similarity, ``source`` is that text,
    ``text`` the translation as a translator gets it, ``uses`` how many objects say it so."""

    percent: int
    source: str
    text: str
    origin: Origin
    uses: int = 1


# Keeping


def keep(content_type, object_id, translations):
    """Store an object's texts with their translations, in place of those stored before.

    In: by the pair of languages, its complete ``Segment`` s. Five queries at most, one if nothing
    has changed.
    """
    rows = TranslationMemory.objects.filter(content_type=content_type, object_id=object_id)
    columns = ("source", "target", "source_text", "target_text", "is_rich")
    old = defaultdict(list)
    for pk, text_key, *row in rows.values_list("pk", "key", *columns):
        old[tuple(row)].append((pk, text_key))
    wanted = {
        (*pair, segment.source, segment.target, segment.is_rich): None
        for pair, segments in translations.items()
        for segment in segments
        if len(segment.source) <= LONGEST
    }
    gone = [kept for row, several in old.items() for kept in several[row in wanted :]]
    fresh, alike = [], {}
    for row in wanted.keys() - old.keys():
        language, text = row[0], _folded(row[2], row[4])
        if not text:
            continue
        text_key = likeness.key(language, text)
        alike[text_key] = (language, text)
        fresh.append(
            TranslationMemory(
                content_type=content_type,
                object_id=object_id,
                key=text_key,
                **dict(zip(columns, row, strict=True)),
            )
        )
    if gone:
        _forget(rows.filter(pk__in=[pk for pk, _key in gone]), {name for _pk, name in gone})
    if fresh:
        TranslationMemory.objects.bulk_create(fresh)
        TextLikeness.objects.bulk_create(
            [
                TextLikeness(value=value, key=text_key)
                for text_key, (language, text) in alike.items()
                for value in likeness.numbers(language, text)
            ],
            ignore_conflicts=True,
        )


def forget(content_type, object_id):
    """Delete an object's stored texts."""
    rows = TranslationMemory.objects.filter(content_type=content_type, object_id=object_id)
    _forget(rows, {*rows.values_list("key", flat=True)})


def _forget(rows, keys):
    rows.delete()
    said = TranslationMemory.objects.filter(key__in=keys).values("key")
    TextLikeness.objects.filter(key__in=keys).exclude(key__in=said).delete()


def _folded(text, is_rich):
    return likeness.folded(markup.plain(text) if is_rich else text)


# Suggesting


def suggest(segments, source, target):
    """The suggestions for segments, by id, the most similar first.

    Two queries, however many segments and however large the site.
    """
    texts = {
        segment.id: _folded(segment.source, segment.is_rich)
        for segment in segments
        if len(segment.source) <= LONGEST
    }
    texts = {name: text for name, text in texts.items() if text}
    known = _known(texts, source, target)
    interface = _interface(states.translations(source, target))
    found = {}
    for segment in segments:
        if text := texts.get(segment.id):
            several = [*_of_content(segment, text, known), *_of_interface(segment, text, interface)]
            found[segment.id] = _best(several)
    return found


def _best(several):
    """The best suggestions, without duplicates."""
    several.sort(key=lambda one: (-one.percent, -one.uses))
    by_text = {}
    for suggestion in several:
        by_text.setdefault(normal(suggestion.text), suggestion)
    return [*by_text.values()][:SHOWN]


def _known(texts, source, target):
    """The stored rows of texts similar to these: lists by segment."""
    if not texts:
        return {}
    keys = {name: likeness.key(source, text) for name, text in texts.items()}
    values = {name: likeness.numbers(source, text) for name, text in texts.items()}
    alike = defaultdict(list)
    ranked = (
        TextLikeness.objects.filter(value__in={value for own in values.values() for value in own})
        .annotate(rank=Window(RowNumber(), partition_by="value", order_by=F("key").asc()))
        .filter(rank__lte=SHARING)
    )
    for value, text_key in ranked.values_list("value", "key"):
        alike[value].append(text_key)
    wanted = {}
    for name, own in values.items():
        shared = Counter(text_key for value in own for text_key in alike[value])
        shared[keys[name]] = len(own) + 1
        wanted[name] = [text_key for text_key, _count in shared.most_common(CANDIDATES)]
    rows = defaultdict(list)
    counted = (
        TranslationMemory.objects.filter(
            source=source,
            target=target,
            key__in={text_key for several in wanted.values() for text_key in several},
        )
        .values("key", "source_text", "target_text", "is_rich")
        .annotate(uses=Count("pk"))
    )
    for row in counted:
        rows[row["key"]].append(row)
    return {
        name: [row for text_key in several for row in rows[text_key]]
        for name, several in wanted.items()
    }


def _of_content(segment, text, known):
    for row in known.get(segment.id, ()):
        percent = _percent(segment, text, row["source_text"], row["is_rich"])
        if percent >= ALIKE:
            words = markup.plain(row["source_text"]) if row["is_rich"] else row["source_text"]
            suggested = _fitting(segment, row["target_text"], row["is_rich"])
            yield Suggestion(percent, words, suggested, Origin.CONTENT, row["uses"])


def _percent(segment, text, other, is_rich):
    """The similarity of two source texts in percent; 100 only if readers see no difference."""
    if segment.is_rich == is_rich and normal(segment.source) == normal(other):
        return 100
    return min(99, int(ratio(text, _folded(other, is_rich))))


def _fitting(segment, text, is_rich):
    """A translation of another text, without its tags unless they match the segment's."""
    if segment.is_rich and is_rich and markup.tags(text) == markup.tags(segment.source):
        return text
    words = markup.plain(text) if is_rich else text
    return markup.escaped(words) if segment.is_rich else words


@lru_cache(maxsize=8)
def _interface(pairs):
    """The folded source texts of pairs, beside these."""
    return [likeness.folded(text) for text, _other in pairs], pairs


def _of_interface(segment, text, interface):
    if len(text) > LONGEST_OF_INTERFACE:
        return
    choices, pairs = interface
    words = markup.plain(segment.source) if segment.is_rich else segment.source
    for _choice, score, place in process.extract(
        text, choices, scorer=ratio, score_cutoff=ALIKE, limit=SHOWN
    ):
        other, suggested = pairs[place]
        percent = 100 if normal(words) == normal(other) else min(99, int(score))
        suggested = markup.escaped(suggested) if segment.is_rich else suggested
        yield Suggestion(percent, other, suggested, Origin.INTERFACE)
