"""How often something may be done in a span of time, counted in the database.

The counts are exact, whatever process counts; caches in files lose counts to each other, and cull
them. Of whom they count there is only a keyed digest, another one in each span.
"""

import ipaddress
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import transaction
from django.db.models import F
from django.utils.crypto import salted_hmac

from pages.limits.models import KnownNetwork, UseCount

HOUR, DAY = 3600, 86_400
# Prefix lengths by IP version: what one household or office has, and what one provider gives to
# many, or somebody with very many addresses.
NARROW = {4: 32, 6: 64}
WIDE = {4: 24, 6: 48}


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
        """What stands in the database for this key in this span."""
        name = f"{self.scope}\0{self.key}\0{self.seconds}\0{self.span_end(now).isoformat()}"
        return salted_hmac("pages.limits", name, algorithm="sha256").hexdigest()


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


def give_back(limits, now):
    """Uncount one use that was taken at this time."""
    digests = [limit.digest(now) for limit in limits]
    UseCount.objects.filter(digest__in=digests, count__gt=0).update(count=F("count") - 1)


def is_new(limit, now):
    """Whether nothing was counted by a limit in its present span."""
    return not UseCount.objects.filter(digest=limit.digest(now)).exists()


def network(address, lengths=NARROW):
    """The network that an address lies in; ``lengths`` are its prefix lengths by IP version."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return address
    ip = getattr(ip, "ipv4_mapped", None) or ip
    found = ipaddress.ip_network((ip, lengths[ip.version]), strict=False)
    return str(ip if found.prefixlen == ip.max_prefixlen else found)


def client_address(request):
    """The network address of whoever sent the request, as far as it is known."""
    return getattr(request, "client_address", request.META.get("REMOTE_ADDR", ""))


def delete_expired(now):
    """Delete the counts and known networks whose time is over."""
    for model in (UseCount, KnownNetwork):
        model.objects.filter(until__lte=now).delete()
