"""The command that makes the roles of staff."""

from django.core.management.base import BaseCommand

from pages.access import roles


class Command(BaseCommand):
    """Makes the groups of all roles and the review, or repairs them; members stay as they are."""

    help = "Makes the roles of staff and their review, or puts their permissions right again."

    def handle(self, **options):
        roles.set_up(self.stdout.write)
