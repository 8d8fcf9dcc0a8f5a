"""Bounds what a request may send, before anything of it is read or stored."""

import time
from http import HTTPStatus

from django.conf import settings

from pages.public import views
from site_config.middleware import is_staff_area

BLOCK = 64 * 1024
# Of a refused body, so much is read and thrown away, for so many seconds: a browser that is still
# sending would otherwise see a broken connection and not the page that says what is wrong.
DISCARDED_BYTES = 64 * 1024 * 1024
DISCARDING_SECONDS = 5


class BodyLimitMiddleware:
    """Refuses a request whose body is too large (413), or of unknown length (411).

    Visitors send small forms; staff who are signed in send pages and files as well. A server hands
    over as many bytes as ``Content-Length`` says and no more, so that this bound holds while the
    body is read, too; Django reads nothing of a body without it.

    Runs after sessions and authentication, before the CSRF check, which reads the body.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """The site's response, or the page that says what is too large."""
        length = declared_length(request)
        if length is None:
            return views.error_page(request, HTTPStatus.LENGTH_REQUIRED)
        if length > settings.VISITOR_BODY_BYTES and length > (most := most_for(request)):
            discard(request, length)
            return views.too_large(request, most)
        return self.get_response(request)


def declared_length(request):
    """The body's length in bytes; ``None`` if it has one and does not say (chunked)."""
    try:
        length = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return None
    return None if not length and "HTTP_TRANSFER_ENCODING" in request.META else length


def most_for(request):
    """How many bytes whoever asks may send to this address."""
    if not is_staff_area(request) or not request.user.has_perm("wagtailadmin.access_admin"):
        return settings.VISITOR_BODY_BYTES
    if request.content_type == "multipart/form-data":
        return settings.STAFF_UPLOAD_BYTES
    return settings.DATA_UPLOAD_MAX_MEMORY_SIZE


def discard(request, length):
    """Read a body of so many bytes and keep nothing of it, within limits."""
    until = time.monotonic() + DISCARDING_SECONDS
    left = min(length, DISCARDED_BYTES)
    source = request.META.get("wsgi.input")
    while source and left > 0 and time.monotonic() < until:
        try:
            block = source.read(min(BLOCK, left))
        except OSError:
            # The browser has gone.
            return
        if not block:
            return
        left -= len(block)
