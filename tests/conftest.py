"""Shared fixtures: a site with a home page, users of both languages, a reset language."""

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import cache
from django.utils import translation

import site_config.settings
from pages.background.worker import Worker
from pages.models import HomePage
from tests.factories import WorkAreaIndexPageFactory, make_administrator
from work_areas.demo import content

# The duration of a Hypothesis example depends on the machine, not on the code.
hypothesis.settings.register_profile(
    "site", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("site")

# The site's languages that the demo site is written in, as are the tests' texts; excludes languages
# that an adopter adds.
LANGUAGES = content.languages_of(content.read("home")["title"])


@pytest.fixture(autouse=True)
def _default_language():
    """Every test starts in the default language and leaves none active."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture(autouse=True)
def _empty_cache():
    """Clear the cache, since primary keys are reused after a rollback."""
    cache.clear()


@pytest.fixture(autouse=True)
def _own_uploads(settings, tmp_path):
    """Uploads of a test go to its own folder."""
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(autouse=True)
def _quick_passwords(settings):
    """A fast password hasher."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def work_off(settings, monkeypatch):
    """Tasks wait as in production; a function that has a worker run those that are due."""
    # The worker's connection is the test's, in the midst of a transaction.
    for module in ("pages.background.worker", "django_tasks_db.management.commands.db_worker"):
        monkeypatch.setattr(f"{module}.close_old_connections", lambda: None)
    settings.TASKS = site_config.settings.TASKS
    return lambda: Worker("worker of the tests", batch=True).run()


@pytest.fixture(params=LANGUAGES)
def language(request):
    """Each of the site's languages in turn."""
    return request.param


@pytest.fixture
def home(db):
    """The home page from the migrations, filled in and released in both languages."""
    page = HomePage.objects.get()
    page.title_ar, page.title_en = "الإدارة المحلية", "Local government"
    page.summary_ar, page.summary_en = "ملخص الصفحة الرئيسية", "Summary of the home page"
    page.released_ar = page.released_en = True
    page.save()
    return page


@pytest.fixture
def index(home):
    """The index page of work areas."""
    return WorkAreaIndexPageFactory(parent=home, title_ar="مجالات العمل", title_en="Work areas")


@pytest.fixture
def admin_client_in(client, db):
    """A function that signs in an administrator with a given admin language."""

    def sign_in(language):
        client.force_login(make_administrator(language))
        return client

    return sign_in
