"""Documents by what they hold: what is taken, and what is refused whatever its name is."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from pages.forms import file_contents
from pages.forms.document_uploads import REASONS
from pages.forms.image_uploads import ANIMATED
from pages.models import CustomDocument
from tests.site_config.test_uploads import image_errors

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
HTML = b"<!DOCTYPE html><html><p>text</p></html>"
OPEN_TEXT = b"application/vnd.oasis.opendocument.text"


def archive(*entries, compression=zipfile.ZIP_DEFLATED):
    """An archive of (name, content)."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as packed:
        for name, content in entries:
            packed.writestr(name, content)
    return buffer.getvalue()


def office(*entries, folder="word"):
    """An office file of (name, content)."""
    return archive(("[Content_Types].xml", "<Types/>"), (f"{folder}/x.xml", "<x/>"), *entries)


def word():
    """A file of Word."""
    buffer = io.BytesIO()
    Document().save(buffer)
    return buffer.getvalue()


def link():
    """An archive with a symbolic link."""
    entry = zipfile.ZipInfo("link")
    entry.external_attr = 0o120777 << 16
    return archive((entry, "target"))


def with_smaller_declared_size(data):
    """An archive whose directory says that its file holds one byte."""
    at = data.rindex(b"PK\x01\x02") + 24
    return data[:at] + b"\1\0\0\0" + data[at + 4 :]


TAKEN = [
    ("a.pdf", PDF),
    ("A.PDF", PDF),
    ("a.rtf", b"{\\rtf1 text}"),
    ("a.docx", word()),
    ("a.xlsx", office(folder="xl")),
    ("a.pptx", office(folder="ppt")),
    ("a.odt", archive(("mimetype", OPEN_TEXT), ("content.xml", "<x/>"))),
    ("a.zip", archive(("a/b.txt", "text"), ("قائمة.txt", "نص"))),
    ("a.zip", archive()),
    ("a.txt", "نص عربي".encode()),
    ("a.txt", "نص عربي".encode("utf-16")),
    ("a.csv", "اسم,عدد\n".encode("cp1256")),
    ("a.csv", b"name,note\nx,<b>bold</b>\n"),
]
REFUSED = [
    ("a.pdf", HTML, "kind"),
    ("a.pdf", b"%PDF-1.7\n" + HTML, "kind"),
    ("a.pdf", b" " + PDF, "kind"),
    ("a.pdf", PDF + archive(("a.txt", "text")), "kind"),
    ("a.pdf", word(), "kind"),
    ("a.rtf", PDF, "kind"),
    ("a.docx", PDF, "kind"),
    ("a.docx", office(folder="xl"), "kind"),
    ("a.docx", archive(("a.txt", "text")), "kind"),
    ("a.docx", word()[:-30], "kind"),
    ("a.docx", HTML + word(), "kind"),
    ("a.docx", office(("word/vbaProject.bin", b"text")), "macros"),
    ("a.odt", archive(("mimetype", b"text/html")), "kind"),
    ("a.odt", word(), "kind"),
    ("a.zip", PDF, "kind"),
    ("a.zip", archive(("../a.txt", "text")), "paths"),
    ("a.zip", archive(("/a.txt", "text")), "paths"),
    ("a.zip", archive(("C:a.txt", "text")), "paths"),
    ("a.zip", archive(("a\\..\\..\\b.txt", "text")), "paths"),
    ("a.zip", link(), "paths"),
    ("a.txt", HTML, "kind"),
    ("a.txt", b"  \n" + HTML, "kind"),
    ("a.csv", b"a,b\0", "kind"),
    ("a.txt", PDF, "kind"),
]


def reason(name, content):
    """Why a file is refused; ``None`` for one that is taken."""
    try:
        file_contents.check(io.BytesIO(content), name.rpartition(".")[2])
    except file_contents.ContentError as error:
        return str(error)
    return None


@pytest.mark.parametrize(("name", "content"), TAKEN)
def test_files_that_are_what_their_names_say_are_taken(name, content):
    assert reason(name, content) is None


@pytest.mark.parametrize(("name", "content", "why"), REFUSED)
def test_files_that_are_something_else_are_refused(name, content, why):
    assert reason(name, content) == why


@pytest.mark.parametrize("bound", ["MOST_BYTES", "FREE_BYTES"])
def test_an_archive_that_unpacks_to_too_much_is_refused_before_it_is_unpacked(monkeypatch, bound):
    monkeypatch.setattr(file_contents, bound, 1000)
    monkeypatch.setattr(file_contents, "MOST_GROWTH", 1)
    bomb = office(("word/a.xml", 100_000 * "a"))
    monkeypatch.setattr(zipfile.ZipFile, "open", None)
    assert reason("a.docx", bomb) == "too_much"


def test_what_an_archive_declares_is_not_believed(monkeypatch):
    monkeypatch.setattr(file_contents, "MOST_BYTES", 1000)
    assert reason("a.zip", with_smaller_declared_size(archive(("a", 100_000 * "a")))) is not None


def test_an_archive_of_very_many_files_is_refused(monkeypatch):
    monkeypatch.setattr(file_contents, "MOST_FILES", 3)
    assert reason("a.zip", archive(*((str(number), "") for number in range(4)))) == "too_much"


@given(st.sampled_from(["pdf", "rtf", "docx", "odt", "zip", "txt"]), st.binary(max_size=300))
def test_any_bytes_are_taken_or_refused(extension, content):
    assert reason(f"a.{extension}", content) in (None, "kind", "paths", "macros", "too_much")


@given(st.data())
def test_damaged_archives_are_taken_or_refused(data):
    whole = bytearray(word())
    for _number in range(data.draw(st.integers(1, 5))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    assert reason("a.docx", bytes(whole)) in (None, "kind", "paths", "macros", "too_much")


@pytest.mark.parametrize("path", ["multiple/add/", "add/"])
def test_staff_are_told_beside_the_file(home, admin_client_in, language, path):
    client = admin_client_in(language)
    multiple = path.startswith("multiple")
    file = SimpleUploadedFile("report.pdf", HTML, "application/pdf")
    data = {"files[]" if multiple else "file": file, "title": "Report"}
    response = client.post(
        f"/admin/documents/{path}", data, headers={"x-requested-with": "XMLHttpRequest"}
    )
    with translation.override(language):
        message = REASONS["kind"] % {"extension": "pdf"}
    shown = response.json()["error_message"] if multiple else response.text
    assert message in shown
    assert not CustomDocument.objects.exists()


@pytest.mark.parametrize(("kind", "is_taken"), [("PNG", False), ("AVIF", False), ("GIF", True)])
def test_pictures_that_visitors_would_see_still_are_refused_with_a_sentence(
    kind, is_taken, language
):
    frames = [Image.new("RGB", (40, 30), colour) for colour in ("teal", "white")]
    buffer = io.BytesIO()
    frames[0].save(buffer, kind, save_all=True, append_images=frames[1:], duration=100)
    with translation.override(language):
        message = ANIMATED % {"kind": kind}
        errors = image_errors(f"a.{kind.lower()}", buffer.getvalue())
    assert errors == ([] if is_taken else [message])
