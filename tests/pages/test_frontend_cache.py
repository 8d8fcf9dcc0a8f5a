"""The cache in front of the site forgets a page in every language when it changes."""

import pytest
from django.utils import timezone, translation
from django_tasks_db.models import DBTaskResult
from wagtail.contrib.frontend_cache.backends import BaseBackend

from pages.background import retrying
from pages.public import frontend_cache
from tests.editor import Editor
from tests.factories import ContentPageFactory
from tests.silent_server import silent_server


class RecordingBackend(BaseBackend):
    """Remembers what it was told to purge."""

    purged = set()

    def purge(self, url):
        self.purged.add(url)

    def purge_batch(self, urls):
        self.purged.update(urls)


@pytest.fixture
def purged(settings):
    """The addresses purged so far."""
    settings.SITE_URL = "https://site.example"
    settings.WAGTAILFRONTENDCACHE = {
        "front": {"BACKEND": f"{__name__}.RecordingBackend", "LOCATION": "http://localhost"}
    }
    RecordingBackend.purged.clear()
    return RecordingBackend.purged


BOTH = {"https://site.example/ar/page/", "https://site.example/en/page/"}


@pytest.mark.parametrize("change", ["publish", "unpublish", "delete"])
def test_a_change_is_purged_in_both_languages(
    purged, home, language, change, django_capture_on_commit_callbacks
):
    page = ContentPageFactory(parent=home, slug="page")
    purged.clear()
    with translation.override(language), django_capture_on_commit_callbacks(execute=True):
        if change == "publish":
            page.save_revision().publish()
        else:
            getattr(page, change)()
    assert purged >= BOTH


def test_a_draft_purges_nothing(purged, home, django_capture_on_commit_callbacks):
    page = ContentPageFactory(parent=home, slug="page")
    purged.clear()
    with django_capture_on_commit_callbacks(execute=True):
        page.title_en = "Draft"
        page.save_revision()
    assert purged == set()


QUICK = [
    "wagtail.tasks.update_reference_index_task",
    "modelsearch.tasks.insert_or_update_object_task",
]


@pytest.fixture
def cache():
    """A cache in front, which says nothing until a test lets it."""
    with silent_server() as server:
        yield server


@pytest.fixture
def publisher(admin_client_in, language):
    """Staff of either language."""
    return admin_client_in(language)


def publish(client, page):
    """Publish every language of a page by its editor."""
    editor = Editor(client, page)
    editor.type(title_ar="عنوان جديد", title_en="New title")
    assert editor.save(**{"action-publish": "1"}).status_code == 302


def test_nobody_waits_for_a_cache_that_says_nothing(
    settings, home, publisher, cache, work_off, monkeypatch
):
    """Publishing goes on, and the cache is told when it answers again."""
    settings.SITE_URL = "https://site.example"
    settings.WAGTAILFRONTENDCACHE = {
        "front": {"BACKEND": "pages.public.frontend_cache.FrontendCache", "LOCATION": cache.url}
    }
    # As when FRONTEND_CACHE_URL is set.
    settings.TASKS = {"default": settings.TASKS["default"] | {"OPTIONS": {"AT_ONCE": QUICK}}}
    monkeypatch.setattr(frontend_cache, "TIMEOUT", 0.2)
    page = ContentPageFactory(parent=home, slug="page")

    publish(publisher, page)
    page.refresh_from_db()
    assert page.title_en == "New title"
    assert not cache.accepted.is_set(), "the request waited for the cache"

    work_off()
    assert cache.accepted.is_set()
    [*waiting] = retrying.in_trouble()
    assert waiting
    assert {row.status for row in waiting} == {"READY"}
    assert all("timed out" in retrying.reason_of(row) for row in waiting)

    cache.answer = cache.say_ok
    cache.heard.clear()
    DBTaskResult.objects.update(run_after=timezone.now())
    work_off()
    assert not retrying.in_trouble()
    heard = b"".join(cache.heard)
    for address in (b"PURGE /ar/page/ HTTP", b"PURGE /en/page/ HTTP", b"Host: site.example\r\n"):
        assert address in heard


@pytest.mark.parametrize("answer", ["say_ok", "say_not_there"])
def test_a_cache_need_not_have_the_page(cache, answer):
    cache.answer = getattr(cache, answer)
    front = frontend_cache.FrontendCache({"LOCATION": cache.url})
    front.purge("https://site.example/ar/page/?page=2")
    assert b"PURGE /ar/page/?page=2 HTTP" in cache.heard[0]


def test_a_cache_that_hangs_up_is_asked_again(cache):
    cache.answer = lambda connection: None
    front = frontend_cache.FrontendCache({"LOCATION": cache.url})
    with pytest.raises(OSError, match=r"closed|reset"):
        front.purge("https://site.example/ar/page/")
