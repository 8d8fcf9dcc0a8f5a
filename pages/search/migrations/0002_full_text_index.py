from django.db import migrations

# Each entry's terms beside it. SQLite keeps their places: without these it would read a text again
# for its rank.
SQLITE = [
    """CREATE VIRTUAL TABLE search_searchentry_fts USING fts5(
        title, summary, body, related, tokenize="unicode61 remove_diacritics 0"
    )""",
    """CREATE TRIGGER search_searchentry_deleted AFTER DELETE ON search_searchentry
    BEGIN DELETE FROM search_searchentry_fts WHERE rowid = old.id; END""",
]
# PostgreSQL has the terms of title and summary beside the others, an index that is never behind,
# and a function that always asks it, for the planner takes reading every entry's terms for cheap.
POSTGRESQL = [
    "ALTER TABLE search_searchentry ADD COLUMN terms tsvector",
    "CREATE INDEX search_terms ON search_searchentry USING gin (terms) WITH (fastupdate = off)",
    """CREATE FUNCTION search_found(query tsquery) RETURNS SETOF bigint
    LANGUAGE sql STABLE ROWS 1000 SET enable_seqscan = off
    AS 'SELECT id FROM search_searchentry WHERE terms @@ query'""",
    """ALTER TABLE search_searchentry
    ADD COLUMN heading tsvector GENERATED ALWAYS AS (ts_filter(terms, '{a,b}')) STORED""",
]


def make_full_text_index(apps, schema_editor):
    """Give the entries a place for their terms, as pages.search.engines uses it."""
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    for statement in POSTGRESQL if is_postgresql else SQLITE:
        schema_editor.execute(statement)


def drop_full_text_index(apps, schema_editor):
    """On PostgreSQL, columns and index go with the entries' table."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION search_found(tsquery)")
    else:
        schema_editor.execute("DROP TRIGGER search_searchentry_deleted")
        schema_editor.execute("DROP TABLE search_searchentry_fts")


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [migrations.RunPython(make_full_text_index, drop_full_text_index)]
