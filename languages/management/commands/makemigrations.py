"""Django's ``makemigrations``, which writes the columns of a language in one operation."""

from django.core.management.commands import makemigrations

from languages.autodetector import Autodetector


class Command(makemigrations.Command):
    """See the module."""

    autodetector = Autodetector
