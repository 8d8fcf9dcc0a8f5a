"""The board of translations: what it tells, finds, orders and gives away, and at what cost."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pages.translating import board, status
from tests.factories import ContentPageFactory, make_administrator
from tests.translating.conftest import save


@pytest.fixture
def staff(admin_client_in, language):
    """A browser signed in to the admin, in each of its languages in turn."""
    return admin_client_in(language)


def soup_of(client, **query):
    response = client.get(reverse("translation_board"), query)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def test_first(staff, area, arabic_only):
    save(area, title_ar="عنوان جديد")
    soup = soup_of(staff)
    with CaptureQueriesContext(connection) as few:
        soup = soup_of(staff)
    for q in few.captured_queries:
        print(q["time"], q["sql"][:3000])
    print(soup.select_one("main").get_text(" ", strip=True))
    assert 0
