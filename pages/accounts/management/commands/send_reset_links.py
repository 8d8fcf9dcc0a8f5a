"""The command that mails links to set a new password."""

from django.core.management.base import BaseCommand, CommandError

from pages.accounts import resets


class Command(BaseCommand):
    """Mails what was asked for; what fails is tried again by the next call."""

    help = "Mail the links to set a new password that were asked for; run it every minute."

    def handle(self, **options):
        """Exit with 1 when a mail could not be sent."""
        errors = list(resets.send_due())
        if errors:
            raise CommandError(f"{len(errors)} links to set a password not mailed: {errors[0]}")
