"""Keep the places of terms in SQLite's full-text table: without them, it reads a text again for its
rank, which took forty times as long for a word on every page."""

from django.db import migrations

COLUMNS = "title, summary, body, related"
OLD = f"SELECT rowid, {COLUMNS} FROM pages_searchentry_fts"  # noqa: S608 - our own names
TRIGGER = """CREATE TRIGGER pages_searchentry_deleted AFTER DELETE ON pages_searchentry
    BEGIN DELETE FROM pages_searchentry_fts WHERE rowid = old.id; END"""


def _make_anew(schema_editor, options):
    if schema_editor.connection.vendor == "postgresql":
        return
    for statement in (
        "DROP TRIGGER pages_searchentry_deleted",
        f"""CREATE VIRTUAL TABLE pages_searchentry_new USING fts5(
            {COLUMNS}, {options}tokenize="unicode61 remove_diacritics 0"
        )""",
        f"INSERT INTO pages_searchentry_new (rowid, {COLUMNS}) {OLD}",
        "DROP TABLE pages_searchentry_fts",
        "ALTER TABLE pages_searchentry_new RENAME TO pages_searchentry_fts",
        TRIGGER,
    ):
        schema_editor.execute(statement)


def keep_places(apps, schema_editor):
    _make_anew(schema_editor, "")


def forget_places(apps, schema_editor):
    _make_anew(schema_editor, "detail=column, ")


class Migration(migrations.Migration):
    dependencies = [("pages", "0013_contact")]

    operations = [migrations.RunPython(keep_places, forget_places)]
