"""Imports a translation of a text that another connection adds at the moment when the import asks
for the lock. Run as a process of its own, on a site's data; prints what became of each text."""

import json
import sys
import threading

import django
import polib

django.setup()

from django.db import connection, connections  # noqa: E402

from pages.models import ContentPage  # noqa: E402
from pages.translating import status  # noqa: E402
from pages.translating.exchange import files  # noqa: E402
from pages.translating.exchange.exporting import parts  # noqa: E402
from pages.translating.exchange.importing import run  # noqa: E402

SUMMARY = "ملخص يكتبه شخص آخر في هذه اللحظة"


def save(pk, summary):
    """Save a draft with another Arabic summary."""
    page = ContentPage.objects.get(pk=pk).get_latest_revision_as_object()
    page.summary_ar = summary
    page.save_revision(clean=False)


def write_elsewhere(pk):
    """Save the summary in another connection, to the end."""

    def write():
        save(pk, SUMMARY)
        connections.close_all()

    other = threading.Thread(target=write)
    other.start()
    other.join()


def translated(data):
    """The file with a translation of the summary."""
    file = polib.pofile(data.decode() + "\n")
    [entry] = [entry for entry in file if entry.msgid == SUMMARY]
    entry.msgstr, entry.flags = "A summary that somebody else writes at this moment", []
    return f"{file}".encode()


def import_while_writing(pk, data):
    """The report of the import, with which somebody else was just quicker."""
    is_quicker = iter([True])

    def quicker(execute, sql, *arguments):
        takes_lock = sql.startswith("BEGIN") or "FOR UPDATE" in sql
        if takes_lock and next(is_quicker, False):
            write_elsewhere(pk)
        return execute(sql, *arguments)

    with connection.execute_wrapper(quicker):
        return run(files.read("texts.po", data), "en")


page = ContentPage.objects.get(slug="about")
save(page.pk, SUMMARY)
status.refresh(page)
data = files.dump([*parts([page], "ar", "en")], "ar", "en", "po")
save(page.pk, "")
status.refresh(page)
report = import_while_writing(page.pk, translated(data))
sys.stdout.write(json.dumps({row.source: row.result for row in report.rows}))
