"""Where each kind of database keeps the terms of an entry, and how it finds and ranks by them.

SQLite has a full-text table beside the entries (FTS5, ranked by BM25), PostgreSQL a column of
theirs (tsvector with a GIN index, ranked by ts_rank). Neither knows languages: it is given terms.
"""

from django.db import connection

from pages.search.models import SearchEntry

TABLE = SearchEntry._meta.db_table
# How much a term counts in the title, the summary, the text, and where only a relative stands.
WEIGHTS = (10.0, 4.0, 1.0, 0.5)
# The positions that PostgreSQL can tell apart.
LAST_POSITION = 16_000


class SqliteEngine:
    """Terms in the table ``search_searchentry_fts``, whose rows have the entries' keys."""

    # What is counted needs no rank: an index of the entries tells it.
    source = f"{TABLE} AS entry"
    condition = f"entry.id IN (SELECT rowid FROM {TABLE}_fts WHERE {TABLE}_fts MATCH %s)"  # noqa: S608 - our own name
    # A cross join keeps the order: asking the full-text table about each entry takes seconds.
    ranked_source = f"{TABLE}_fts CROSS JOIN {TABLE} AS entry ON entry.id = {TABLE}_fts.rowid"
    ranked_condition = f"{TABLE}_fts MATCH %s"
    order = f"bm25({TABLE}_fts, {', '.join(map(str, WEIGHTS))})"

    def write(self, rows):
        """Keep the terms of entries: ``rows`` has for each its key, and the terms (in their order)
        of title, summary, text and relatives."""
        with connection.cursor() as cursor:
            cursor.executemany(
                f"DELETE FROM {TABLE}_fts WHERE rowid = %s",  # noqa: S608 - our own name
                [(key,) for key, *_terms in rows],
            )
            cursor.executemany(
                f"INSERT INTO {TABLE}_fts (rowid, title, summary, body, related)"  # noqa: S608
                " VALUES (%s, %s, %s, %s, %s)",
                [(key, *(" ".join(terms) for terms in parts)) for key, *parts in rows],
            )

    def expression(self, words):
        """The condition that all words of a query (``analysis.QueryWord``) are found."""
        return " AND ".join(self._query_word(word) for word in words)

    def loose_expression(self, words):
        """The condition that some of the words are found, as themselves and not by a relative."""
        return f"{{title summary body}} : ({' OR '.join(map(self._quoted, own_terms(words)))})"

    @staticmethod
    def _quoted(term):
        return f'"{term}"'

    def _query_word(self, word):
        choices = [*map(self._quoted, sorted(word.terms))]
        if word.parts:
            choices.append(f"({self.expression(word.parts)})")
        return f"({' OR '.join(choices)})"

    def ranked(self, expression, *, is_broad=False):
        """The SQL to order by, best first, and its parameters; ``is_broad`` when so much was found
        that the rank must not cost much for each."""
        return self.order, []


class PostgresEngine:
    """Terms in the column ``terms`` of the entries' own table."""

    source = ranked_source = f"{TABLE} AS entry"
    condition = ranked_condition = "entry.id IN (SELECT search_found(%s::tsquery))"
    letters = "ABCD"

    def write(self, rows):
        """See ``SqliteEngine.write``."""
        with connection.cursor() as cursor:
            cursor.executemany(
                f"UPDATE {TABLE} SET terms = %s::tsvector WHERE id = %s",  # noqa: S608
                [(self._vector(parts), key) for key, *parts in rows],
            )

    def _vector(self, parts):
        places, position = {}, 0
        for letter, terms in zip(self.letters, parts, strict=True):
            for term in terms:
                position = min(position + 1, LAST_POSITION)
                # PostgreSQL keeps no more than 255 places of a term.
                if len(places.setdefault(term, [])) < 255:
                    places[term].append(f"{position}{letter}")
        return " ".join(f"'{term}':{','.join(found)}" for term, found in places.items())

    def expression(self, words):
        """See ``SqliteEngine.expression``."""
        return " & ".join(self._query_word(word) for word in words)

    def loose_expression(self, words):
        """See ``SqliteEngine.loose_expression``."""
        return " | ".join(f"'{term}':ABC" for term in own_terms(words))

    def _query_word(self, word):
        choices = [f"'{term}'" for term in sorted(word.terms)]
        if word.parts:
            choices.append(f"({self.expression(word.parts)})")
        return f"({' | '.join(choices)})"

    def ranked(self, expression, *, is_broad=False):
        """See ``SqliteEngine.ranked``; what has all that is looked for in its title comes first,
        and the longer a text, the less a term in it says. When very much was found, title and
        summary alone tell the rank: to read the terms of whole texts takes seconds then."""
        terms = "entry.heading" if is_broad else "entry.terms"
        weights = ",".join(str(weight / max(WEIGHTS)) for weight in reversed(WEIGHTS))
        rank = (
            f"-ts_rank('{{{weights}}}', {terms}, %s::tsquery, 1)"
            " - (ts_filter(entry.heading, '{a}') @@ %s::tsquery)::int"
        )
        return rank, [expression, expression]


def own_terms(words):
    """The terms of words that are no relatives', in one order."""
    return sorted({term for word in words for part in (word, *word.parts) for term in part.own})


def engine():
    """The engine of the database in use."""
    return PostgresEngine() if connection.vendor == "postgresql" else SqliteEngine()
