"""Writing a page in the admin: each language's text in its own column, whoever works in which."""

import re

import pytest
from bs4 import BeautifulSoup
from django.utils import translation
from django.utils.translation import gettext

from pages.models import ContentPage
from tests.factories import ContentPageFactory
from tests.page_forms import PUBLISH, SAVE_DRAFT, add_url, edit_url, errors_of, page_data

BOTH = {
    "title_ar": "عن المنظمة",
    "title_en": "About us",
    "summary_ar": "من نحن وماذا نعمل",
    "summary_en": "Who we are and what we do",
    "released_ar": "on",
    "released_en": "on",
}
ARABIC_ONLY = {name: value for name, value in BOTH.items() if name.endswith("_ar")}
ARABIC_LETTER = re.compile("[\u0600-\u06ff]")


@pytest.fixture
def staff(admin_client_in, language):
    """A browser signed in to the admin, in each of its languages in turn."""
    return admin_client_in(language)


@pytest.fixture(params=[SAVE_DRAFT, PUBLISH], ids=["draft", "published"])
def button(request):
    """Each of the two ways to save."""
    return request.param


def created():
    """The one content page that there is."""
    return ContentPage.objects.get()


def texts_of(page):
    """What the columns of a page hold, by their names."""
    names = [name for name in BOTH if not name.startswith("released")]
    return {name: getattr(page, name) or "" for name in names}


def test_a_new_page_keeps_each_language_in_its_column(staff, home, button):
    response = staff.post(add_url(home, ContentPage), page_data(**BOTH) | button)
    assert errors_of(response) == {}
    expected = {name: BOTH[name] for name in texts_of(created())}
    assert texts_of(created()) == expected
    assert texts_of(created().get_latest_revision_as_object()) == expected
    assert (created().draft_title_ar, created().draft_title_en) == (
        BOTH["title_ar"],
        BOTH["title_en"],
    )


def test_a_page_in_arabic_only_gets_no_arabic_in_its_english_columns(staff, home, button):
    staff.post(add_url(home, ContentPage), page_data(**ARABIC_ONLY) | button)
    page = created()
    staff.post(edit_url(page), page_data(**ARABIC_ONLY, slug=page.slug) | button)
    page.refresh_from_db()
    for version in (page, page.get_latest_revision_as_object()):
        english = [value for name, value in texts_of(version).items() if name.endswith("_en")]
        assert english == ["", ""]
        assert texts_of(version)["title_ar"] == BOTH["title_ar"]
        assert not version.draft_title_en
        assert not version.released_en


def test_a_draft_leaves_what_visitors_read_and_is_there_when_editing_goes_on(staff, home):
    page = ContentPageFactory(parent=home, **BOTH | {"released_ar": True, "released_en": True})
    changed = BOTH | {"title_en": "About the organisation", "summary_ar": "ملخص جديد"}
    staff.post(edit_url(page), page_data(**changed, slug=page.slug))
    page.refresh_from_db()
    assert page.title_en == "About us"
    assert page.summary_ar == BOTH["summary_ar"]
    assert page.draft_title_en == "About the organisation"
    assert page.draft_title_ar == BOTH["title_ar"]
    form = BeautifulSoup(staff.get(edit_url(page)).content, "html.parser")
    assert form.find(attrs={"name": "title_en"})["value"] == "About the organisation"
    assert form.find(attrs={"name": "title_ar"})["value"] == BOTH["title_ar"]
    assert form.find(attrs={"name": "summary_ar"}).text.strip() == "ملخص جديد"


def test_removing_one_languages_texts_removes_only_those(staff, home):
    page = ContentPageFactory(parent=home)
    kept = {"title_ar": page.title_ar, "summary_ar": page.summary_ar, "released_ar": "on"}
    staff.post(edit_url(page), page_data(**kept, slug=page.slug) | PUBLISH)
    page.refresh_from_db()
    assert (page.title_ar, page.summary_ar) == (kept["title_ar"], kept["summary_ar"])
    assert (page.title_en or "", page.summary_en or "", page.released_en) == ("", "", False)


def test_bodies_are_kept_apart(staff, home, button):
    bodies = {"body_ar": [("heading", "عنوان")], "body_en": [("heading", "Heading")]}
    staff.post(add_url(home, ContentPage), page_data(**BOTH, **bodies) | button)
    page = created().get_latest_revision_as_object()
    assert [block.value for block in page.body_ar] == ["عنوان"]
    assert [block.value for block in page.body_en] == ["Heading"]


