"""A second record of a site in the admin: no address of a page changes."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import PageViewRestriction, Site

from tests.factories import ContentPageFactory


@pytest.fixture
def page(home, settings):
    """A page of a site that has two records, one for another host."""
    settings.ALLOWED_HOSTS = ["*"]
    page = ContentPageFactory(parent=home, slug="page", show_in_menus=True)
    Site.objects.create(hostname="www.example.org", port=443, root_page=home)
    return page


@pytest.mark.parametrize("host", ["testserver", "www.example.org", "localhost"])
def test_links_lead_to_no_other_host(page, language, host):
    response = Client().get(f"/{language}/page/", headers={"host": host})
    assert response.status_code == 200
    assert "//localhost" not in response.text
    assert f'href="/{language}/page/"' in response.text


def test_a_page_s_full_address_is_below_the_address_of_the_site(page, settings):
    assert page.get_full_url() == f"{settings.SITE_URL}/ar/page/"
    assert page.url == "/ar/page/"


def test_a_password_that_leads_to_another_host_leads_to_the_first_page(page, client):
    restriction = PageViewRestriction.objects.create(
        page=page, restriction_type="password", password="open-sesame"
    )
    address = reverse("wagtailcore_authenticate_with_password", args=[restriction.pk, page.pk])
    data = {"password": "open-sesame", "return_url": "https://example.org/"}
    response = client.post(address, data, follow=True)
    assert response.redirect_chain[0][0] == "/"
    assert response.status_code == 200
