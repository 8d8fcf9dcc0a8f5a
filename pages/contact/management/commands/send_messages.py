"""The command that mails visitors' messages to their units."""

from django.core.management.base import BaseCommand, CommandError

from pages.contact.mailing import send_due


class Command(BaseCommand):
    """Mails what waits, and what could not be mailed before; may run several times at once."""

    help = "Mail the messages of visitors that wait for it; run it every minute."

    def handle(self, **options):
        """One line for each message; exits with 1 when one could not be mailed."""
        failures = 0
        for outcome in send_due():
            if outcome.error:
                failures += 1
                self.stderr.write(f"{outcome.reference}: failed: {outcome.error}")
            else:
                self.stdout.write(f"{outcome.reference}: mailed")
        if failures:
            raise CommandError(
                f"{failures} could not be mailed; kept, and tried again", returncode=1
            )
