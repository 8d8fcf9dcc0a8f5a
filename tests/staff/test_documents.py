"""Documents: what visitors and staff read of them, in both languages."""

from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Collection

from pages.models import CustomDocument
from tests.factories import ContentPageFactory

pytestmark = pytest.mark.both_databases

TITLES = {"display_title_ar": "التقرير السنوي", "display_title_en": "Annual report"}


def make_document(**fields):
    """A document of 1.5 KB, with both titles unless told otherwise."""
    file = ContentFile(b"%PDF-1.7\n" + b"x" * 1527, name="report.pdf")
    return CustomDocument.objects.create(
        **{"title": "report-final-2", "file": file} | TITLES | fields
    )


def shown_to_visitors(client, home, language, document):
    """The element of a document in a page's body, as a visitor gets it."""
    body = [("document", {"document": document})]
    ContentPageFactory(parent=home, slug="page", body_ar=body, body_en=body)
    html = client.get(f"/{language}/page/").content
    return BeautifulSoup(html, "html.parser").select_one(".file")


def test_visitors_read_the_title_of_their_language_with_type_and_size(client, home, language):
    file = shown_to_visitors(client, home, language, make_document(language=language))
    assert file.a.get_text(strip=True) == TITLES[f"display_title_{language}"]
    assert file.a.find(lang=language)
    about = file.select_one(".file__about").get_text(" ", strip=True)
    assert "PDF" in about
    assert {"ar": "1.5\xa0ك.ب", "en": "1.5\xa0KB"}[language] in about
    assert about.count("·") == 1


def test_a_title_in_the_other_language_is_marked(client, home, language):
    other = {"ar": "en", "en": "ar"}[language]
    document = make_document(**{f"display_title_{language}": ""})
    title = shown_to_visitors(client, home, language, document).a.find(lang=True)
    assert title.get_text() == TITLES[f"display_title_{other}"]
    assert (title["lang"], title["dir"]) == (other, {"ar": "rtl", "en": "ltr"}[other])


def test_a_file_in_the_other_language_says_so_in_the_readers(client, home, language):
    other = {"ar": "en", "en": "ar"}[language]
    file = shown_to_visitors(client, home, language, make_document(language=other))
    assert file.a["hreflang"] == other
    about = file.select_one(".file__about")
    assert (about["lang"], about["dir"]) == (language, {"ar": "rtl", "en": "ltr"}[language])
    assert {"ar": "الإنجليزية", "en": "Arabic"}[language] in about.get_text()


def test_an_old_document_without_titles_still_has_a_name(client, home, language):
    document = make_document(display_title_ar="", display_title_en="")
    file = shown_to_visitors(client, home, language, document)
    assert file.a.get_text(strip=True) == "report-final-2"


def test_a_download_keeps_its_files_name(client, home):
    file = ContentFile(b"%PDF-1.7\n", name="التقرير السنوي.pdf")
    document = make_document(file=file)
    response = client.get(document.url)
    assert response.status_code == 200
    assert "التقرير_السنوي.pdf" in unquote(response["Content-Disposition"])
    response.close()


def document_data(**fields):
    """The data of a document's form."""
    collection = Collection.get_first_root_node().pk
    return {"title": "report-final-2", "collection": collection, "tags": "", **fields}


def upload():
    """A file, as a browser sends it."""
    return SimpleUploadedFile("report.pdf", b"%PDF-1.7\n")


def test_the_form_asks_for_a_title_for_visitors(admin_client_in, home, language):
    staff = admin_client_in(language)
    address = reverse("wagtaildocs:add")
    response = staff.post(address, document_data(file=upload()))
    assert response.context["form"].errors.keys() == {"display_title_ar"}
    data = document_data(file=upload(), display_title_en="Annual report", language="en")
    assert staff.post(address, data).status_code == 302
    document = CustomDocument.objects.get()
    assert (document.display_title_en, document.language) == ("Annual report", "en")
    assert not document.display_title_ar


def test_a_heap_of_documents_keeps_each_file_until_it_has_a_title(admin_client_in, home, language):
    staff = admin_client_in(language)
    response = staff.post(
        reverse("wagtaildocs:add_multiple"),
        {"files[]": upload(), "title": "report"},
        headers={"x-requested-with": "XMLHttpRequest"},
    )
    kept = response.json()["uploaded_file_id"]
    prefix = f"uploaded-document-{kept}-"
    data = {f"{prefix}{name}": value for name, value in document_data(**TITLES).items()}
    address = reverse("wagtaildocs:create_multiple_from_uploaded_document", args=[kept])
    assert staff.post(address, data).json()["success"]
    document = CustomDocument.objects.get()
    assert {name: getattr(document, name) for name in TITLES} == TITLES
    assert document.get_file_size() == len(b"%PDF-1.7\n")


@pytest.mark.parametrize("name", ["index", "index_results"])
def test_staff_see_title_and_language_in_the_list(admin_client_in, home, language, name):
    make_document(language="en", **{f"display_title_{language}": ""})
    html = admin_client_in(language).get(reverse(f"wagtaildocs:{name}")).content
    row = BeautifulSoup(html, "html.parser").select_one("table tbody tr")
    other = {"ar": "en", "en": "ar"}[language]
    assert row.find("span", lang=other).get_text() == TITLES[f"display_title_{other}"]
    assert {"ar": "الإنجليزية", "en": "English"}[language] in row.get_text()


def test_the_list_asks_no_more_for_more_documents(admin_client_in, home, language):
    staff = admin_client_in(language)
    address = reverse("wagtaildocs:index")
    counts = []
    for number in (1, 4):
        for _ in range(number):
            make_document()
        staff.get(address)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            staff.get(address)
        counts.append(len(queries))
    assert counts[0] == counts[1]
