"""A Varnish or nginx in front of the site, which is told by the worker what has changed."""

from urllib.error import HTTPError
from urllib.parse import urlsplit, urlunsplit
from urllib.request import urlopen

from wagtail.contrib.frontend_cache.backends import BaseBackend
from wagtail.contrib.frontend_cache.backends.http import PurgeRequest

# Seconds until a cache that does not answer is given up, for this time.
TIMEOUT = 5
# How caches say that they do not have the page: nginx by either, Varnish by 200.
NOT_THERE = (404, 412)


class FrontendCache(BaseBackend):
    """Sends a PURGE for each address. Whatever goes wrong is raised, so that the task is tried
    again; Wagtail's own backend waits without end, and only logs what failed."""

    def __init__(self, params):
        super().__init__(params)
        self.cache = urlsplit(params["LOCATION"])

    def purge(self, url):
        """Have the cache forget an address; raises OSError if it does not."""
        asked = urlsplit(url)
        request = PurgeRequest(
            urlunsplit((self.cache.scheme, self.cache.netloc, asked.path, asked.query, "")),
            headers={"Host": asked.netloc},
        )
        try:
            urlopen(request, timeout=TIMEOUT).close()  # noqa: S310 - the settings name the scheme
        except HTTPError as error:
            error.close()
            if error.code not in NOT_THERE:
                raise
