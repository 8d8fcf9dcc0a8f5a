"""A cache that cannot be used counts as empty: nobody but the log is told, and it comes back."""

import logging
import pickle
import socket
import zlib

import pytest
from django.core.cache import CacheHandler
from django.test import override_settings

from site_config import caches
from site_config.caches import fail_safe
from tests.factories import ContentPageFactory
from tests.redis_server import redis_server

FILES = "django.core.cache.backends.filebased.FileBasedCache"
REDIS = "django.core.cache.backends.redis.RedisCache"
MEMORY = "django.core.cache.backends.locmem.LocMemCache"


def cache_of(backend, location):
    """The cache that Django makes of this entry of CACHES."""
    entry = fail_safe({"BACKEND": backend, "LOCATION": str(location)})
    return CacheHandler({"default": entry})["default"]


@pytest.fixture(autouse=True)
def _impatient(monkeypatch):
    """A failing cache is asked again at once."""
    monkeypatch.setattr(caches, "PAUSE", 0)


@pytest.fixture
def lines(caplog):
    """A function that gives the lines which the log got since it was last called."""
    caplog.set_level(logging.INFO, logger="site_config.caches")

    def since():
        told = [record.getMessage() for record in caplog.records]
        caplog.clear()
        return told

    return since


@pytest.fixture
def folder(tmp_path):
    """A cache's folder, and what makes it unusable for everybody, root included, and usable."""
    path = tmp_path / "cache"
    path.mkdir()

    def spoil():
        for file in path.glob("*"):
            file.unlink()
        path.rmdir()
        path.write_text("not a folder")

    def mend():
        path.unlink()
        path.mkdir()

    return path, spoil, mend


def everything_but_incr(cache):
    """What each method of a cache gives."""
    return {
        "get": cache.get("a", "default"),
        "get_many": cache.get_many(["a", "b"]),
        "get_or_set": cache.get_or_set("a", "made"),
        "has_key": cache.has_key("a"),
        "in": "a" in cache,
        "add": cache.add("a", 1),
        "set": cache.set("a", 1),
        "set_many": cache.set_many({"a": 1}),
        "touch": cache.touch("a"),
        "delete": cache.delete("a"),
        "delete_many": cache.delete_many(["a"]),
        "clear": cache.clear(),
    }


OF_AN_EMPTY_CACHE = {
    "get": "default",
    "get_many": {},
    "get_or_set": "made",
    "has_key": False,
    "in": False,
    "add": False,
    "set": None,
    "set_many": ["a"],
    "touch": False,
    "delete": False,
    "delete_many": None,
    "clear": None,
}


@pytest.mark.parametrize("backend", [FILES, MEMORY])
def test_a_cache_that_works_is_as_it_was(backend, tmp_path, lines):
    cache = cache_of(backend, tmp_path / "cache")

    cache.set("a", {"words": "كلمات"})
    cache.set("number", 1)

    assert cache.get("a") == {"words": "كلمات"}
    assert cache.get_many(["a", "b"]) == {"a": {"words": "كلمات"}}
    assert cache.add("a", 1) is False
    assert cache.incr("number") == 2
    assert cache.touch("a")
    assert cache.delete("a")
    assert "a" not in cache
    assert lines() == []


def test_a_folder_that_cannot_be_used_counts_as_an_empty_cache(folder, lines):
    path, spoil, mend = folder
    cache = cache_of(FILES, path)
    cache.set("a", "before")
    spoil()

    assert everything_but_incr(cache) == OF_AN_EMPTY_CACHE
    with pytest.raises(ValueError, match="not found"):
        cache.incr("a")
    (told,) = lines()
    assert told.startswith("The cache cannot be used, and counts as empty: ")

    mend()
    cache.get("a")
    cache.set("a", "after")
    assert cache.get("a") == "after"
    assert lines() == ["The cache is used again"]


def test_a_folder_that_cannot_be_made_counts_as_an_empty_cache(tmp_path, lines):
    (tmp_path / "file").touch()
    cache = cache_of(FILES, tmp_path / "file" / "cache")

    assert everything_but_incr(cache) == OF_AN_EMPTY_CACHE
    assert len(lines()) == 1


def test_a_cache_that_failed_is_left_alone_for_a_while(folder, monkeypatch):
    path, spoil, mend = folder
    cache = cache_of(FILES, path)
    spoil()
    cache.set("a", 1)
    cache.get("a")
    monkeypatch.setattr(caches, "PAUSE", 3600)
    cache.set("a", 1)
    cache.get("a")

    mend()
    cache.set("a", 1)
    assert cache.get("a") is None

    cache.outage.asked_again = dict.fromkeys(cache.outage.asked_again, 0)
    cache.set("a", 1)
    assert cache.get("a") == 1


