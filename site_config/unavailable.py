"""The page in place of one that cannot be made right now: it needs neither database nor cache."""

from django.conf import settings
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request

SAFE_METHODS = ("GET", "HEAD", "OPTIONS", "TRACE")


def unavailable(request, reason, retry_after):
    """A 503 in the reader's language (by address, by Accept-Language otherwise).

    ``reason`` is ``"busy"`` or ``"outage"``, ``retry_after`` the seconds after which to come back.
    Whoever sent a form is told that their text still stands in their browser.
    """
    language = get_language_from_request(request, check_path=True)
    context = {"reason": reason, "was_sent": request.method not in SAFE_METHODS}
    with translation.override(language):
        response = HttpResponse(render_to_string("503.html", context), status=503)
    response["Content-Language"] = language
    response["Retry-After"] = str(retry_after)
    response["Cache-Control"] = "no-store"
    if not request.path_info.startswith(tuple(f"/{code}/" for code, _name in settings.LANGUAGES)):
        patch_vary_headers(response, ["Accept-Language"])
    return response
