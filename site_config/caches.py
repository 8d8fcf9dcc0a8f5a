"""A cache wrapper that treats an unavailable cache as empty, and recovers by itself."""

import logging
import pickle
import threading
import time
import zlib

from django.core.cache import cache
from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.utils.functional import cached_property
from django.utils.module_loading import import_string

logger = logging.getLogger(__name__)

REDIS = "django.core.cache.backends.redis.RedisCache"
# Seconds: how long a failed cache is left alone, and the timeout of Redis.
PAUSE = 5
REDIS_TIMEOUT = 1
# The errors of reading an entry that is damaged or from another version of the code.
UNREADABLE = (
    AttributeError, EOFError, ImportError, LookupError, TypeError, ValueError,
    pickle.PickleError, zlib.error,
)  # fmt: skip
# The maximum number of failed deletions that a process remembers; beyond it, the cache is cleared
# when it is back.
MOST_FORGOTTEN = 1000
EVERYTHING = (None, None)
# The independent ways in which a cache fails: it cannot be reached, or it cannot be written, as
# with a full disk.
REACH, STORE = "reach", "store"


def fail_safe(configuration):
    """A CACHES entry for the same cache, wrapped in ``FailSafeCache``."""
    behind = configuration["BACKEND"]
    return configuration | {"BACKEND": f"{__name__}.{FailSafeCache.__name__}", "BEHIND": behind}


def is_used():
    """Whether the site's cache is usable, as far as this process knows; checks it at the first
    call."""
    cache.get("is-used")
    return not cache.outage.asked_again


class Outage:
    """The state of an unavailable cache, shared by the process's threads.

    Its beginning and end are logged, in one line each.
    """

    _all = {}
    _lock = threading.Lock()

    def __init__(self):
        self.asked_again = {}
        self.forgotten = set()

    @classmethod
    def of(cls, key):
        """The outage state of the cache identified by ``key``."""
        with cls._lock:
            return cls._all.setdefault(key, cls())

    def may_ask(self, way):
        """Whether to try the cache: during an outage, one thread tries after each pause."""
        if way not in self.asked_again:
            return True
        with self._lock:
            now = time.monotonic()
            if now < self.asked_again.get(way, now):
                return False
            self.asked_again[way] = now + PAUSE
            return True

    def begin(self, way, error):
        """Record a failure of this kind."""
        with self._lock:
            is_new = not self.asked_again
            self.asked_again[way] = time.monotonic() + PAUSE
        if is_new:
            reason = f"{type(error).__name__}: {error}"
            logger.error("The cache cannot be used, and counts as empty: %s", reason)

    def end(self, way):
        """Record that the cache works again in this respect."""
        if way not in self.asked_again:
            return
        with self._lock:
            was_out = self.asked_again.pop(way, None) is not None
            is_over = was_out and not self.asked_again
        if is_over:
            logger.warning("The cache is used again")

    def forget(self, keys, version):
        """Remember keys to delete when the cache is back."""
        with self._lock:
            self.forgotten |= {(key, version) for key in keys}
            if len(self.forgotten) > MOST_FORGOTTEN:
                self.forgotten = {EVERYTHING}

    def take_forgotten(self):
        """The remembered keys, which are then forgotten."""
        with self._lock:
            taken, self.forgotten = self.forgotten, set()
        return taken


class FailSafeCache(BaseCache):
    """The cache ``BEHIND``, or an empty one while it fails.

    Deletions made during an outage are repeated when the cache is back, before anything is read.
    """

    def __init__(self, location, params):
        super().__init__(params)
        self._behind, self._location, self._params = params["BEHIND"], location, dict(params)
        self.outage = Outage.of((self._behind, repr(location)))
        self._errors = (OSError,)
        if self._behind == REDIS:
            from redis.backoff import NoBackoff
            from redis.exceptions import RedisError
            from redis.retry import Retry

            self._errors = (OSError, RedisError)
            # A restarted server works at the second attempt; a missing one fails again.
            patience = {
                "socket_connect_timeout": REDIS_TIMEOUT,
                "socket_timeout": REDIS_TIMEOUT,
                "retry": Retry(NoBackoff(), 1),
            }
            self._params["OPTIONS"] = patience | self._params.get("OPTIONS", {})

    @cached_property
    def inner(self):
        """The wrapped cache; constructing it may fail already."""
        return import_string(self._behind)(self._location, dict(self._params))

    def _ask(self, way, empty, name, *arguments, **options):
        if not self.outage.may_ask(way):
            return empty
        try:
            self._delete_forgotten()
            answer = getattr(self.inner, name)(*arguments, **options)
        except self._errors as error:
            self.outage.begin(way, error)
            return empty
        self.outage.end(way)
        return answer

    def _delete_forgotten(self):
        if not self.outage.forgotten:
            return
        forgotten = self.outage.take_forgotten()
        try:
            if EVERYTHING in forgotten:
                self.inner.clear()
            for key, version in forgotten - {EVERYTHING}:
                self.inner.delete(key, version=version)
        except self._errors:
            for key, version in forgotten:
                self.outage.forget([key], version)
            raise

    def _forget(self, keys, version, name, *arguments):
        """Delete, or remember to. Success does not end an outage of writing: there may have been
        nothing to delete."""
        if self.outage.may_ask(REACH):
            try:
                return getattr(self.inner, name)(*arguments)
            except self._errors as error:
                self.outage.begin(REACH, error)
        self.outage.forget(keys, version)
        return None

    def _read(self, empty, name, *arguments, **options):
        try:
            return self._ask(REACH, empty, name, *arguments, **options)
        except UNREADABLE:
            return empty

    def get(self, key, default=None, version=None):
        return self._read(default, "get", key, default, version=version)

    def get_many(self, keys, version=None):
        return self._read({}, "get_many", list(keys), version=version)

    def has_key(self, key, version=None):
        return self._read(False, "has_key", key, version=version)

    def add(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        return self._ask(STORE, False, "add", key, value, timeout, version=version)

    def set(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        self._ask(STORE, None, "set", key, value, timeout, version=version)

    def set_many(self, data, timeout=DEFAULT_TIMEOUT, version=None):
        return self._ask(STORE, list(data), "set_many", data, timeout, version=version)

    def touch(self, key, timeout=DEFAULT_TIMEOUT, version=None):
        return self._ask(STORE, False, "touch", key, timeout, version=version)

    def incr(self, key, delta=1, version=None):
        answer = self._ask(STORE, None, "incr", key, delta, version=version)
        if answer is None:
            raise ValueError(f"Key {key!r} not found")
        return answer

    def delete(self, key, version=None):
        return bool(self._forget([key], version, "delete", key, version))

    def delete_many(self, keys, version=None):
        keys = list(keys)
        self._forget(keys, version, "delete_many", keys, version)

    def clear(self):
        self._forget([None], None, "clear")

    def close(self, **kwargs):
        if "inner" in vars(self):
            self.inner.close(**kwargs)
