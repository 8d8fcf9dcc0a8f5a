"""The editor's languages: what is shown, what is called what, what an error says."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from languages import cldr
from pages.models import BasePage
from pages.staff.models import EditorPreferences
from tests.factories import ContentPageFactory, ImageFactory, make_administrator
from tests.page_forms import add_url, edit_url, page_data

ARABIC, ENGLISH = "ar", "en"


@pytest.fixture
def staff(admin_client_in, language):
    """A browser signed in to the admin, in each of its languages in turn."""
    return admin_client_in(language)


@pytest.fixture
def content_page(home):
    return ContentPageFactory(parent=home, slug="page")


def soup_of(staff, address):
    """The parsed page at an address of the admin."""
    response = staff.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def columns_shown(soup):
    """The languages whose columns are in sight, and those whose are hidden."""
    columns = soup.select("form [data-language]")
    hidden = {column["data-language"] for column in columns if column.has_attr("hidden")}
    return {column["data-language"] for column in columns} - hidden, hidden


def choose(staff, language):
    return staff.post(reverse("remember_shown_language"), {"language": language})


def test_all_languages_are_shown_at_first(staff, content_page):
    soup = soup_of(staff, edit_url(content_page))
    assert columns_shown(soup) == ({ARABIC, ENGLISH}, set())
    pressed = soup.select("[data-language-switch] [aria-pressed=true]")
    assert [button["value"] for button in pressed] == [""]


@pytest.mark.parametrize(("shown", "hidden"), [(ARABIC, ENGLISH), (ENGLISH, ARABIC)])
def test_the_language_that_a_person_chose_is_shown_when_they_come_back(
    staff, content_page, shown, hidden
):
    assert choose(staff, shown).status_code == 204
    soup = soup_of(staff, edit_url(content_page))
    assert columns_shown(soup) == ({shown}, {hidden})
    pressed = soup.select("[data-language-switch] [aria-pressed=true]")
    assert [button["value"] for button in pressed] == [shown]
    assert soup.find(attrs={"name": f"title_{hidden}"}) is not None


def test_all_languages_can_be_shown_again(staff, content_page):
    choose(staff, ARABIC)
    choose(staff, "")
    assert columns_shown(soup_of(staff, edit_url(content_page))) == ({ARABIC, ENGLISH}, set())


def test_a_choice_is_one_persons_alone(staff, content_page, client, language):
    choose(staff, ENGLISH)
    other = make_administrator(f"{language}-other")
    client.force_login(other)
    assert columns_shown(soup_of(client, edit_url(content_page)))[1] == set()


def test_an_unknown_language_is_refused_and_nothing_kept(staff):
    assert choose(staff, "tlh").status_code == 400
    assert not EditorPreferences.objects.exists()


def test_a_choice_is_taken_from_signed_in_staff_by_post_only(staff, client, db):
    assert staff.get(reverse("remember_shown_language")).status_code == 405
    client.logout()
    assert choose(client, ARABIC).status_code == 302
    assert not EditorPreferences.objects.exists()


def test_a_hidden_field_that_is_wrong_comes_into_sight(staff, home):
    choose(staff, ENGLISH)
    response = staff.post(add_url(home, ContentPageFactory._meta.model), page_data(title_en="T"))
    soup = BeautifulSoup(response.content, "html.parser")
    wrong = soup.find(attrs={"name": "title_ar"}).find_parent(attrs={"data-language": ARABIC})
    other = soup.find(attrs={"name": "summary_ar"}).find_parent(attrs={"data-language": ARABIC})
    assert not wrong.has_attr("hidden")
    assert other.has_attr("hidden")


def test_an_error_stands_beside_its_field_and_names_the_language(staff, home, language):
    response = staff.post(add_url(home, ContentPageFactory._meta.model), page_data(title_en="T"))
    soup = BeautifulSoup(response.content, "html.parser")
    column = soup.find(attrs={"name": "title_ar"}).find_parent(attrs={"data-language": ARABIC})
    message = column.select_one(".error-message span")
    assert message.get_text().startswith(f"{cldr.name_in(ARABIC, language)}: ")
    assert (message["lang"], message["dir"]) == (language, cldr.direction(language))


def test_an_empty_rich_text_asks_in_its_own_language(staff, content_page):
    soup = soup_of(staff, edit_url(content_page))
    asked = {
        column["data-language"]: column["data-rich-text-placeholder"]
        for column in soup.select("[data-language]")
    }
    assert asked[ENGLISH] == "Write something, or type / to insert a block"
    assert not asked[ARABIC].isascii() or asked[ARABIC] == asked[ENGLISH]


def test_an_input_shows_no_hint_in_another_language(staff, content_page):
    soup = soup_of(staff, edit_url(content_page))
    assert not soup.find(attrs={"name": "title_en"}).get("placeholder")


def test_each_stream_can_be_filled_from_the_other_language(staff, content_page):
    soup = soup_of(staff, edit_url(content_page))
    copies = soup.select("template[data-copy-structure]")
    assert [(copy["data-target"], copy["data-source"]) for copy in copies] == [
        ("body_ar", "body_en"),
        ("body_en", "body_ar"),
    ]


@pytest.mark.parametrize("name", ["image", "settings"])
def test_other_forms_with_languages_have_the_switch_too(staff, home, name):
    address = (
        reverse("wagtailimages:add")
        if name == "image"
        else reverse(
            "wagtailsettings:edit",
            args=["pages", "siteidentity", home.sites_rooted_here.get().pk],
        )
    )
    assert len(soup_of(staff, address).select("[data-language-switch] button")) == 3


def test_a_form_without_languages_has_no_switch(staff):
    assert not soup_of(staff, reverse("wagtailredirects:add")).select("[data-language-switch]")


@pytest.mark.parametrize("missing", [ARABIC, ENGLISH])
def test_a_title_that_fell_back_is_marked_in_lists_and_breadcrumbs(staff, home, language, missing):
    page = ContentPageFactory(parent=home)
    ContentPageFactory(parent=page)
    without = {f"{name}_{missing}": "" for name in ("title", "draft_title")}
    BasePage.objects.filter(pk=page.pk).update(**without)
    other = ENGLISH if missing == ARABIC else ARABIC
    marked = [(other, cldr.direction(other), getattr(page, f"title_{other}"))]
    for address in (
        reverse("wagtailadmin_explore", args=[home.pk]),
        reverse("wagtailadmin_explore", args=[page.pk]),
        reverse("wagtailadmin_choose_page_child", args=[home.pk]) + "?page_type=pages.contentpage",
    ):
        response = staff.get(address)
        html = response.json()["html"] if "json" in response["Content-Type"] else response.text
        soup = BeautifulSoup(html, "html.parser")
        found = [
            (span["lang"], span["dir"], span.get_text())
            for span in soup.select("span[lang][dir]")
            if span.find_next_sibling(class_="language-label")
        ]
        assert set(found) == (set(marked) if missing == language else set()), address


def test_an_images_form_marks_its_inputs(staff):
    soup = soup_of(staff, reverse("wagtailimages:edit", args=[ImageFactory().pk]))
    column = soup.find(attrs={"name": "alt_ar"}).find_parent(attrs={"data-language": True})
    assert (column["lang"], column["dir"]) == ("ar", "rtl")
