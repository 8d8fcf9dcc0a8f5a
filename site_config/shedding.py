"""Load shedding: bounds the number of concurrent requests."""

import threading

from django.conf import settings

from site_config.unavailable import unavailable

# Seconds that a request waits for its turn before it gets a 503.
LONGEST_WAIT = 5
RETRY_AFTER = 5
# How many requests may wait per running one. Each of their threads may hold a database connection,
# of which PostgreSQL has 100 by default.
WAITING_FOR_EACH = 3
# Threads reserved for health checks and 503 responses.
SPARE_THREADS = 2


def places():
    """The number of requests that may run or wait in one process."""
    return settings.REQUESTS_AT_ONCE * (1 + WAITING_FOR_EACH)


def threads():
    """The number of threads that a process needs for all of these at once."""
    return places() + SPARE_THREADS


class SheddingMiddleware:
    """Runs up to REQUESTS_AT_ONCE requests in this process, lets some more wait, and rejects the
    rest.

    A rejection is cheap. Middleware before this one, such as health checks and files, is not
    limited.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.places = threading.BoundedSemaphore(places())
        self.turns = threading.BoundedSemaphore(settings.REQUESTS_AT_ONCE)

    def __call__(self, request):
        """The response; 503 if too many requests wait, or this one waits too long."""
        if not self.places.acquire(blocking=False):
            return unavailable(request, "busy", RETRY_AFTER)
        try:
            if not self.turns.acquire(timeout=LONGEST_WAIT):
                return unavailable(request, "busy", RETRY_AFTER)
            try:
                return self.get_response(request)
            finally:
                self.turns.release()
        finally:
            self.places.release()
