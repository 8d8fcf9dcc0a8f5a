"""Keeps the index as the site is: what everybody may read is in it, and nothing else."""

import logging
from collections import Counter, defaultdict
from datetime import datetime
from functools import reduce
from operator import or_

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection, CollectionViewRestriction

from languages import cldr
from languages.texts import column, is_blank, translated_field_names
from pages.merging.revision_data import item_models, text_fields
from pages.models import BasePage, CustomDocument
from pages.models.searchable import SearchKind
from pages.search import reading
from pages.search.analysis import WORD_LIMIT, bare, compared, words
from pages.search.engines import engine
from pages.search.models import SearchEntry, SearchWord

logger = logging.getLogger(__name__)

DOCUMENT_KIND = SearchKind("document", _("Documents"))
# What is written about a page for search engines is not shown on it.
NOT_SHOWN = frozenset({"seo_title", "search_description"})
CHUNK = 100
# More terms than this say no more about what a text is about.
TERM_LIMIT = 20_000


def index_page(page):
    """Bring the entries of a page up to date, as its instance says; whether everybody may read it
    is looked up."""
    page = page.specific
    public = BasePage.objects.published().filter(pk=page.pk).exists()
    _write([(page, page.available_languages if public else [])])


def index_pages(pages, *, afresh=False):
    """Bring the entries of the pages of a queryset up to date, some at a time; ``afresh`` replaces
    them without a look at what the vocabulary counted for them.

    Yields the number of pages done so far, after each chunk.
    """
    keys = list(pages.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), CHUNK):
        chunk = BasePage.objects.filter(pk__in=keys[start : start + CHUNK])
        public = set(chunk.published().values_list("pk", flat=True))
        with transaction.atomic():
            _write(
                [
                    (page, page.available_languages if page.pk in public else [])
                    for page in chunk.specific()
                ],
                afresh=afresh,
            )
        yield min(start + CHUNK, len(keys))


def index_documents(documents, *, afresh=False):
    """Bring the entries of the documents of a queryset up to date, as ``index_pages`` does, and
    read the files that have not been read."""
    keys = list(documents.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), CHUNK):
        for document in CustomDocument.objects.filter(pk__in=keys[start : start + CHUNK]):
            if index_document(document, afresh=afresh):
                try:
                    reading.read(document)
                except OSError as error:
                    logger.warning("The file %s cannot be read: %s", document.file.name, error)
                else:
                    index_document(document)
        yield min(start + CHUNK, len(keys))


@transaction.atomic
def index_document(document, *, afresh=False):
    """Bring the entries of a document up to date: it is found in each language that it has a title
    in, and by its text in its own, while its collection is open to everybody.

    Out: whether its file is still to be read; until then it is found by its titles.
    """
    languages = [
        language
        for language in cldr.language_codes()
        if not is_blank(getattr(document, column("display_title", language)))
    ]
    if not languages or not is_public(document):
        languages = []
    text = reading.kept_text(document) if languages else ""
    _write([(_Document(document, text or ""), languages)], afresh=afresh)
    return text is None


def is_public(document):
    """Whether everybody may open a document."""
    restricted = Collection.objects.filter(
        pk__in=CollectionViewRestriction.objects.values("collection_id")
    ).values_list("path", flat=True)
    return not any(document.collection.path.startswith(path) for path in restricted)


class _Document:
    """A document as what an entry is made of."""

    search_kind = DOCUMENT_KIND

    def __init__(self, document, text):
        self.document = document
        self._text = text

    def owner(self):
        return {"document_id": self.document.pk}

    def texts(self, language):
        own = self.document.language in ("", language)
        title = getattr(self.document, column("display_title", language))
        return title, "", self._text if own else ""

    def date(self):
        return None

    def areas(self):
        return []


class _Page:
    """A page as what an entry is made of."""

    def __init__(self, page):
        self.page = page
        self.search_kind = page.search_kind

    def owner(self):
        return {"page_id": self.page.pk}

    def texts(self, language):
        title, summary = (
            getattr(self.page, column(name, language)) for name in ("title", "summary")
        )
        return title, summary, page_text(self.page, language)

    def date(self):
        value = getattr(self.page, self.page.search_date) if self.page.search_date else None
        if isinstance(value, datetime):
            return timezone.localtime(value).date()
        return value

    def areas(self):
        return self.page.search_areas()


def page_text(page, language):
    """All that a page says in a language beside title and summary, and its items, as plain text."""
    model = type(page)
    names = [name for name in text_fields(model) if name not in {"title", "summary", *NOT_SHOWN}]
    parts = [_plain(page, name, language) for name in names]
    for relation, item_model in item_models(model).items():
        names = text_fields(item_model) if translated_field_names(item_model) else ()
        if names:
            for item in getattr(page, relation).all():
                parts += [_plain(item, name, language) for name in names]
    return "\n".join(filter(None, parts))


