"""Telephone links on pages, wherever the number comes from."""

import pytest
from bs4 import BeautifulSoup
from wagtail.models import Site
from wagtail.rich_text import RichText

from pages.models import SiteIdentity
from tests.factories import ContentPageFactory, DecentralisationPageFactory

WRITTEN = "+46(0)8 452\u00a070 00 / ٠١"
LINKS = ["tel:+4684527000", "tel:+4684527001"]


def links_in(part):
    return [link["href"] for link in part.select('a[href^="tel:"]')]


def test_settings_and_units_are_dialled(client, home, index, language):
    identity = SiteIdentity.for_site(Site.objects.get())
    identity.phone = WRITTEN
    identity.save()
    area = DecentralisationPageFactory(parent=index, contact_phone=WRITTEN)
    document = BeautifulSoup(client.get(f"/{language}{area.url[3:]}").content, "html.parser")

    assert links_in(document.select_one("main")) == LINKS
    assert links_in(document.select_one("body > footer")) == LINKS
    assert document.select_one("main .contact__way [dir=ltr]").get_text() == WRITTEN


@pytest.mark.parametrize(
    "href", ["tel:٠٦٥&nbsp;١٢٣٤٥٦", "tel:%D9%A0%D9%A6%D9%A5123456", "tel:065-123456"]
)
def test_links_in_rich_text_are_dialled(client, home, href):
    body = [("rich_text", RichText(f'<p><a href="{href}">call</a></p>'))]
    page = ContentPageFactory(parent=home, body_en=body)
    document = BeautifulSoup(client.get(f"/en{page.url[3:]}").content, "html.parser")
    assert links_in(document.select_one("main")) == ["tel:065123456"]
