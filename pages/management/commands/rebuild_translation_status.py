"""Counts anew what is translated: needed after a language was added, or after a restore."""

from django.core.management.base import BaseCommand

from pages.models import BasePage
from pages.translating import status, units


class Command(BaseCommand):
    """``manage.py rebuild_translation_status``"""

    help = "Counts anew, for each pair of languages, what is translated and what is not."

    def handle(self, **options):
        """Go through all pages, pictures, documents and settings, and tell how many there are."""
        for model in (BasePage, *units.OTHER_MODELS):
            done = 0
            for instance in model.objects.order_by("pk").iterator(chunk_size=200):
                if units.is_translated(instance):
                    status.refresh(instance)
                    done += 1
            if options["verbosity"]:
                self.stdout.write(f"{model._meta.verbose_name_plural}: {done}")
