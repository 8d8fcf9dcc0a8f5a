"""What tests share: a site with a home page, people of both languages, a clean language."""

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import cache
from django.utils import translation

from pages.models import HomePage
from tests.factories import WorkAreaIndexPageFactory, make_administrator
from work_areas.demo import content

# How long an example takes is the machine's affair, and no property of what is tested.
hypothesis.settings.register_profile(
    "site", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("site")

# The site's languages that the demo site is written in, as the texts of the tests are. One that an
# adopter adds is none of these.
LANGUAGES = content.languages_of(content.read("home")["title"])


@pytest.fixture(autouse=True)
def _default_language():
    """Every test starts in the default language, and leaves none active behind it."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture(autouse=True)
def _empty_cache():
    """No test meets what another one cached: rolled-back keys are given out again."""
    cache.clear()


@pytest.fixture(autouse=True)
def _own_uploads(settings, tmp_path):
    """Files that a test uploads go into its own folder."""
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(autouse=True)
def _quick_passwords(settings):
    """No test guesses passwords: they need no slow digest."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(params=LANGUAGES)
def language(request):
    """Each of the site's languages in turn."""
    return request.param


@pytest.fixture
def home(db):
    """The home page that the migrations make, filled in and released in both languages."""
    page = HomePage.objects.get()
    page.title_ar, page.title_en = "الإدارة المحلية", "Local government"
    page.summary_ar, page.summary_en = "ملخص الصفحة الرئيسية", "Summary of the home page"
    page.released_ar = page.released_en = True
    page.save()
    return page


@pytest.fixture
def index(home):
    """The index of work areas."""
    return WorkAreaIndexPageFactory(parent=home, title_ar="مجالات العمل", title_en="Work areas")


@pytest.fixture
def admin_client_in(client, db):
    """A function that signs an administrator in whose admin is in the given language."""

    def sign_in(language):
        client.force_login(make_administrator(language))
        return client

    return sign_in
