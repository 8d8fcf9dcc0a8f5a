"""The cache in front of the site forgets a page in every language when it changes."""

import pytest
from django.utils import translation
from wagtail.contrib.frontend_cache.backends import BaseBackend

from tests.factories import ContentPageFactory


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
