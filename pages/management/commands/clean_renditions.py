"""The command that takes out of visitors' pictures what cameras and programs noted in them."""

from django.core.management.base import BaseCommand, CommandError

from pages.public.cleaning_renditions import clean


class Command(BaseCommand):
    """Generates files with metadata again, under their own URLs; corrects those in a wrong folder.

    Pictures made since notes are left out hold none: it is run once after an update, and whenever
    somebody wants to be sure.
    """

    help = (
        "Take place, author and all other notes out of the pictures that visitors get: "
        "the files in the media folder below images/ and private_images/."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--all",
            action="store_true",
            help="generate every picture again from its original, not only those with metadata",
        )

    def handle(self, *, all, **options):  # noqa: A002 - the option's name
        """One line with the numbers; an error when a picture still holds notes."""
        result = clean(self.stderr.write, everything=all)
        self.stdout.write(
            f"{result.seen} files seen: {result.cleaned} generated again, "
            f"{result.failed} unreadable; "
            f"{result.misplaced} were in the wrong folder and {result.lost} were lost: "
            "these are made when they are next shown"
        )
        if result.failed:
            raise CommandError("Some files could not be read; what they hold is not known.")