@pytest.mark.parametrize(
    ("titles", "slug"),
    [
        ({"title_ar": "عن المنظمة", "title_en": "About us"}, "about-us"),
        ({"title_ar": "عن المنظمة", "title_en": "!!!"}, "n-lmnzmt"),
        ({"title_ar": "SymbioCity", "title_en": ""}, "symbiocity"),
        ({"title_ar": "SymbioCity بالعربية", "title_en": "In English"}, "in-english"),
        ({"title_ar": "عن المنظمة", "title_en": ""}, "n-lmnzmt"),
    ],
)
def test_an_empty_slug_is_taken_from_the_english_title_or_transliterated(
    staff, home, titles, slug, button
):
    staff.post(add_url(home, ContentPage), page_data(**titles) | button)
    assert created().slug.isascii()
    if titles["title_en"].isalpha() or slug != "n-lmnzmt":
        assert created().slug == slug
    else:
        assert created().slug


def test_a_slug_that_is_taken_gets_a_number(staff, home):
    ContentPageFactory(parent=home, slug="about-us")
    staff.post(add_url(home, ContentPage), page_data(**BOTH))
    assert ContentPage.objects.last().slug == "about-us-2"


@pytest.mark.parametrize("title", ["???", "،؛؟", "\U0001f3db"])
def test_a_title_without_letters_asks_for_a_slug_beside_the_field(staff, home, title, button):
    response = staff.post(add_url(home, ContentPage), page_data(title_ar=title) | button)
    assert response.status_code == 200 or created().slug
    assert set(errors_of(response)) <= {"slug"}


def test_without_any_title_there_is_a_message_beside_the_field(staff, home, button):
    response = staff.post(add_url(home, ContentPage), page_data() | button)
    assert response.status_code == 200
    assert list(errors_of(response)) == ["title_ar"]


def test_without_an_arabic_title_there_is_a_message_beside_it(staff, home, button):
    response = staff.post(
        add_url(home, ContentPage), page_data(title_en="About us", slug="about-us") | button
    )
    assert response.status_code == 200
    assert list(errors_of(response)) == ["title_ar"]


@pytest.mark.parametrize("empty", ["", "  \n", "\xa0"], ids=repr)
@pytest.mark.parametrize(("released", "name"), [("ar", "العربية"), ("en", "English")])
def test_a_language_is_not_released_without_its_summary(
    staff, home, language, released, name, empty
):
    response = staff.post(
        add_url(home, ContentPage), page_data(**BOTH | {f"summary_{released}": empty}) | PUBLISH
    )
    # A form's messages are put into words when they are shown.
    with translation.override(language):
        errors = errors_of(response)
        expected = gettext(
            "Needed before visitors can read the page in this language: %(name)s."
        ) % {"name": name}
    assert errors == {f"summary_{released}": [expected]}
    assert language == "ar" or not ARABIC_LETTER.search(expected.replace(name, ""))
    soup = BeautifulSoup(response.content, "html.parser")
    field = soup.find(attrs={"name": f"summary_{released}"}).find_parent(class_="w-field__wrapper")
    assert expected in field.get_text()


def test_english_is_not_released_without_its_title(staff, home):
    response = staff.post(
        add_url(home, ContentPage), page_data(**BOTH | {"title_en": ""}) | PUBLISH
    )
    assert list(errors_of(response)) == ["title_en"]


def test_a_draft_may_be_unfinished_in_a_language_that_it_does_not_release(staff, home):
    response = staff.post(add_url(home, ContentPage), page_data(title_ar="مسودة"))
    assert errors_of(response) == {}


def test_a_slug_in_use_is_refused_beside_the_field_in_the_admins_language(staff, home, language):
    ContentPageFactory(parent=home, slug="about-us")
    response = staff.post(add_url(home, ContentPage), page_data(**BOTH, slug="about-us"))
    assert list(errors_of(response)) == ["slug"]
    soup = BeautifulSoup(response.content, "html.parser")
    field = soup.find(attrs={"name": "slug"}).find_parent(class_="w-field__wrapper")
    for message in field.select(".error-message"):
        assert bool(ARABIC_LETTER.search(message.get_text())) == (language == "ar")
    assert field.select(".error-message")


@pytest.mark.parametrize("slug", ["عن-المنظمة", "a b", "a/b"])
def test_a_slug_is_ascii(staff, home, slug):
    response = staff.post(add_url(home, ContentPage), page_data(**BOTH, slug=slug))
    assert list(errors_of(response)) == ["slug"]


def test_texts_are_kept_without_white_space_around_them(home):
    page = ContentPageFactory(
        parent=home, title_en="  About us ", summary_en=" \n", released_en=False
    )
    page.refresh_from_db()
    assert (page.title_en, page.summary_en) == ("About us", "")


def test_a_page_saved_by_code_under_either_language_keeps_its_columns(home, language):
    """Not through a form: as a command, a task or a loader saves."""
    with translation.override(language):
        page = ContentPage(title_ar="عن المنظمة", summary_ar="ملخص", released_ar=True)
        home.add_child(instance=page)
        page.save_revision().publish()
    page.refresh_from_db()
    assert (page.title_ar, page.title_en or "") == ("عن المنظمة", "")
    assert (page.draft_title_ar, page.draft_title_en or "") == ("عن المنظمة", "")
    assert (page.released_ar, page.released_en) == (True, False)
