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


def give_back(limits, now):
    """Uncount one use that was taken at this time."""
    digests = [limit.digest(now) for limit in limits]
    UseCount.objects.filter(digest__in=digests, count__gt=0).update(count=F("count") - 1)


def network(address):
    """The address, or of version 6 the network that one household or office has."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return address
    ip = getattr(ip, "ipv4_mapped", None) or ip
    return str(ipaddress.ip_network((ip, 64), strict=False)) if ip.version == 6 else str(ip)


def client_address(request):
    """The network address of whoever sent the request, as far as it is known."""
    return getattr(request, "client_address", request.META.get("REMOTE_ADDR", ""))


def delete_expired(now):
    """Delete the counts and known networks whose time is over."""
    for model in (UseCount, KnownNetwork):
        model.objects.filter(until__lte=now).delete()
