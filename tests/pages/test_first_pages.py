"""What the migrations leave: a tree whose first pages have texts in both languages."""

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import translation
from wagtail.models import Locale, Site

from pages.models import BasePage, HomePage
from tests.factories import ContentPageFactory


@pytest.mark.django_db
def test_the_first_pages_have_titles_in_both_languages():
    root, home = BasePage.objects.order_by("path")
    for page in (root, home):
        assert page.title_ar
        assert page.title_en
        assert page.draft_title_ar
        assert page.draft_title_en
    assert isinstance(home.specific, HomePage)
    assert (root.numchild, home.numchild) == (1, 0)
    assert BasePage.find_problems() == ([], [], [], [], [])


@pytest.mark.django_db
def test_there_is_one_site_and_one_locale():
    site = Site.objects.get()
    assert site.is_default_site
    assert site.root_page.specific == HomePage.objects.get()
    assert Locale.objects.count() == 1


def test_a_new_site_shows_nothing_until_a_language_is_released(client, db, language):
    assert client.get(f"/{language}/").status_code == 404


def test_the_explorer_opens_on_a_new_site(admin_client_in, language):
    client = admin_client_in(language)
    root, home = BasePage.objects.order_by("path")
    for page in (root, home):
        assert client.get(reverse("wagtailadmin_explore", args=[page.pk])).status_code == 200
    assert client.get(reverse("wagtailadmin_pages:edit", args=[home.pk])).status_code == 200


def test_the_bare_columns_hold_the_default_language_whoever_saves(home, language):
    with translation.override(language):
        page = ContentPageFactory(parent=home, title_ar="عربي", title_en="English")
        page.save_revision().publish()
    with connection.cursor() as cursor:
        cursor.execute("SELECT title, draft_title FROM pages_basepage WHERE id = %s", [page.pk])
        assert cursor.fetchone() == ("عربي", "عربي")
