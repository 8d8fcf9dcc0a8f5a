"""Documents are found by their titles and their files' text, where everybody may open them."""

from io import BytesIO
from subprocess import TimeoutExpired

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from docx import Document
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject
from wagtail.models import Collection, CollectionViewRestriction

from pages.models import CustomDocument
from pages.search import extraction
from pages.search.extraction import text_of
from pages.search.models import DocumentText, SearchEntry
from pages.search.querying import Search

pytestmark = pytest.mark.both_databases


def pdf(text):
    """A PDF file of one page that says a text in Latin letters."""
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    fonts = DictionaryObject({NameObject("/F1"): font})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    stream = DecodedStreamObject()
    stream.set_data(f"BT /F1 12 Tf 10 100 Td ({text}) Tj ET".encode())
    page[NameObject("/Contents")] = writer._add_object(stream)
    buffer = BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def word(paragraph, cell):
    """A Word file with a paragraph, and a table of one cell."""
    document = Document()
    document.add_paragraph(paragraph)
    document.add_table(1, 1).cell(0, 0).text = cell
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def make_document(data, name, **fields):
    return CustomDocument.objects.create(
        title="internal name",
        file=ContentFile(data, name=name),
        **{"display_title_ar": "دليل البلدية", "display_title_en": "Municipal guide"} | fields,
    )


def found(query, language):
    """The keys of the documents that a search finds."""
    hits = Search(query, language).results().hits
    return [result.document.pk for result in hits.object_list] if hits else []


@pytest.mark.parametrize(
    ("name", "data", "query"),
    [
        ("guide.pdf", pdf("Sewers and pipelines"), "pipeline"),
        ("guide.PDF", pdf("Sewers and pipelines"), "pipeline"),
        ("guide.docx", word("Sewers", "Pipelines"), "pipeline"),
        ("guide.docx", word("مجاري المياه", "أنابيب"), "الأنابيب"),
        ("guide.txt", "أنابيب".encode(), "الأنابيب"),
        ("guide.txt", "\ufeffأنابيب".encode("utf-16"), "الأنابيب"),
        ("guide.txt", "أنابيب".encode("cp1256"), "الأنابيب"),
        ("guide.csv", b"pipelines,3", "pipeline"),
    ],
)
def test_the_text_of_a_file_is_found(db, name, data, query):
    language = "ar" if "أ" in query else "en"
    document = make_document(data, name, language=language)
    assert found(query, language) == [document.pk]
    # Whoever reads another language would not understand it.
    assert found(query, {"ar": "en", "en": "ar"}[language]) == []


def test_titles_are_found_in_their_language(db):
    document = make_document(b"-", "guide.txt", display_title_en="")
    assert found("أدلة البلديات", "ar") == [document.pk]
    assert found("دليل", "ar") == [document.pk]
    assert found("guide", "en") == found("internal", "en") == []

    document.display_title_en = "Handbook"
    document.save()
    assert found("handbooks", "en") == [document.pk]


def test_a_document_is_shown_with_kind_type_and_size(client, db, language):
    make_document(pdf("x"), "guide.pdf", language="en")
    html = client.get(
        f"/{language}/search/", {"q": {"ar": "دليل", "en": "guide"}[language]}
    ).content
    result = BeautifulSoup(html, "html.parser").select_one(".result")
    assert result.a["href"].startswith("/documents/")
    assert result.a["hreflang"] == "en"
    about = result.select_one(".result__about").get_text(" ", strip=True)
    assert {"ar": "مستند", "en": "Document"}[language] in about
    assert "PDF" in about
    assert ("الإنجليزية" in about) == (language == "ar")


def test_documents_of_a_private_collection_are_not_found(db):
    parent = Collection.get_first_root_node().add_child(name="Board")
    collection = parent.add_child(name="Minutes")
    document = make_document(b"pipelines", "guide.txt", collection=collection)
    assert found("guide", "en") == [document.pk]

    restriction = CollectionViewRestriction.objects.create(
        collection=parent, restriction_type="login"
    )
    assert found("guide", "en") == found("pipelines", "en") == []
    document.save()
    assert found("guide", "en") == []
    restriction.delete()
    assert found("guide", "en") == [document.pk]


def test_a_file_is_read_once_and_again_when_it_is_another(db, monkeypatch):
    document = make_document(b"pipelines", "guide.txt")
    monkeypatch.setattr("pages.search.reading.text_of", lambda file, kind: "lanterns")
    document.save()
    assert found("pipelines", "en") == [document.pk]

    document.file = ContentFile(b"-", name="other.txt")
    document.save()
    assert found("pipelines", "en") == []
    assert found("lantern", "en") == [document.pk]


def test_a_deleted_document_is_gone(db):
    make_document(b"pipelines", "guide.txt").delete()
    assert found("guide", "en") == []
    assert not SearchEntry.objects.exists()
    assert not DocumentText.objects.exists()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("broken.pdf", b"%PDF-1.7\n" + b"\x00\xff" * 5_000),
        ("broken.pdf", pdf("Sewers")[:200]),
        ("empty.pdf", b""),
        ("broken.docx", b"PK\x03\x04 no zip"),
        ("text.docx", b"plain"),
        ("binary.txt", bytes(range(256)) * 10),
        ("sheet.xlsx", b"PK"),
        ("noending", b"text"),
    ],
)
def test_a_damaged_or_unknown_file_breaks_no_upload(db, name, data):
    document = make_document(data, name)
    assert found("guide", "en") == [document.pk]


def test_a_file_that_is_gone_breaks_nothing(db):
    document = make_document(b"pipelines", "guide.txt")
    DocumentText.objects.all().delete()
    document.file.storage.delete(document.file.name)
    document.save()
    assert found("guide", "en") == [document.pk]


def test_reading_stops_at_a_limit_of_characters():
    text = text_of(BytesIO(b"pipelines " * 100_000), "txt")
    assert len(text) <= extraction.CHARACTER_LIMIT
    assert text.startswith("pipelines")


def test_a_file_that_is_too_large_is_not_read(monkeypatch):
    monkeypatch.setattr(extraction, "FILE_LIMIT", 10)
    assert text_of(BytesIO(b"x" * 11), "txt") == ""


def test_reading_ends_when_it_takes_too_long(monkeypatch):
    def run(*args, timeout, **kwargs):
        raise TimeoutExpired(args[0], timeout)

    monkeypatch.setattr(extraction.subprocess, "run", run)
    assert text_of(BytesIO(b"text"), "txt") == ""
