"""Limits of guessing: so many wrong answers about one thing, and from one network.

Whoever gave the right answer from a network is counted there alone for half a year, so that nobody
elsewhere can lock them out. An answer is counted before it is looked at, and uncounted when it was
right: guesses that are sent at once are counted too. All limits end by themselves.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import ngettext

from pages.limits.counting import Limit, client_address, give_back, network, take
from pages.limits.models import KnownNetwork

SECONDS = 15 * 60
# Wrong answers in 15 minutes: about one thing, from one network about all things together, and from
# a network where the right one was given before.
ABOUT_ONE, FROM_ONE, KNOWN = 10, 30, 10
REMEMBERED = timedelta(days=180)


@dataclass(frozen=True)
class Guess:
    """One answer to a secret's question: the kind of secret, whose it is, from which network."""

    scope: str
    key: str
    network: str
    about_one: int = ABOUT_ONE

    @classmethod
    def by(cls, request, scope, key, about_one=ABOUT_ONE):
        """The guess that a request makes."""
        return cls(scope, str(key), network(client_address(request)), about_one)

    @property
    def digest(self):
        """What stands in the database for this secret and network."""
        name = f"{self.scope}\0{self.key}\0{self.network}"
        return salted_hmac("pages.limits.known", name, algorithm="sha256").hexdigest()

    def limits(self, now):
        """The limits that it counts by."""
        if KnownNetwork.objects.filter(digest=self.digest, until__gt=now).exists():
            return [Limit(f"{self.scope} known", f"{self.key}\0{self.network}", KNOWN, SECONDS)]
        limits = [Limit(self.scope, self.key, self.about_one, SECONDS)]
        if self.network:
            limits.append(Limit("guesses", self.network, FROM_ONE, SECONDS))
        return limits

    def take(self):
        """Count it; returns a ``Turn``."""
        now = timezone.now()
        limits = self.limits(now)
        return Turn(self, limits, now, take(limits, now))


@dataclass(frozen=True)
class Turn:
    """A guess that was counted, or is refused for ``wait`` seconds."""

    guess: Guess
    limits: list
    at: object
    wait: int

    def was_right(self):
        """Uncount it, and remember the network."""
        give_back(self.limits, self.at)
        KnownNetwork.objects.update_or_create(
            digest=self.guess.digest, defaults={"until": self.at + REMEMBERED}
        )


def too_many(wait):
    """The words for whoever has to wait so many seconds, in the active language."""
    minutes = -(-wait // 60)
    return ngettext(
        "Too many attempts. Try again in %(minutes)d minute.",
        "Too many attempts. Try again in %(minutes)d minutes.",
        minutes,
    ) % {"minutes": minutes}
