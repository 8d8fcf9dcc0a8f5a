"""The command that deletes visitors' messages when their time is over."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from pages.contact.models import ContactMessage
from pages.limits.counting import delete_expired


class Command(BaseCommand):
    """Deletes what its form keeps no longer; what nobody has seen yet stays."""

    help = "Delete the messages of visitors whose time is over; run it at least once a day."

    def handle(self, **options):
        """One line when there was something to delete, or something that should have gone."""
        now = timezone.now()
        delete_expired(now)
        deleted, _by_model = ContactMessage.objects.expired(now).delete()
        if deleted:
            self.stdout.write(f"{deleted} messages deleted, their time was over")
        if unseen := ContactMessage.objects.unmailed().filter(delete_after__lte=now).count():
            self.stderr.write(f"{unseen} messages kept beyond their time: they were never mailed")
