"""Bounds how many requests run at once, so that a rush slows nobody down for ever."""

import threading

from django.conf import settings

from site_config.unavailable import unavailable

# Seconds after which a request that waits for its turn is answered that the site is busy.
LONGEST_WAIT = 5
RETRY_AFTER = 5
# For each request that runs, so many more may wait for their turn. Each of their threads may come
# to hold a connection to the database, of which PostgreSQL has 100 for all processes.
WAITING_FOR_EACH = 3
# Threads that neither run nor hold a waiting request: they answer health probes and refusals.
SPARE_THREADS = 2


def places():
    """How many requests may run or wait in one process."""
    return settings.REQUESTS_AT_ONCE * (1 + WAITING_FOR_EACH)


def threads():
    """How many threads one process needs, so that none of its requests waits unseen."""
    return places() + SPARE_THREADS


class SheddingMiddleware:
    """Lets REQUESTS_AT_ONCE requests run in this process, some more wait, and refuses the others.

    A refused request costs next to nothing. Whatever stands before this, such as health probes
    and files, has no bound.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.places = threading.BoundedSemaphore(places())
        self.turns = threading.BoundedSemaphore(settings.REQUESTS_AT_ONCE)

    def __call__(self, request):
        """The response, or a 503 when too many are there or its turn does not come."""
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
