"""The 503 page, rendered without database and cache."""

from django.conf import settings
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request

SAFE_METHODS = ("GET", "HEAD", "OPTIONS", "TRACE")


def unavailable(request, reason, retry_after):
    """A 503 in the reader's language (from the URL, else Accept-Language).

    ``reason`` is ``"busy"`` or ``"outage"``, ``retry_after`` is in seconds. After a form was sent,
    the page says that the browser still has its text.
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
