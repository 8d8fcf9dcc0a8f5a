"""A page's history says which language was changed, and compares each language in its own."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from pages.versions.releasing import discard_draft, release
from tests.factories import ContentPageFactory, DecentralisationPageFactory
from tests.page_forms import edit_url, page_data

pytestmark = pytest.mark.both_databases

ARABIC = {"ar": "العربية", "en": "Arabic"}
ENGLISH = {"ar": "الإنجليزية", "en": "English"}
TEXTS = {"title_ar": "عنوان", "title_en": "Title", "summary_ar": "ملخص", "summary_en": "Summary"}


@pytest.fixture
def staff(admin_client_in, language):
    """A browser signed in to the admin, in each of its languages in turn."""
    return admin_client_in(language)


@pytest.fixture
def content_page(home):
    """A live page with a revision."""
    page = ContentPageFactory(parent=home, slug="page", **TEXTS)
    page.save_revision().publish()
    return page


def save(staff, page, **changes):
    """Save a draft in the editor, as its form shows it but for some changes."""
    latest = page.specific_class.objects.get(pk=page.pk).get_latest_revision_as_object()
    shown = {name: getattr(latest, name) or "" for name in TEXTS}
    response = staff.post(edit_url(page), page_data(**shown | {"slug": "page"} | changes))
    assert response.status_code == 302


def latest_entry(staff, page):
    """The newest row of the history: the texts of its cells."""
    response = staff.get(reverse("wagtailadmin_pages:history", args=[page.pk]))
    row = BeautifulSoup(response.content, "html.parser").select_one("table.listing tbody tr")
    return [cell.get_text(" ", strip=True) for cell in row.find_all("td")]


def test_an_entry_names_the_language_that_was_changed_and_who_did_it(staff, content_page, language):
    save(staff, content_page, title_en="Another title")
    _action, changed, person, _date = latest_entry(staff, content_page)
    assert changed == ENGLISH[language]
    assert f"admin-{language}" in person
    save(staff, content_page, summary_ar="ملخص آخر")
    assert latest_entry(staff, content_page)[1] == ARABIC[language]


def test_an_entry_names_all_that_was_changed(staff, content_page, language):
    save(staff, content_page, title_en="Another", title_ar="آخر", slug="another")
    changed = latest_entry(staff, content_page)[1]
    assert changed.startswith(ARABIC[language])
    assert ENGLISH[language] in changed
    assert len(changed) > len(ARABIC[language] + ENGLISH[language]) + 4


def test_what_the_languages_share_is_no_language(staff, content_page, language):
    save(staff, content_page, show_in_footer="on")
    changed = latest_entry(staff, content_page)[1]
    assert changed
    assert ARABIC[language] not in changed
    assert ENGLISH[language] not in changed


def test_an_edit_after_a_release_names_what_it_changed_only(staff, content_page, language):
    """The held language's draft was put back meanwhile: nobody has changed it."""
    save(staff, content_page, title_en="Draft", title_ar="مسودة")
    release(content_page, "ar")
    save(staff, content_page, title_ar="جديد")
    assert latest_entry(staff, content_page)[1] == ARABIC[language]


def test_releases_and_discards_name_their_language(staff, content_page, language):
    save(staff, content_page, title_en="Draft", title_ar="مسودة")
    release(content_page, "ar")
    assert latest_entry(staff, content_page)[1] == ARABIC[language]
    discard_draft(content_page, "en")
    assert latest_entry(staff, content_page)[1] == ENGLISH[language]


def test_a_long_history_takes_no_more_queries(staff, content_page, django_assert_num_queries):
    address = reverse("wagtailadmin_pages:history", args=[content_page.pk])
    for number in range(3):
        save(staff, content_page, title_en=f"Title {number}")
    with django_assert_num_queries(16):
        staff.get(address)
    for number in range(6):
        save(staff, content_page, title_en=f"Later {number}")
    with django_assert_num_queries(16):
        staff.get(address)


def comparison(staff, page, first, second="latest"):
    """The table that compares two revisions."""
    address = reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, first, second])
    response = staff.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser").select_one("table.listing")


def test_a_comparison_marks_each_text_with_its_language(staff, content_page):
    save(staff, content_page, title_en="Another title", title_ar="عنوان آخر")
    [row] = comparison(staff, content_page, "live").select("tbody tr")
    cell = row.find_all("td", recursive=False)[1]
    for code, direction, own_name, word in [
        ("ar", "rtl", "العربية", "آخر"),
        ("en", "ltr", "English", "Another"),
    ]:
        column = cell.find(lang=code)
        assert column["dir"] == direction
        assert column.p.get_text() == own_name
        assert word in column.select_one(".addition").get_text()


def test_a_comparison_shows_what_stayed_beside_what_changed(staff, content_page):
    save(staff, content_page, title_en="Another title")
    [row] = comparison(staff, content_page, "live").select("tbody tr")
    assert "Another" in row.find(lang="en").select_one(".addition").get_text()
    arabic = row.find(lang="ar")
    assert content_page.title_ar in arabic.get_text()
    assert not arabic.select(".addition, .deletion")


def test_a_comparison_marks_the_texts_of_items(staff, index):
    page = DecentralisationPageFactory(parent=index)
    page.reform_proposals.create(improves="powers", title_ar="اقتراح", title_en="Proposal")
    page.save_revision().publish()
    page = page.get_latest_revision_as_object()
    item = page.reform_proposals.get()
    item.title_en = "Proposal, corrected"
    page.reform_proposals.add(item)
    page.save_revision()
    table = comparison(staff, page, "live")
    [row] = [row for row in table.select("dd") if row.select_one(".addition")]
    assert "corrected" in row.find(lang="en").select_one(".addition").get_text()
    assert "اقتراح" in row.find(lang="ar").get_text()
