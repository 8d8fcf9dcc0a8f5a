"""A page is chosen as the target of a link in rich text, as Wagtail's own script asks for it."""

import json

import pytest

# What the script of Wagtail's rich-text editor says, whatever the site's base page is.
QUERY = "page_type=wagtailcore.page&allow_external_link=true&allow_email_link=true"


@pytest.mark.parametrize("path", ["", "search/"])
def test_rich_text_finds_pages_to_link_to(admin_client_in, language, index, path):
    response = admin_client_in(language).get(f"/admin/choose-page/{path}?{QUERY}&q=areas")
    assert response.status_code == 200


def test_pages_below_a_page_can_be_chosen(admin_client_in, language, index):
    address = f"/admin/choose-page/{index.get_parent().pk}/?{QUERY}"
    response = admin_client_in(language).get(address)
    html = json.loads(response.content)["html"]
    title = {"ar": "مجالات العمل", "en": "Work areas"}[language]
    assert title in html
    # The addresses in the dialogue ask for pages of the type that the site has.
    assert "page_type=pages.basepage" in html
    assert "wagtailcore.page" not in html


def test_unknown_type_is_still_refused(admin_client_in, index):
    client = admin_client_in("en")
    response = client.get("/admin/choose-page/?page_type=pages.nothing", follow=True)
    assert response.status_code == 404
