"""The command that takes texts out for translators."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from languages import cldr
from pages.translating.exchange import files
from pages.translating.exchange.exporting import (
    find_page,
    others_to_export,
    pages_to_export,
    parts,
    title_of,
    with_texts,
)
from pages.translating.segments import State


class Command(BaseCommand):
    """Writes PO or XLIFF 2 files: one with everything, or one for each page."""

    help = "Write the texts of pages and their translations into PO or XLIFF 2 files."

    def add_arguments(self, parser):
        codes = cldr.language_codes()
        parser.add_argument("--source", required=True, choices=codes, help="from this language")
        parser.add_argument("--target", required=True, choices=codes, help="into this one")
        parser.add_argument(
            "--page",
            help="one page: its id, path or address; without it, the whole site",
        )
        parser.add_argument("--branch", action="store_true", help="with all pages below it")
        parser.add_argument("--format", choices=[*files.FORMATS], default="po")
        parser.add_argument(
            "--only",
            default=",".join(State),
            help="states of the translations, by commas: missing,outdated,complete",
        )
        parser.add_argument(
            "--with-others", action="store_true", help="also pictures, documents and settings"
        )
        parser.add_argument(
            "--output",
            help="a file for all texts; a .zip or a directory for one file per page; without it, "
            "standard output",
        )

    def handle(self, **options):
        """Exits with 1, having written nothing, when something in the options cannot be."""
        source, target = options["source"], options["target"]
        if source == target:
            raise CommandError(_("Source and target are the same language."))
        states = _states(options["only"])
        found = self._parts(options, states)
        if not found:
            raise CommandError(_("No texts match."))
        self._write(found, source, target, options["format"], options["output"])
        count = sum(len(part.texts) for part in found)
        self._say(options, f"{count} texts of {len(found)} pages or other units")

    def _parts(self, options, states):
        page = None
        if options["page"] is not None:
            page = find_page(options["page"])
            if page is None:
                raise CommandError(_("There is no such page."))
        elif options["branch"]:
            raise CommandError("--branch needs --page.")
        instances = [*pages_to_export(page, with_descendants=options["branch"])]
        if options["with_others"]:
            instances += others_to_export()
        pair = options["source"], options["target"]
        instances = with_texts(instances, *pair, states)
        found = []
        for number, instance in enumerate(instances, 1):
            found += parts([instance], *pair, states)
            title = title_of(instance, translation.get_language())
            self._say(options, f"{number}/{len(instances)} {title}")
        return found

    def _write(self, found, source, target, file_format, output):
        data = (found, source, target, file_format)
        try:
            if output is None:
                self.stdout.write(files.dump(*data).decode(), ending="")
            elif Path(output).is_dir() or output.endswith("/"):
                Path(output).mkdir(parents=True, exist_ok=True)
                for name, content in files.dump_each(*data):
                    (Path(output) / name).write_bytes(content)
            elif output.endswith(files.ZIP_SUFFIX):
                Path(output).write_bytes(files.zipped(files.dump_each(*data)))
            else:
                Path(output).write_bytes(files.dump(*data))
        except OSError as error:
            raise CommandError(f"{output}: {error.strerror}") from error

    def _say(self, options, line):
        # Standard output may be the file.
        if options["verbosity"]:
            (self.stdout if options["output"] else self.stderr).write(line)


def _states(text):
    names = [name.strip() for name in text.split(",") if name.strip()]
    if not names or not set(names) <= {*State}:
        raise CommandError(f"--only: {text!r} is not a list of {', '.join(State)}.")
    return {State(name) for name in names}
