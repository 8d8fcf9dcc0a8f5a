"""How often something may be done in a span of time, counted in the database.

The counts are exact across processes; file-based caches lose counts to each other, and cull
them. Of whom they count there is only a keyed digest, another one in each span.
"""

import ipaddress
from dataclasses import dataclass
from datetime import UTC, datetime

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.crypto import salted_hmac

from pages.contact.models.messages import UseCount

HOUR, DAY = 3600, 86_400
# Prefix lengths by IP version: what one household or office has, and what one provider gives to
# many, or somebody with very many addresses.
NARROW = {4: 32, 6: 64}
WIDE = {4: 24, 6: 48}
# How many times as many first messages of networks a form takes as others.
FIRST_ONES = 5


@dataclass(frozen=True)
class Limit:
    """At most ``most`` uses by whom ``key`` names in each span of so many seconds."""

    scope: str
    key: str
    most: int
    seconds: int

    def span_end(self, now):
        """When the span ends that a time lies in."""
        second = int(now.timestamp())
        return datetime.fromtimestamp(second - second % self.seconds + self.seconds, UTC)

    def digest(self, now):
        """The stored digest of this key in this span."""
        name = f"{self.scope}\0{self.key}\0{self.seconds}\0{self.span_end(now).isoformat()}"
        return salted_hmac("pages.contact.limits", name, algorithm="sha256").hexdigest()


def take(limits, now):
    """Count one use by each limit, or by none if one of them is reached.

    Returns the seconds after which it is worth another try, 0 when it was counted.
    """
    with transaction.atomic():
        for limit in limits:
            count, _new = UseCount.objects.get_or_create(
                digest=limit.digest(now), defaults={"until": limit.span_end(now)}
            )
            counted = UseCount.objects.filter(pk=count.pk, count__lt=limit.most)
            if not counted.update(count=F("count") + 1):
                transaction.set_rollback(True)
                return max(1, int((limit.span_end(now) - now).total_seconds()))
    return 0


def per_message(page, address, now):
    """The limits of a message that is sent by a form from a network address (may be empty).

    The first message from a network in an hour is counted apart from the others: few senders cannot
    use up what a form takes from everybody.
    """
    form = Limit("form", str(page.pk), settings.CONTACT_PER_FORM, HOUR)
    if not address:
        return [form]
    surroundings = Limit("network", network(address, WIDE), settings.CONTACT_PER_NETWORK, HOUR)
    if not UseCount.objects.filter(digest=surroundings.digest(now)).exists():
        form = Limit("first", str(page.pk), settings.CONTACT_PER_FORM * FIRST_ONES, HOUR)
    own = Limit("address", network(address, NARROW), settings.CONTACT_PER_ADDRESS, HOUR)
    return [own, surroundings, form]


def per_confirmation(email):
    """The limits of the confirmations that one e-mail address is sent: they are no way to pester
    somebody."""
    return [Limit("confirmation", email.lower(), 2, DAY)]


def network(address, lengths):
    """The network that an address lies in; ``lengths`` are its prefix lengths by IP version."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return address
    ip = getattr(ip, "ipv4_mapped", None) or ip
    return str(ipaddress.ip_network((ip, lengths[ip.version]), strict=False))
