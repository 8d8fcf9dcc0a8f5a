"""Requests to the admin that lack something: told so, and not taken for a fault of the site."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from wagtail.contrib.redirects.forms import ConfirmImportForm

from tests.factories import make_administrator

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(home, language):
    """A browser of an administrator, in each of the admin's languages; faults are answered."""
    client = Client(raise_request_exception=False, headers={"accept-language": language})
    client.force_login(make_administrator(language))
    return client


@pytest.fixture
def requests(home):
    """Requests that lack something: method, address, data."""
    return [
        ("post", reverse("wagtailadmin_pages:edit", args=[home.pk]), {}),
        ("post", reverse("wagtailadmin_pages:add", args=["pages", "contentpage", home.pk]), {}),
        ("post", reverse("wagtailadmin_pages:copy", args=[home.pk]), {}),
        ("post", reverse("wagtailadmin_choose_page_external_link"), {}),
        ("get", reverse("wagtailadmin_choose_page_external_link"), {"parent_page_id": "abc"}),
        ("get", reverse("wagtailadmin_choose_page_chosen_multiple"), {"id": "abc"}),
        ("post", reverse("wagtailredirects:process_import"), {}),
    ]


def test_a_request_that_lacks_something_is_answered_by_a_page(staff, requests, language):
    for method, path, data in requests:
        response = getattr(staff, method)(path, data)
        assert response.status_code == 400, path
        assert BeautifulSoup(response.content, "html.parser").html["lang"] == language


def test_a_fault_of_a_form_is_still_in_the_log(staff, caplog):
    staff.post(reverse("wagtailredirects:process_import"), {})
    [record] = [record for record in caplog.records if "form could not read" in record.message]
    assert ConfirmImportForm.clean.__code__.co_filename in caplog.text
    assert record.levelname == "ERROR"


def test_a_fault_of_a_view_stays_a_fault(staff):
    assert staff.get("/admin/failwhale/").status_code == 500
