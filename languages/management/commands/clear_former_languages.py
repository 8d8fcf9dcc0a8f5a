"""The command to run after a language was taken out of the settings."""

from django.core.management.base import BaseCommand

from languages import former_languages


class Command(BaseCommand):
    """Clears away what names a language that the site no longer has; texts of others stay."""

    help = "Clears away plans, preferences, roles and the search of languages that were removed."

    def handle(self, **options):
        former_languages.clear_away(self.stdout.write)
