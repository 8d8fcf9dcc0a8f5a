"""``/.well-known/security.txt`` (RFC 9116): to whom weaknesses of the site are reported."""

from datetime import UTC, datetime, time, timedelta
from urllib.parse import urljoin

from django.conf import settings
from django.core import checks
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from languages import cldr

# How long before its end the check reminds of it.
REMINDER = timedelta(days=30)


@csrf_exempt
@require_safe
def security_txt(request):
    """The file; Http404 without a contact, or once it has expired."""
    if not settings.SECURITY_CONTACT or localdate() >= settings.SECURITY_EXPIRES:
        raise Http404("Nobody is named.")
    expires = datetime.combine(settings.SECURITY_EXPIRES, time(), UTC)
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        f"Preferred-Languages: {', '.join(cldr.language_codes())}",
        f"Canonical: {urljoin(settings.SITE_URL, reverse('security_txt'))}",
    ]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")


def check_expiry(app_configs, today=None, **kwargs):
    """A warning when the file is about to expire, or has."""
    if not settings.SECURITY_CONTACT:
        return []
    left = settings.SECURITY_EXPIRES - (today or localdate())
    if left > REMINDER:
        return []
    return [
        checks.Warning(
            f"security.txt expires on {settings.SECURITY_EXPIRES}, and is not served after that.",
            hint="See whether SECURITY_CONTACT still reaches somebody, and move SECURITY_EXPIRES.",
            id="pages.W001",
        )
    ]
