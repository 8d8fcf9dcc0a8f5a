"""The command that runs background tasks."""

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, InterfaceError

from pages.background.worker import Worker, end_with, own_name


class Command(BaseCommand):
    """Runs tasks as they come; beside a worker of the same DATA_DIR it waits for its end."""

    help = "Run background tasks (mail, documents' texts, purges) until it is stopped."

    def add_arguments(self, parser):
        parser.add_argument("--batch", action="store_true", help="end when nothing is due")
        parser.add_argument(
            "--parent", type=int, metavar="PID", help="end with the process that started this one"
        )

    def handle(self, *, batch, parent, **options):
        """Ends after the current task on SIGTERM or SIGINT, at once on a second one; with 1 if the
        database fails: whatever keeps it running starts it again."""
        if parent:
            end_with(parent)
        with own_name() as name:
            worker = Worker(name, batch)
            worker.configure_signals()
            try:
                worker.run()
            except (DatabaseError, InterfaceError) as error:
                reason = " ".join(str(error).split())
                raise CommandError(f"the database cannot be used: {reason}") from error
