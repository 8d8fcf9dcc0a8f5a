"""The command that brings translations back."""

from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from languages import cldr
from pages.translating.exchange import files
from pages.translating.exchange.entries import ExchangeError
from pages.translating.exchange.importing import Result, run

ALL_IN, SOME_REFUSED = 0, 2


class Command(BaseCommand):
    """Writes translations from PO, XLIFF 2 or ZIP files into drafts; publishes nothing."""

    help = "Write translations from PO, XLIFF 2 or ZIP files into the drafts of their pages."

    def add_arguments(self, parser):
        codes = cldr.language_codes()
        parser.add_argument("files", nargs="+", help="files, or directories with files")
        parser.add_argument("--source", choices=codes, help="refuse files from another language")
        parser.add_argument("--target", choices=codes, help="refuse files into another language")
        parser.add_argument("--user", help="who imports, by user name: what they may, they do")
        parser.add_argument(
            "--with-others",
            action="store_true",
            help="also pictures, documents and settings, which visitors see at once",
        )
        parser.add_argument("--dry-run", action="store_true", help="only tell what would happen")
        parser.add_argument("--language", choices=codes, help="of what is told")

    def handle(self, **options):
        """Exits with 1, having changed nothing, when a file cannot be used; with 2 when something
        in one was refused."""
        with translation.override(options["language"] or translation.get_language()):
            user = self._user(options["user"])
            documents = []
            try:
                for name, data in _contents(options["files"]):
                    documents += files.read(name, data)
            except ExchangeError as error:
                raise CommandError(str(error)) from error
            except OSError as error:
                raise CommandError(f"{error.filename}: {error.strerror}") from error
            for document in documents:
                for name in ("source", "target"):
                    if options[name] not in (None, getattr(document, name)):
                        message = _("The file’s target language is not the one given.")
                        raise CommandError(f"{document.name}: {message}")
            report = run(
                documents,
                translation.get_language(),
                user=user,
                with_others=options["with_others"],
                is_trial=options["dry_run"],
                progress=self._teller(options["verbosity"]),
            )
            self._sum_up(report, is_trial=options["dry_run"])

    def _user(self, name):
        if name is None:
            return None
        try:
            return get_user_model().objects.get_by_natural_key(name)
        except get_user_model().DoesNotExist:
            raise CommandError(f"--user: there is no {name!r}.") from None

    def _teller(self, verbosity):
        def tell(number, total, title, rows):
            for row in rows:
                if row.result == Result.REFUSED or (row.reasons and verbosity >= 1):
                    where = f"{row.place}: {row.title} – {row.label}"
                    self.stderr.write(f"{where}: {row.result_label}: {' '.join(row.reasons)}")
            if verbosity >= 1:
                written = sum(row.result == Result.WRITTEN for row in rows)
                self.stdout.write(f"{number}/{total} {title}: {written}/{len(rows)}")

        return tell

    def _sum_up(self, report, *, is_trial):
        counts = report.counts
        line = ", ".join(f"{result.label}: {counts[result]}" for result in Result)
        if is_trial:
            line = _("Dry run, nothing was written: %(counts)s") % {"counts": line}
        self.stdout.write(line)
        if refused := counts[Result.REFUSED]:
            message = _("refused: %(count)d; the others were imported") % {"count": refused}
            if is_trial:
                message = _("refused: %(count)d") % {"count": refused}
            raise CommandError(message, returncode=SOME_REFUSED)


def _contents(paths):
    """(name, bytes) of the files, and of those in directories."""
    for path in map(Path, paths):
        found = [path]
        if path.is_dir():
            found = sorted(p for p in path.iterdir() if p.suffix.lower() in files.SUFFIXES)
        for file in found:
            with file.open("rb") as opened:
                # One more than is taken is enough to tell that it is too much.
                yield str(file), opened.read(files.LARGEST_FILE + 1)
