"""Runs the scheduled releases that are due; replaces Wagtail's command of the same name."""

from django.conf import settings
from django.core.management.base import CommandError
from django.utils import translation
from wagtail.management.commands import publish_scheduled

from pages.versions.releasing import run_due


class Command(publish_scheduled.Command):
    help = "Release and withdraw the languages of pages that are due; run it every minute."

    def handle(self, *args, **options):
        """Prints a line for each language of a page; exits with 1 if one failed."""
        super().handle(*args, **options)
        if options["dryrun"]:
            return
        failures = 0
        with translation.override(settings.LANGUAGE_CODE):
            for due in run_due():
                plan = due.plan
                what = f"{plan.page.url_path} {plan.language}: {plan.action}"
                if due.error is None:
                    self.stdout.write(f"{what} done")
                else:
                    failures += 1
                    self.stderr.write(f"{what} failed: {' '.join(due.error.split())}")
        if failures:
            raise CommandError(f"{failures} scheduled releases failed", returncode=1)
