"""Django's ``migrate``: it must find changes as ``makemigrations`` does."""

from django.core.management.commands import migrate

from languages.autodetector import Autodetector


class Command(migrate.Command):
    """See the module."""

    autodetector = Autodetector
