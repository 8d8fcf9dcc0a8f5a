"""The command that deletes visitors' messages when their time is over."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from pages.contact.models import ContactMessage
from pages.limits.counting import delete_expired


class Command(BaseCommand):
    """Deletes what its form keeps no longer, on the day that visitors were promised."""

    help = "Delete the messages of visitors whose time is over; run it at least once a day."

    def handle(self, **options):
        """One line when there was something to delete, and one when nobody had been mailed it."""
        now = timezone.now()
        delete_expired(now)
        expired = ContactMessage.objects.expired(now)
        unmailed = expired.unmailed().filter(handled_at=None).count()
        deleted, _by_model = expired.delete()
        if deleted:
            self.stdout.write(f"{deleted} messages deleted, their time was over")
        if unmailed:
            self.stderr.write(f"{unmailed} of them were never mailed")