def _plain(obj, name, language):
    """A translated field in a language as plain text: what Wagtail would search of it."""
    field = obj._meta.get_field(column(name, language))
    value = field.value_from_object(obj)
    if not value:
        return ""
    if hasattr(field, "get_searchable_content"):
        return "\n".join(str(part) for part in field.get_searchable_content(value))
    return strip_tags(str(value))


def forget_vocabulary():
    """Empty the vocabulary, before all entries are made afresh."""
    SearchWord.objects.all().delete()


def _write(sources, *, afresh=False):
    """Make the entries of pages and documents say what these say, in the languages given."""
    if not sources:
        return
    sources = [
        (source if isinstance(source, _Document) else _Page(source), languages)
        for source, languages in sources
    ]
    old = defaultdict(dict)
    entries = SearchEntry.objects.filter(
        reduce(or_, (Q(**source.owner()) for source, _ in sources))
    )
    if afresh:
        SearchEntry.areas.through.objects.filter(searchentry__in=entries).delete()
        # Without signals: nothing is taken from the vocabulary.
        entries._raw_delete(entries.db)
    else:
        for entry in entries:
            old[entry.page_id, entry.document_id][entry.language] = entry
    written, gone, counts, shown = [], [], Counter(), {}
    for source, languages in sources:
        kept = old[source.owner().get("page_id"), source.owner().get("document_id")]
        gone += [entry.pk for language, entry in kept.items() if language not in languages]
        for language in languages:
            row, terms = _entry(source, language)
            if entry := kept.get(language):
                _count_words(entry, counts, -1)
                for name, value in row.items():
                    setattr(entry, name, value)
                entry.save()
            else:
                entry = SearchEntry(**source.owner(), language=language, **row)
            shown |= _count_words(entry, counts, 1)
            written.append((entry, terms, source.areas()))
    # Deleting them takes their words from the counts: see ``forget_words``.
    if gone:
        SearchEntry.objects.filter(pk__in=gone).delete()
    new = [entry for entry, _terms, _areas in written if entry.pk is None]
    is_new = {id(entry) for entry in new}
    SearchEntry.objects.bulk_create(new)
    if written:
        engine().write([(entry.pk, *terms) for entry, terms, _areas in written])
    for entry, _terms, areas in written:
        if areas or id(entry) not in is_new:
            entry.areas.set(areas)
    _save_counts(counts, shown)


def _entry(source, language):
    """The fields of an entry, and its terms in the order that an engine writes them."""
    title, summary, text = (part.replace("\x00", "") for part in source.texts(language))
    own, related = [], []
    for part in (title, summary, text):
        terms = []
        for word in words(part, language):
            terms += sorted(word.own)
            related += sorted(word.related)
            if len(terms) > TERM_LIMIT:
                break
        own.append(terms)
    fields = {
        "kind": source.search_kind.name,
        "title": title,
        "folded_title": folded_text(title, language),
        "summary": summary,
        "text": text,
        "date": source.date(),
    }
    return fields, [*own, related[:TERM_LIMIT]]


def folded_text(text, language):
    """A text as its words in the spelling that they are compared in."""
    return " ".join(compared(word.text, language) for word in words(text, language))


def _vocabulary(entry):
    """The words of an entry: as compared, and as written."""
    found = {}
    for part in (entry.title, entry.summary, entry.text):
        for word in words(part[:50_000], entry.language):
            folded = compared(word.text, entry.language)[:WORD_LIMIT]
            if len(folded) > 2 and not folded.isdigit():
                found.setdefault(folded, bare(word.text, entry.language)[:WORD_LIMIT])
    return found


def _count_words(entry, counts, change):
    found = _vocabulary(entry)
    for folded in found:
        counts[entry.language, folded] += change
    return {(entry.language, folded): written for folded, written in found.items()}


def forget_words(entry):
    """Take the words of an entry that is being deleted from the vocabulary."""
    counts = Counter()
    _count_words(entry, counts, -1)
    _save_counts(counts, {})


def _save_counts(counts, shown):
    """Add to how many entries have each word; in one order, so that no two savers lock up."""
    table = SearchWord._meta.db_table
    changes = [
        (language, folded, shown.get((language, folded), folded), change)
        for (language, folded), change in sorted(counts.items())
        if change
    ]
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} (language, folded, word, entries) VALUES (%s, %s, %s, %s)"  # noqa: S608
            " ON CONFLICT (language, folded)"
            f" DO UPDATE SET entries = {table}.entries + excluded.entries",
            changes,
        )


def subtree(page):
    """The pages at and below a page."""
    return BasePage.objects.filter(path__startswith=page.path)


def in_collection(collection):
    """The documents in a collection and in those below it."""
    return CustomDocument.objects.filter(collection__path__startswith=collection.path)
