"""What searching many pages needs: on SQLite, the places of terms, without which it reads a text
again for its rank; on PostgreSQL, a function that always asks the index, for the planner takes
reading every entry's terms for cheap, an index that is never behind, and the terms of title and
summary beside the others."""

from django.db import migrations

COLUMNS = "title, summary, body, related"
OLD = f"SELECT rowid, {COLUMNS} FROM pages_searchentry_fts"  # noqa: S608 - our own names
TRIGGER = """CREATE TRIGGER pages_searchentry_deleted AFTER DELETE ON pages_searchentry
    BEGIN DELETE FROM pages_searchentry_fts WHERE rowid = old.id; END"""
FUNCTION = """CREATE FUNCTION pages_search_found(query tsquery) RETURNS SETOF bigint
    LANGUAGE sql STABLE ROWS 1000 SET enable_seqscan = off
    AS 'SELECT id FROM pages_searchentry WHERE terms @@ query'"""
HEADING = """ALTER TABLE pages_searchentry
    ADD COLUMN heading tsvector GENERATED ALWAYS AS (ts_filter(terms, '{a,b}')) STORED"""


def _sqlite(options):
    return [
        "DROP TRIGGER pages_searchentry_deleted",
        f"""CREATE VIRTUAL TABLE pages_searchentry_new USING fts5(
            {COLUMNS}, {options}tokenize="unicode61 remove_diacritics 0"
        )""",
        f"INSERT INTO pages_searchentry_new (rowid, {COLUMNS}) {OLD}",
        "DROP TABLE pages_searchentry_fts",
        "ALTER TABLE pages_searchentry_new RENAME TO pages_searchentry_fts",
        TRIGGER,
    ]


POSTGRESQL = [FUNCTION, HEADING, "ALTER INDEX search_terms SET (fastupdate = off)"]
POSTGRESQL_BACK = [
    "ALTER INDEX search_terms RESET (fastupdate)",
    "DROP FUNCTION pages_search_found(tsquery)",
    "ALTER TABLE pages_searchentry DROP COLUMN heading",
]


def forwards(apps, schema_editor):
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    for statement in POSTGRESQL if is_postgresql else _sqlite(""):
        schema_editor.execute(statement)


def backwards(apps, schema_editor):
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    for statement in POSTGRESQL_BACK if is_postgresql else _sqlite("detail=column, "):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("pages", "0014_translation_status")]

    operations = [migrations.RunPython(forwards, backwards)]
