"""The command to run after removing a language from the settings."""

from django.core.management.base import BaseCommand

from languages import former_languages


class Command(BaseCommand):
    """Deletes data that names a removed language; other languages' texts are kept."""

    help = "Deletes schedules, preferences, roles and search entries of removed languages."

    def handle(self, **options):
        former_languages.clear_away(self.stdout.write)
