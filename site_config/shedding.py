"""Load shedding: bounds the number of concurrent requests."""

import re
import threading

from django.conf import settings

from site_config.unavailable import unavailable

# Seconds that a request waits for its turn before it gets a 503.
LONGEST_WAIT = 5
RETRY_AFTER = 5
# How many requests may wait per running one. Each of their threads may hold a database connection,
# of which PostgreSQL has 100 by default.
WAITING_FOR_EACH = 3
# What may hash a password has turns of its own, as many again, so that guessers take none of the
# others'; nobody waits for these.
PASSWORDS = re.compile(
    r"/admin/(login|password_reset|account|users)/"
    r"|(/[\w-]+/_util|/documents)/authenticate_with_password/"
)
# Threads reserved for health checks and 503 responses.
SPARE_THREADS = 2


def places():
    """The number of requests that may run or wait in one process."""
    return settings.REQUESTS_AT_ONCE * (1 + WAITING_FOR_EACH)


def threads():
    """The number of threads that a process needs for all of these at once."""
    return places() + settings.REQUESTS_AT_ONCE + SPARE_THREADS


class Queue:
    """So many may run, and some more wait for their turn."""

    def __init__(self, running, waiting):
        self.places = threading.BoundedSemaphore(running + waiting)
        self.turns = threading.BoundedSemaphore(running)


class SheddingMiddleware:
    """Runs up to REQUESTS_AT_ONCE requests in this process, lets some more wait, and rejects the
    rest.

    A rejection is cheap. Middleware before this one, such as health checks and files, is not
    limited.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.queue = Queue(settings.REQUESTS_AT_ONCE, places() - settings.REQUESTS_AT_ONCE)
        self.passwords = Queue(settings.REQUESTS_AT_ONCE, 0)

    def __call__(self, request):
        """The response; 503 if too many requests wait, or this one waits too long."""
        is_password = request.method == "POST" and PASSWORDS.match(request.path_info)
        queue = self.passwords if is_password else self.queue
        if not queue.places.acquire(blocking=False):
            return unavailable(request, "busy", RETRY_AFTER)
        try:
            if not queue.turns.acquire(timeout=LONGEST_WAIT):
                return unavailable(request, "busy", RETRY_AFTER)
            try:
                return self.get_response(request)
            finally:
                queue.turns.release()
        finally:
            queue.places.release()
