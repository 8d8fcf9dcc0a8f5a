"""Copies, aliases and moves: no language is forgotten."""

import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from wagtail.contrib.redirects.models import Redirect
from wagtail.test.utils.form_data import nested_form_data

from pages.models import BasePage, ContentPage
from tests.factories import ContentPageFactory

pytestmark = pytest.mark.both_databases

NEW_TITLE = {"ar": "نسخة من الصفحة", "en": "Copied page"}


@pytest.fixture
def staff(admin_client_in, language):
    """A browser signed in to the admin, in each of its languages in turn."""
    return admin_client_in(language)


@pytest.fixture
def content_page(home):
    """A live page with a revision."""
    page = ContentPageFactory(parent=home, slug="page", title_ar="الصفحة", title_en="The page")
    page.save_revision().publish()
    return ContentPage.objects.get(pk=page.pk)


def copy(staff, page, **options):
    """Copy a page through the admin; the copy, or the errors that refused it."""
    address = reverse("wagtailadmin_pages:copy", args=[page.pk])
    form = staff.get(address).context["form"]
    data = {
        **{field.html_name: field.value() for field in form.title_inputs},
        "new_slug": "copy",
        "new_parent_page": page.get_parent().pk,
    }
    response = staff.post(address, nested_form_data(data | options))
    assert response.status_code == 302, response.context["form"].errors
    return ContentPage.objects.get(slug="copy")


@pytest.mark.parametrize("live", [False, True], ids=["draft", "published"])
def test_a_copy_is_told_from_its_source_in_every_language(staff, content_page, language, live):
    options = {"publish_copies": "on"} if live else {}
    new = copy(staff, content_page, **{f"new_title_{language}": NEW_TITLE[language]}, **options)
    other = "en" if language == "ar" else "ar"
    assert new.live is live
    for version in (new, new.get_latest_revision_as_object()):
        assert getattr(version, f"title_{language}") == NEW_TITLE[language]
        title = getattr(version, f"title_{other}")
        assert title != getattr(content_page, f"title_{other}")
        assert getattr(content_page, f"title_{other}") in title
        assert getattr(version, f"draft_title_{language}") == NEW_TITLE[language]
        assert getattr(version, f"draft_title_{other}") == title
    assert new.revisions.count() <= 2


def test_the_source_keeps_its_titles(staff, content_page, language):
    copy(staff, content_page, **{f"new_title_{language}": NEW_TITLE[language]})
    content_page.refresh_from_db()
    assert (content_page.title_ar, content_page.title_en) == ("الصفحة", "The page")


def test_a_copy_of_an_arabic_page_gets_no_arabic_in_its_english_columns(staff, home):
    page = ContentPageFactory(
        parent=home, slug="page", title_ar="الصفحة", title_en="", released_en=False
    )
    new = copy(staff, page, new_title_ar="نسخة")
    for version in (new, new.get_latest_revision_as_object()):
        assert (version.title_ar, version.title_en or "") == ("نسخة", "")
        assert (version.draft_title_ar, version.draft_title_en or "") == ("نسخة", "")


def test_the_copy_of_a_tree_keeps_the_titles_below(staff, content_page):
    ContentPageFactory(parent=content_page, slug="below", title_ar="تحت", title_en="Below")
    new = copy(staff, content_page, copy_subpages="on")
    below = new.get_children().get().specific
    assert (below.title_ar, below.title_en) == ("تحت", "Below")


def test_an_alias_follows_its_source_in_every_language(staff, home, content_page, language):
    elsewhere = ContentPageFactory(parent=home, slug="elsewhere")
    alias = copy(staff, content_page, alias="on", new_parent_page=elsewhere.pk)
    html = staff.get(reverse("wagtailadmin_explore", args=[elsewhere.pk])).content.decode()
    with translation.override(language):
        assert f">{gettext('Alias')}" in " ".join(html.split()).replace("> ", ">")
    assert alias.alias_of_id == content_page.pk
    assert (alias.title_ar, alias.title_en) == ("الصفحة", "The page")
    content_page.title_ar, content_page.title_en = "صفحة جديدة", "New page"
    with translation.override(language):
        content_page.save_revision().publish()
    alias.refresh_from_db()
    assert (alias.title_ar, alias.title_en) == ("صفحة جديدة", "New page")
    for code, title in {"ar": "صفحة جديدة", "en": "New page"}.items():
        with translation.override(code):
            assert alias.get_admin_display_title() == title


def test_a_copy_has_the_titles_that_were_given(staff, content_page):
    given = {f"new_title_{code}": title for code, title in NEW_TITLE.items()}
    new = copy(staff, content_page, **given)
    for version in (new, new.get_latest_revision_as_object()):
        assert {code: getattr(version, f"title_{code}") for code in NEW_TITLE} == NEW_TITLE


def refused(staff, page, **data):
    """The errors of the form that copies a page."""
    address = reverse("wagtailadmin_pages:copy", args=[page.pk])
    data = {"new_slug": "copy", "new_parent_page": page.get_parent().pk} | data
    response = staff.post(address, data)
    assert response.status_code == 200
    return response.context["form"].errors


def test_a_copy_needs_its_title_in_each_language_of_the_page(staff, content_page):
    assert {*refused(staff, content_page)} == {"new_title_ar", "new_title_en"}


def test_an_alias_is_no_twin_beside_its_original(staff, content_page):
    assert {*refused(staff, content_page, alias="on")} == {"new_parent_page"}


def test_only_what_visitors_can_read_may_get_an_alias(staff, content_page):
    address = reverse("wagtailadmin_pages:copy", args=[content_page.pk])
    assert "alias" in staff.get(address).context["form"].fields
    content_page.unpublish()
    assert "alias" not in staff.get(address).context["form"].fields


def test_moving_a_page_redirects_its_old_address_in_every_language(
    staff, client, home, content_page, django_capture_on_commit_callbacks
):
    below = ContentPageFactory(parent=content_page, slug="below")
    target = ContentPageFactory(parent=home, slug="target")
    with django_capture_on_commit_callbacks(execute=True):
        staff.post(reverse("wagtailadmin_pages:move_confirm", args=[content_page.pk, target.pk]))
    assert BasePage.objects.get(pk=below.pk).url_path == "/home/target/page/below/"
    for code in ("ar", "en"):
        for old in ("page", "page/below"):
            response = client.get(f"/{code}/{old}/")
            assert (response.status_code, response["Location"]) == (301, f"/{code}/target/{old}/")


def test_a_new_slug_redirects_the_old_address_in_every_language(
    client, content_page, language, django_capture_on_commit_callbacks
):
    with translation.override(language), django_capture_on_commit_callbacks(execute=True):
        content_page.slug = "renamed"
        content_page.save_revision().publish()
    for code in ("ar", "en"):
        response = client.get(f"/{code}/page/")
        assert (response.status_code, response["Location"]) == (301, f"/{code}/renamed/")
    assert Redirect.objects.count() == 2


def test_reordering_makes_no_redirect(home, content_page, django_capture_on_commit_callbacks):
    other = ContentPageFactory(parent=home)
    with django_capture_on_commit_callbacks(execute=True):
        content_page.move(other, pos="right")
    assert not Redirect.objects.exists()


def test_the_editor_of_an_alias_asks_for_no_form_that_it_lacks(staff, home, content_page):
    """Scripts that look for the editor's form would fail there."""
    elsewhere = ContentPageFactory(parent=home, slug="elsewhere")
    alias = content_page.create_alias(parent=elsewhere, update_slug="alias")
    for page, has_form in ((content_page, True), (alias, False)):
        html = staff.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
        assert ("data-edit-form" in html) is has_form
