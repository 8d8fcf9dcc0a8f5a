"""Writing a page in the admin: each language's text in its own column, whoever works in which."""

import re

import pytest
from bs4 import BeautifulSoup
from django.utils import translation
from django.utils.translation import gettext

from pages.models import ContentPage
from tests.factories import ContentPageFactory
from tests.page_forms import (
    PUBLISH,
    PUBLISH_IN,
    SAVE_DRAFT,
    add_url,
    edit_url,
    errors_of,
    page_data,
)

BOTH = {
    "title_ar": "عن المنظمة",
    "title_en": "About us",
    "summary_ar": "من نحن وماذا نعمل",
    "summary_en": "Who we are and what we do",
}
ARABIC_ONLY = {name: value for name, value in BOTH.items() if name.endswith("_ar")}
ARABIC_LETTER = re.compile("[\u0600-\u06ff]")


@pytest.fixture
def staff(admin_client_in, language):
    """A browser signed in to the admin, in each of its languages in turn."""
    return admin_client_in(language)


@pytest.fixture(params=[SAVE_DRAFT, PUBLISH_IN["ar"]], ids=["draft", "published"])
def button(request):
    """The ways to save what is ready in Arabic."""
    return request.param


def created():
    """The one content page that there is."""
    return ContentPage.objects.get()


def texts_of(page):
    """What the columns of a page hold, by their names."""
    return {name: getattr(page, name) or "" for name in BOTH}


@pytest.mark.parametrize("button", [SAVE_DRAFT, PUBLISH, *PUBLISH_IN.values()], ids=str)
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
    kept = {"title_ar": page.title_ar, "summary_ar": page.summary_ar}
    staff.post(edit_url(page), page_data(**kept, slug=page.slug) | SAVE_DRAFT)
    page.refresh_from_db()
    draft = page.get_latest_revision_as_object()
    assert (draft.title_ar, draft.summary_ar) == (kept["title_ar"], kept["summary_ar"])
    assert (draft.title_en or "", draft.summary_en or "") == ("", "")
    assert page.title_en


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
    data = page_data(**titles, summary_ar=BOTH["summary_ar"])
    staff.post(add_url(home, ContentPage), data | button)
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
    response = staff.post(
        add_url(home, ContentPage), page_data(title_ar=title, summary_ar="…") | button
    )
    assert response.status_code == 200 or created().slug
    assert set(errors_of(response)) <= {"slug"}


def test_without_any_title_there_is_a_message_beside_the_field(staff, home, button):
    data = page_data(summary_ar=BOTH["summary_ar"])
    response = staff.post(add_url(home, ContentPage), data | button)
    assert response.status_code == 200
    assert list(errors_of(response)) == ["title_ar"]


def test_without_an_arabic_title_there_is_a_message_beside_it(staff, home, button):
    response = staff.post(
        add_url(home, ContentPage),
        page_data(title_en="About us", slug="about-us", summary_ar=BOTH["summary_ar"]) | button,
    )
    assert response.status_code == 200
    assert list(errors_of(response)) == ["title_ar"]


@pytest.mark.parametrize("empty", ["", "  \n", "\xa0"], ids=repr)
@pytest.mark.parametrize(("released", "name"), [("ar", "العربية"), ("en", "English")])
@pytest.mark.parametrize("publish_all", [False, True], ids=["one", "all"])
def test_a_language_is_not_published_without_its_summary(
    staff, home, language, released, name, empty, publish_all
):
    response = staff.post(
        add_url(home, ContentPage),
        page_data(**BOTH | {f"summary_{released}": empty})
        | (PUBLISH if publish_all else PUBLISH_IN[released]),
    )
    # A form's messages are put into words when they are shown.
    with translation.override(language):
        errors = errors_of(response)
        expected = gettext(
            "Required before visitors can read the page in this language (%(language)s): %(text)s"
        ) % {"language": name, "text": ContentPage._meta.get_field("summary").verbose_name}
    assert errors == {f"summary_{released}": [expected]}
    assert language == "ar" or not ARABIC_LETTER.search(expected.replace(name, ""))
    soup = BeautifulSoup(response.content, "html.parser")
    field = soup.find(attrs={"name": f"summary_{released}"}).find_parent(class_="w-field__wrapper")
    assert expected in field.get_text()
    assert soup.find(attrs={"name": "title_ar"})["value"] == BOTH["title_ar"]
    assert not ContentPage.objects.exists()


