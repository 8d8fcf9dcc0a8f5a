"""What a query finds: in one language, best first, counted by kind and work area."""

from dataclasses import dataclass, field

from django.core.paginator import Page, Paginator
from django.db import connection

from pages.models import BasePage, CustomDocument
from pages.search.analysis import query_words
from pages.search.engines import engine
from pages.search.models import SearchEntry
from pages.search.snippets import marked, snippet

PAGE_SIZE = 10
# More results than this are many.
BROAD = 1_000
AREAS = SearchEntry.areas.through._meta.db_table


@dataclass
class Hit:
    """An entry as a reader sees it: ``title`` and ``snippet`` are HTML, with what matches marked.

    One of ``page`` and ``document`` is given; ``section`` is the page above a page, if any.
    """

    entry: SearchEntry
    title: str
    snippet: str
    page: BasePage | None = None
    document: CustomDocument | None = None
    section: BasePage | None = None

    @property
    def url(self):
        return self.page.get_url() if self.page else self.document.url


@dataclass
class Results:
    """What a query finds: ``hits`` is a page of ``Hit``s, ``total`` counts them under the
    filters; ``kinds`` and ``areas`` count by kind's name and by area's key, each as if its own
    filter were not set. ``is_partial`` when nothing holds all words, but something some of them.
    """

    words: list
    is_partial: bool = False
    total: int = 0
    hits: Page | None = None
    kinds: dict = field(default_factory=dict)
    areas: dict = field(default_factory=dict)


class Search:
    """A query in a language, with filters."""

    def __init__(self, query, language, *, kind=None, area=None):
        self.language = language
        self.words = query_words(query, language)
        self.kind, self.area = kind, area
        self.engine = engine()
        self.expression = self.engine.expression(self.words)
        self.is_broad = False

    def results(self, number=1):
        """The ``Results``, with the page of hits of a number; a wrong number gives the nearest."""
        results = Results(self.words)
        if not self.words:
            return results
        results.kinds = dict(self._counts("entry.kind", area=self.area))
        if not results.kinds and self.loosen():
            results.is_partial = True
            results.kinds = dict(self._counts("entry.kind", area=self.area))
        results.areas = dict(self._counts("link.basepage_id", kind=self.kind))
        results.total = (
            results.kinds.get(self.kind, 0) if self.kind else sum(results.kinds.values())
        )
        self.is_broad = results.total > BROAD
        paginator = Paginator(range(results.total), PAGE_SIZE)
        hits = paginator.get_page(number)
        hits.object_list = self._hits(hits.object_list.start) if results.total else []
        results.hits = hits
        return results

    def count(self):
        """How many entries the query finds."""
        return sum(count for _kind, count in self._counts("entry.kind")) if self.words else 0

    def loosen(self):
        """Look for some of the words, not all; whether that makes a difference."""
        if len(self.words) < 2:
            return False
        self.expression = self.engine.loose_expression(self.words)
        return True

    def _where(self, condition, kind, area):
        conditions, values = [condition, "entry.language = %s"], []
        values += [self.expression, self.language]
        if kind:
            conditions.append("entry.kind = %s")
            values.append(kind)
        if area:
            conditions.append(
                f"EXISTS (SELECT 1 FROM {AREAS} own"  # noqa: S608 - our own names
                " WHERE own.searchentry_id = entry.id AND own.basepage_id = %s)"
            )
            values.append(area)
        return " AND ".join(conditions), values

    def _counts(self, column, *, kind=None, area=None):
        where, values = self._where(self.engine.condition, kind, area)
        link = ""
        if column.startswith("link."):
            link = f" JOIN {AREAS} link ON link.searchentry_id = entry.id"
        return _rows(
            f"SELECT {column}, count(*) FROM {self.engine.source}{link}"  # noqa: S608
            f" WHERE {where} GROUP BY {column}",
            values,
        )

    def keys(self, limit, offset=0):
        """The keys of the entries found, best first."""
        where, values = self._where(self.engine.ranked_condition, self.kind, self.area)
        order, order_values = self.engine.ranked(self.expression, is_broad=self.is_broad)
        rows = _rows(
            f"SELECT entry.id FROM {self.engine.ranked_source} WHERE {where}"  # noqa: S608
            f" ORDER BY {order}, entry.id LIMIT %s OFFSET %s",
            [*values, *order_values, limit, offset],
        )
        return [key for (key,) in rows]

    def _hits(self, offset):
        """The results of one page, read again so that nothing private is shown."""
        keys = self.keys(PAGE_SIZE, offset)
        entries = SearchEntry.objects.in_bulk(keys)
        pages = BasePage.objects.available_in(self.language).in_bulk(
            [entry.page_id for entry in entries.values() if entry.page_id]
        )
        documents = CustomDocument.objects.in_bulk(
            [entry.document_id for entry in entries.values() if entry.document_id]
        )
        sections = self._sections(pages.values())
        return [
            self._result(entries[key], pages, documents, sections)
            for key in keys
            if entries[key].page_id in pages or entries[key].document_id in documents
        ]

    def _sections(self, pages):
        """The pages above pages, by their paths; the home page and the root are no sections."""
        paths = {page.path[: -page.steplen] for page in pages if page.depth > 3}
        found = BasePage.objects.available_in(self.language).filter(path__in=paths)
        return {page.path: page for page in found} if paths else {}

    def _result(self, entry, pages, documents, sections):
        page = pages.get(entry.page_id)
        # The summary says best what a page is about; where it does not tell why the page was
        # found, the text does.
        text = snippet(entry.summary, self.words, self.language) if entry.summary else ""
        if "<mark>" not in text and entry.text:
            found = snippet(entry.text, self.words, self.language)
            text = found if "<mark>" in found or not text else text
        return Hit(
            entry,
            marked(entry.title, self.words, self.language),
            text,
            page,
            documents.get(entry.document_id),
            sections.get(page.path[: -page.steplen]) if page else None,
        )


def _rows(sql, values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()