def test_all_threads_know_of_one_outage(folder, lines):
    path, spoil, _mend = folder
    cache, of_another_thread = cache_of(FILES, path), cache_of(FILES, path)
    spoil()
    cache.get("a")
    of_another_thread.get("a")
    assert len(lines()) == 1


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x80",
        pickle.dumps(None) + b"torn",
        pickle.dumps(None) + zlib.compress(b"cnowhere\nX\n."),
    ],
)
def test_an_entry_that_cannot_be_read_is_none(tmp_path, content, lines):
    """A disk that was full, or a version of the code whose classes are gone."""
    cache = cache_of(FILES, tmp_path)
    cache.set("a", 1)
    (file,) = tmp_path.glob("*.djcache")
    file.write_bytes(content)

    assert cache.get("a", "default") == "default"
    cache.set("a", 2)
    assert cache.get("a") == 2
    assert lines() == []


def test_what_no_cache_can_keep_is_a_fault_of_the_code(tmp_path):
    cache = cache_of(FILES, tmp_path)
    with pytest.raises((AttributeError, TypeError, pickle.PickleError)):
        cache.set("a", lambda: None)


# Redis


@pytest.fixture
def redis():
    """A Redis server that runs."""
    with redis_server() as server:
        yield server


@pytest.mark.redis
def test_a_redis_server_that_stops_counts_as_empty_and_is_used_again(redis, lines):
    cache = cache_of(REDIS, redis.url.replace("rediscache", "redis"))
    cache.set("a", "before")
    assert cache.get("a") == "before"

    redis.stop()
    assert everything_but_incr(cache) == OF_AN_EMPTY_CACHE
    with pytest.raises(ValueError, match="not found"):
        cache.incr("a")
    (told,) = lines()
    assert told.startswith("The cache cannot be used, and counts as empty: ConnectionError")

    redis.start()
    cache.set("a", "after")
    assert cache.get("a") == "after"
    assert lines() == ["The cache is used again"]


@pytest.mark.redis
def test_a_server_that_was_started_anew_is_no_outage(redis, lines):
    cache = cache_of(REDIS, redis.url.replace("rediscache", "redis"))
    cache.set("a", "before")
    redis.stop()
    redis.start()

    cache.set("a", "after")
    assert cache.get("a") == "after"
    assert lines() == []


@pytest.mark.redis
def test_what_was_deleted_while_the_server_could_not_be_reached_is_not_read_again(
    redis, monkeypatch
):
    cache = cache_of(REDIS, redis.url.replace("rediscache", "redis"))
    for key in ("a", "b", "c"):
        cache.set(key, "old")
    # As a network that is cut: the server keeps what it has.
    monkeypatch.setattr(cache, "inner", cache_of(REDIS, "redis://127.0.0.1:1/0").inner)
    cache.delete("a")
    cache.delete_many(["b"])
    monkeypatch.undo()
    monkeypatch.setattr(caches, "PAUSE", 0)

    assert [cache.get(key) for key in ("a", "b", "c")] == [None, None, "old"]


def test_a_server_that_never_answers_is_not_waited_for(lines, monkeypatch):
    monkeypatch.setattr(caches, "REDIS_TIMEOUT", 0.05)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        cache = cache_of(REDIS, f"redis://127.0.0.1:{silent.getsockname()[1]}/0")
        assert cache.get("a", "default") == "default"
    (told,) = lines()
    assert "TimeoutError" in told


# The site


@pytest.fixture
def without_a_cache(tmp_path):
    """The site's cache has a folder that cannot be used."""
    (tmp_path / "spoilt").touch()
    entry = fail_safe({"BACKEND": FILES, "LOCATION": str(tmp_path / "spoilt")})
    with override_settings(CACHES={"default": entry}):
        yield


@pytest.mark.django_db
@pytest.mark.usefixtures("without_a_cache")
def test_visitors_and_staff_read_on_and_probes_are_told(client, admin_client_in, home, language):
    content_page = ContentPageFactory(parent=home, slug="page")
    assert client.get(f"/{language}/{content_page.slug}/").status_code == 200
    assert client.get(f"/{language}/search/?q=a").status_code == 200

    health = client.get("/healthz")
    assert health.status_code == 200
    assert health.text.splitlines() == ["ok", "degraded: the cache cannot be used"]

    staff = admin_client_in(language)
    assert staff.get("/admin/").status_code == 200
    assert staff.get(f"/admin/pages/{content_page.pk}/edit/").status_code == 200
