"""The command that creates or repairs the roles of staff."""

from django.core.management.base import BaseCommand

from pages.access import roles


class Command(BaseCommand):
    """Creates or repairs the groups of all roles and the review workflow; members are kept."""

    help = "Makes the roles of staff and their review, or puts their permissions right again."

    def handle(self, **options):
        roles.set_up(self.stdout.write)