@pytest.mark.parametrize("publish_all", [False, True], ids=["one", "all"])
def test_english_is_not_published_without_its_title(staff, home, publish_all):
    response = staff.post(
        add_url(home, ContentPage),
        page_data(**BOTH | {"title_en": ""}) | (PUBLISH if publish_all else PUBLISH_IN["en"]),
    )
    assert list(errors_of(response)) == ["title_en"]


def test_what_is_refused_changes_nothing_and_stays_in_the_form(staff, home):
    page = ContentPageFactory(parent=home, **BOTH)
    page.save_revision()
    data = page_data(**BOTH | {"title_en": "New", "summary_en": ""}, slug=page.slug)
    response = staff.post(edit_url(page), data | PUBLISH_IN["en"])
    assert list(errors_of(response)) == ["summary_en"]
    soup = BeautifulSoup(response.content, "html.parser")
    assert soup.find(attrs={"name": "title_en"})["value"] == "New"
    page.refresh_from_db()
    assert page.get_latest_revision_as_object().title_en == BOTH["title_en"]
    assert page.revisions.count() == 1


@pytest.mark.parametrize(("code", "other"), [("ar", "en"), ("en", "ar")])
def test_what_is_unfinished_in_one_language_does_not_hold_up_the_other(staff, home, code, other):
    page = ContentPageFactory(parent=home, **BOTH)
    body = [("quote", {"text": "", "source": "", "language": ""})]
    data = page_data(**BOTH | {f"summary_{other}": ""}, slug=page.slug, **{f"body_{other}": body})
    assert errors_of(staff.post(edit_url(page), data | PUBLISH_IN[code])) == {}
    page.refresh_from_db()
    assert getattr(page, f"summary_{other}") == BOTH[f"summary_{other}"]
    assert not getattr(page.get_latest_revision_as_object(), f"summary_{other}")
    data = page_data(**BOTH, slug=page.slug, **{f"body_{code}": body})
    assert list(errors_of(staff.post(edit_url(page), data | PUBLISH_IN[code]))) == [f"body_{code}"]


def test_the_buttons_publish_each_language_by_its_name_in_the_admins_language(
    staff, home, language
):
    page = ContentPageFactory(parent=home)
    labels = {
        "ar": ["نشر العربية", "نشر الإنجليزية", "نشر كل اللغات"],
        "en": ["Publish Arabic", "Publish English", "Publish all languages"],
    }
    for address in (add_url(home, ContentPage), edit_url(page)):
        soup = BeautifulSoup(staff.get(address).content, "html.parser")
        names = ["action-release-ar", "action-release-en", "action-publish"]
        buttons = [soup.find("button", attrs={"name": name}) for name in names]
        assert [button.get_text(strip=True) for button in buttons] == labels[language]


@pytest.mark.parametrize(("code", "other"), [("ar", "en"), ("en", "ar")])
def test_publishing_says_which_language_and_leads_to_what_is_live(
    staff, home, language, code, other
):
    data = page_data(**BOTH) | PUBLISH_IN[code]
    response = staff.post(add_url(home, ContentPage), data, follow=True)
    assert created().available_languages == [code]
    soup = BeautifulSoup(response.content, "html.parser")
    links = [link["href"] for link in soup.select(".messages a")]
    assert any(f"/{code}/about-us/" in link for link in links)
    assert not any(f"/{other}/about-us/" in link for link in links)
    response = staff.post(
        edit_url(created()), page_data(**BOTH, slug="about-us") | PUBLISH, follow=True
    )
    soup = BeautifulSoup(response.content, "html.parser")
    links = " ".join(link["href"] for link in soup.select(".messages a"))
    assert "/ar/about-us/" in links
    assert "/en/about-us/" in links


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
