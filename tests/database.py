"""The database's content, for comparison."""

from django.db import connection

PREFIXES = ("contact_", "pages_", "search_", "staff_", "translating_", "work_areas_")


def snapshot():
    """Every row of our own tables."""
    tables = [name for name in connection.introspection.table_names() if name.startswith(PREFIXES)]
    rows = {}
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT * FROM {table} ORDER BY 1")
            rows[table] = cursor.fetchall()
    return rows
