"""The command that deletes what is left of background tasks."""

from datetime import timedelta

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from pages.background.models import OutgoingMail
from pages.background.retrying import take_up

# Days for which finished tasks are kept, and those that failed, with their mails.
DONE, FAILED = 1, 30


class Command(BaseCommand):
    """Deletes old tasks and mails; has tasks run again that a machine took with it."""

    help = "Delete old background tasks, and take up those of dead machines; run it every hour."

    def handle(self, **options):
        """Prints nothing."""
        take_up(None)
        call_command(
            "prune_db_task_results",
            min_age_days=DONE,
            failed_min_age_days=FAILED,
            queue_name="*",
            verbosity=0,
        )
        before = timezone.now() - timedelta(days=FAILED + 1)
        OutgoingMail.objects.filter(created_at__lt=before).delete()
