"""The bar on the public site: for signed-in editors only, and never in a cache."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pages.access import roles
from tests.factories import ContentPageFactory, make_member
from tests.page_forms import edit_url


@pytest.fixture
def content_page(home):
    return ContentPageFactory(parent=home, slug="page", released_en=False)


def bar(response):
    """The bar of a page, or ``None``."""
    return BeautifulSoup(response.content, "html.parser").select_one(".editor-bar")


def test_an_editor_sees_the_way_to_edit_and_each_languages_state(
    admin_client_in, content_page, language
):
    response = admin_client_in(language).get(f"/{language}/page/")
    assert [link["href"] for link in bar(response).select("a")] == [
        edit_url(content_page),
        reverse("page_languages", args=[content_page.pk]),
    ]
    assert len(bar(response).select("li")) == 2
    assert b"css/pages/staff/public-bar" in response.content


def test_a_page_with_the_bar_is_kept_by_no_cache(admin_client_in, content_page, language):
    response = admin_client_in(language).get(f"/{language}/page/")
    assert response["Cache-Control"] == "private, no-store"


def test_a_visitor_sees_no_bar_and_gets_no_cookie(client, content_page, language):
    response = client.get(f"/{language}/page/")
    assert bar(response) is None
    assert b"editor-bar" not in response.content
    assert b"public-bar" not in response.content
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    assert "no-store" not in response.get("Cache-Control", "")


def test_a_visitors_page_asks_nothing_of_sessions(client, content_page, language):
    client.get(f"/{language}/page/")
    with CaptureQueriesContext(connection) as queries:
        client.get(f"/{language}/page/")
    asked = " ".join(query["sql"] for query in queries)
    assert "django_session" not in asked
    assert "auth_user" not in asked


def test_who_may_not_enter_the_admin_sees_no_bar(client, content_page, language):
    client.force_login(get_user_model().objects.create_user("reader"))
    response = client.get(f"/{language}/page/")
    assert response.status_code == 200
    assert bar(response) is None


def test_who_may_not_edit_the_page_sees_states_only(client, content_page, language):
    user = get_user_model().objects.create_user("somebody")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(user)
    found = bar(client.get(f"/{language}/page/"))
    assert found.a is None
    assert len(found.select("li")) == 2


def test_a_reader_of_drafts_is_led_to_the_languages(client, content_page, language):
    roles.set_up(lambda line: None)
    client.force_login(make_member(roles.READER, language))
    [link] = bar(client.get(f"/{language}/page/")).select("a.editor-bar__edit")
    assert client.get(link["href"]).status_code == 200


def test_a_stale_cookie_is_a_visitors(client, content_page, language, settings):
    client.cookies[settings.SESSION_COOKIE_NAME] = "not-a-session"
    assert bar(client.get(f"/{language}/page/")) is None


def test_a_preview_has_no_bar(admin_client_in, content_page, language):
    content_page.save_revision()
    staff = admin_client_in(language)
    response = staff.get(reverse("wagtailadmin_pages:view_draft", args=[content_page.pk]))
    assert response.status_code == 200
    assert bar(response) is None
