"""The command that exports the public site as static files."""

from django.core.management.base import BaseCommand, CommandError
from django.template.defaultfilters import filesizeformat
from django.utils import translation

from languages.catalogues.files import SOURCE_LANGUAGE
from pages.public.archive import ArchiveError, write_archive


class Command(BaseCommand):
    """Exports all pages in all languages; reports each page, and broken links."""

    help = "Writes the whole public site into a directory, to be read from a disk or any server."

    def add_arguments(self, parser):
        parser.add_argument("directory", help="a new or empty one, or an older archive's")
        parser.add_argument(
            "--zip", action="store_true", help="also write DIRECTORY.zip, the same in one file"
        )

    def handle(self, *, directory, zip, **options):  # noqa: A002 - the option's name
        """Exits with 1, leaving the directory unchanged, if the archive would be incomplete."""
        try:
            result = write_archive(directory, self._say(options["verbosity"]), with_zip=zip)
        except ArchiveError as error:
            raise CommandError(error) from error
        for address in result.broken:
            self.stderr.write(f"broken link: {address}")
        with translation.override(SOURCE_LANGUAGE):
            size = filesizeformat(result.size).replace("\xa0", " ")
        self.stdout.write(
            f"archived {result.pages} pages and {result.files} other files, {size}: {directory}"
        )

    def _say(self, verbosity):
        return self.stdout.write if verbosity else lambda line: None
