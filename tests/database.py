"""The database as tests compare it."""

from django.db import connection


def snapshot():
    """Every row of our own tables."""
    tables = [
        name
        for name in connection.introspection.table_names()
        if name.startswith(("pages_", "work_areas_"))
    ]
    rows = {}
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT * FROM {table} ORDER BY 1")
            rows[table] = cursor.fetchall()
    return rows
