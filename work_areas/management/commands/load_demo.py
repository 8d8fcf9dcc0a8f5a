"""The command that loads the demo site."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.db.migrations.exceptions import MigrationSchemaMissing
from django.db.migrations.executor import MigrationExecutor
from django.utils import translation

from work_areas.demo.loader import DemoLoader, LoadError


class Command(BaseCommand):
    """Adds missing pages of the demo site; existing ones are not changed."""

    help = "Loads the demo site: pages in every language, pictures and the site's identity."
    # Checks are skipped, so that a damaged database gives this command's error, not a traceback.
    requires_migrations_checks = False

    def handle(self, **options):
        try:
            executor = MigrationExecutor(connection)
            if executor.migration_plan(executor.loader.graph.leaf_nodes()):
                raise CommandError(
                    "The database is not migrated to this version: run migrate first."
                )
            with translation.override(settings.LANGUAGE_CODE):
                DemoLoader(report=self.stdout.write).load()
        except (LoadError, MigrationSchemaMissing, DatabaseError, OSError) as error:
            line = str(error).splitlines()[0] if str(error) else type(error).__name__
            raise CommandError(f"Nothing was loaded: {line}.") from error
        self.stdout.write(self.style.SUCCESS("The demo site is loaded."))
