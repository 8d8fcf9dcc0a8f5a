"""The demo site, loaded once for the tests of this folder."""

import pytest
from django.core.management import call_command
from django.db import transaction

from pages.models import BasePage


@pytest.fixture(scope="session")
def demo_media(tmp_path_factory):
    """The media folder of the demo site."""
    return tmp_path_factory.mktemp("demo-media")


@pytest.fixture(scope="package")
def loaded_demo(django_db_setup, django_db_blocker, demo_media):
    """The demo site, in a transaction that is rolled back after the tests of this folder."""
    from django.test import override_settings

    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=demo_media),
        transaction.atomic(),
    ):
        call_command("load_demo", verbosity=0)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demo(loaded_demo, db, settings, demo_media):
    """The demo site's pages, in tree order."""
    settings.MEDIA_ROOT = demo_media
    return list(BasePage.objects.live().filter(depth__gt=1).order_by("path").specific())
