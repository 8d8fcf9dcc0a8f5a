"""The command that tells how far the translations are, for people and for a build."""

import json

from babel.messages.pofile import PoFileError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from languages import cldr
from languages.catalogues import states
from pages.translating import board, counting, units

# Exit codes: not everything is translated as far as it should be; the command was not understood.
BELOW, WRONG = 1, 2


class Command(BaseCommand):
    """Prints the board of translations; what was never counted is counted first."""

    help = (
        "Tells how far pages, pictures, documents, settings and the interface are translated. "
        "Exits with 1 when a language, or a catalogue of the interface, is below --fail-under."
    )

    def add_arguments(self, parser):
        parser.add_argument("--language", metavar="L", help="this language only (its code)")
        parser.add_argument(
            "--source",
            metavar="S",
            help="translated from this language, instead of from that each was written first in",
        )
        parser.add_argument(
            "--fail-under", metavar="PERCENT", help="exit with 1 below so much of the words"
        )
        parser.add_argument("--json", action="store_true", help="print JSON")
        parser.add_argument(
            "--refresh", action="store_true", help="count everything anew before, with progress"
        )

    def handle(self, *, language=None, source=None, fail_under=None, refresh=False, **options):
        """Print the table; raises CommandError in one line."""
        for name, code in (("--language", language), ("--source", source)):
            if code is not None and code not in cldr.language_codes():
                known = ", ".join(cldr.language_codes())
                raise CommandError(
                    f"{name}: there is no language {code!r}, only {known}.", returncode=WRONG
                )
        threshold = self._threshold(fail_under)
        self._count(refresh)
        languages = [language] if language else []
        report = self._report(source or "", languages)
        if options["json"]:
            self.stdout.write(json.dumps(report, ensure_ascii=False, indent=2))
        else:
            self._print(report)
        self._judge(report, threshold)

    @staticmethod
    def _threshold(text):
        if text is None:
            return None
        if not (text.isascii() and text.isdecimal() and len(text) < 4 and int(text) <= 100):
            raise CommandError(
                f"--fail-under must be a whole number from 0 to 100, not {text!r}.",
                returncode=WRONG,
            )
        return int(text)

    def _count(self, refresh):
        def tell(done, total):
            if done == total or not done % 50:
                self.stderr.write(f"counted {done} of {total}")

        counting.count(tell, afresh=refresh)

    def _report(self, source, languages):
        """Everything that is printed, as JSON can hold it."""
        try:
            found = states.catalogue_states()
        except PoFileError as error:
            raise CommandError(f"a catalogue cannot be read: {error}", returncode=WRONG) from error
        return {
            "languages": {
                total.language: _numbers(total) | {"units": total.units}
                for total in board.totals(source, languages)
            },
            "units": [
                self._unit(model, line)
                for model in counting.MODELS
                for line in board.lines(board.units_of(model, source), languages)
            ],
            "catalogues": [
                {
                    "language": state.language,
                    "domain": state.domain,
                    "corrects_packages": state.is_correction,
                    "percent": state.percent,
                    "texts": state.total,
                    "untranslated": state.untranslated,
                    "fuzzy": state.fuzzy,
                    "words_left": state.words_left,
                }
                for state in found
                if not languages or state.language in languages
            ],
        }

    @staticmethod
    def _unit(model, line):
        unit = line.instance
        own = units.model_of(unit) or model
        return {
            "key": line.key,
            "title": str(line.title(unit.seen_from)),
            "type": own._meta.label_lower,
            "source": unit.seen_from,
            "languages": {
                code: cell.status and _numbers(cell.status)
                for code, cell in line.cells.items()
                if not cell.is_source
            },
        }

    # For people

    def _print(self, report):
        kind = None
        for unit in report["units"]:
            if (own := unit["key"].rpartition("-")[0]) != kind:
                kind = own
                self.stdout.write(f"\n{kind}")
            for code, numbers in unit["languages"].items():
                self.stdout.write(
                    f"  {unit['key']:<20} {unit['source']} > {code:<6} "
                    f"{_words(numbers):<60}  {unit['title']}"
                )
        self.stdout.write("\ninterface")
        for one in report["catalogues"]:
            name = "packages" if one["corrects_packages"] else "own words"
            self.stdout.write(
                f"  {name:<12} {one['domain']:<9} {one['language']:<6} {one['percent']:>3}%  "
                f"{one['texts']} texts, {one['untranslated']} untranslated, {one['fuzzy']} fuzzy, "
                f"{one['words_left']} words left"
            )
        self.stdout.write("\ntotal")
        for code, numbers in report["languages"].items():
            self.stdout.write(f"  {code:<6} {_words(numbers)} in {numbers['units']} units")

    def _judge(self, report, threshold):
        """Raises CommandError when something is below the threshold."""
        if threshold is None:
            return
        shares = [(code, one["percent"]) for code, one in report["languages"].items()]
        shares += [
            (f"{one['language']} ({one['domain']}.po)", one["percent"])
            for one in report["catalogues"]
        ]
        below = [f"{name} {percent}%" for name, percent in shares if percent < threshold]
        if below:
            raise CommandError(f"below {threshold}%: {', '.join(below)}", returncode=BELOW)


def _numbers(counted):
    """The numbers of a status or of a total, as JSON can hold them."""
    since = counted.outdated_since
    return {
        "percent": counted.percent,
        "words": counted.words,
        "words_left": counted.words_left,
        "missing": counted.missing,
        "outdated": counted.outdated,
        "outdated_since": since and timezone.localtime(since).isoformat(timespec="seconds"),
        "live_outdated": counted.live_outdated,
    }


def _words(numbers):
    """The numbers in a line."""
    if numbers is None:
        return "not counted"
    parts = [f"{numbers['words_left']} words left"]
    parts += [f"{numbers[name]} {name}" for name in ("missing", "outdated") if numbers[name]]
    line = f"{numbers['percent']:>3}%  {', '.join(parts)}"
    since = numbers["outdated_since"]
    return f"{line} since {since[:10]}" if since else line
