"""Previews: each language of a draft, whatever language the admin is in."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import translation

from pages.models import ContentPage
from tests.factories import ContentPageFactory, DecentralisationPageFactory
from tests.page_forms import add_url, page_data

DRAFT = {
    "title_ar": "مسودة العنوان",
    "title_en": "Draft title",
    "summary_ar": "مسودة الملخص",
    "summary_en": "Draft summary",
}


@pytest.fixture
def staff(admin_client_in, language):
    """A browser signed in to the admin, in each of its languages in turn."""
    return admin_client_in(language)


def preview(staff, address, data, mode):
    """The previewed page, parsed, after the editor sent its form."""
    sent = staff.post(address, data)
    assert sent.json()["is_valid"], sent.json()
    response = staff.get(address, {"mode": mode})
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


@pytest.mark.parametrize("mode", ["ar", "en"])
def test_a_draft_is_previewed_in_the_language_asked_for(staff, home, mode):
    page = ContentPageFactory(parent=home, slug="page")
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    soup = preview(staff, address, page_data(**DRAFT, slug="page"), mode)
    assert (soup.html["lang"], soup.html["dir"]) == (mode, {"ar": "rtl", "en": "ltr"}[mode])
    assert soup.h1.get_text().strip() == DRAFT[f"title_{mode}"]
    assert soup.find("meta", attrs={"name": "robots"})["content"] == "noindex"


@pytest.mark.parametrize("mode", ["ar", "en"])
def test_a_page_not_yet_saved_is_previewed(staff, home, mode):
    address = reverse("wagtailadmin_pages:preview_on_add", args=["pages", "contentpage", home.pk])
    soup = preview(staff, address, page_data(**DRAFT), mode)
    assert soup.h1.get_text().strip() == DRAFT[f"title_{mode}"]


def test_the_admin_stays_in_its_language_after_a_preview(staff, home, language):
    page = ContentPageFactory(parent=home, slug="page")
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    other = "en" if language == "ar" else "ar"
    preview(staff, address, page_data(**DRAFT, slug="page"), other)
    response = staff.get(reverse("wagtailadmin_home"))
    assert BeautifulSoup(response.content, "html.parser").html["lang"] == language


@pytest.mark.parametrize("mode", ["", "xx", "en-GB", "<script>"])
def test_an_unknown_language_previews_the_default_one(staff, home, mode):
    page = ContentPageFactory(parent=home, slug="page")
    page.save_revision()
    response = staff.get(
        reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk]), {"mode": mode}
    )
    assert response.status_code == 200


def test_an_unfinished_draft_gives_no_error(staff, home):
    address = reverse("wagtailadmin_pages:preview_on_add", args=["pages", "contentpage", home.pk])
    response = staff.post(address, page_data(title_en="Only English"))
    assert response.status_code == 200
    assert staff.get(address, {"mode": "en"}).status_code == 200


def test_the_draft_view_shows_the_draft_in_the_admins_language(staff, home, language):
    page = ContentPageFactory(parent=home, slug="page")
    page.title_ar, page.title_en = DRAFT["title_ar"], DRAFT["title_en"]
    page.save_revision()
    response = staff.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))
    soup = BeautifulSoup(response.content, "html.parser")
    assert soup.html["lang"] == language
    assert soup.h1.get_text().strip() == DRAFT[f"title_{language}"]


@pytest.mark.parametrize("mode", ["ar", "en"])
def test_items_inside_a_draft_are_previewed_before_they_are_released(staff, index, mode):
    page = DecentralisationPageFactory(parent=index, released_en=False)
    page.reform_proposals.add(
        page.reform_proposals.model(improves="powers", title_ar="اقتراح", title_en="Proposal")
    )
    page.save_revision()
    with translation.override("ar"):
        draft = page.get_latest_revision_as_object()
    response = draft.make_preview_request(preview_mode=mode)
    assert {"ar": "اقتراح", "en": "Proposal"}[mode] in response.content.decode()


def test_the_editor_offers_a_preview_in_each_language(staff, home):
    page = ContentPageFactory(parent=home)
    soup = BeautifulSoup(
        staff.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content, "html.parser"
    )
    options = [
        o["value"] for o in soup.select("select[name=preview_mode] option, #id_preview_mode option")
    ]
    assert options == ["ar", "en"]
    assert staff.get(add_url(home, ContentPage)).status_code == 200


def test_the_live_link_opens_the_page(staff, client, home):
    page = ContentPageFactory(parent=home, slug="page", released_en=False)
    soup = BeautifulSoup(
        staff.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content, "html.parser"
    )
    links = {a["href"] for a in soup.find_all("a", href=True) if a["href"].endswith("/page/")}
    assert links
    for link in links:
        assert client.get(link).status_code == 200
