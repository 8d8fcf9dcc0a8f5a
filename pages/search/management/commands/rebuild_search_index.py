"""Rebuilds the index of the visitors' search: after a restore, or when its rules have changed."""

from django.core.management.base import BaseCommand

from pages.models import BasePage, CustomDocument
from pages.search import indexing


class Command(BaseCommand):
    """``manage.py rebuild_search_index``"""

    help = "Rebuilds the index of the visitors' search from live content."

    def handle(self, **options):
        """Go through all pages and documents, some at a time, and tell how far it has come."""
        indexing.forget_vocabulary()
        for name, things, index in (
            ("pages", BasePage.objects.all(), indexing.index_pages),
            ("documents", CustomDocument.objects.all(), indexing.index_documents),
        ):
            total = things.count()
            done = 0
            for done in index(things, afresh=True):
                if options["verbosity"]:
                    self.stdout.write(f"{name}: {done} of {total}")
            if not done and options["verbosity"]:
                self.stdout.write(f"{name}: none")
