"""The command for whoever has lost the telephone and the recovery codes."""

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from pages.accounts import two_factors


class Command(BaseCommand):
    """Takes an account's second factor away; it sets up another one at its next sign-in."""

    help = "Take the second factor of an account away, whose owner sets up another one."

    def add_arguments(self, parser):
        parser.add_argument("username")

    def handle(self, username, **options):
        """Exit with 1 when there is no such account, or it has no second factor."""
        users = get_user_model()
        user = users.objects.filter(**{users.USERNAME_FIELD: username}).first()
        if user is None:
            raise CommandError(f"There is no account {username}.")
        if not two_factors.has_device(user):
            raise CommandError(f"{username} has no second factor.")
        two_factors.remove(user)
        self.stdout.write(f"{username} signs in without a second factor, and can set up another.")
