"""Rich text: links to documents tell what is fetched; words are marked with their language."""

import json

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.utils import translation
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.admin.rich_text.editors.draftail import DraftailRichTextArea
from wagtail.rich_text import RichText

from pages.blocks import TEXT_FEATURES
from pages.models import CustomDocument
from tests.factories import ContentPageFactory

DIRECTIONS = {"ar": "rtl", "en": "ltr"}


def make_document(**fields):
    """A PDF file of 1.5 KB."""
    file = ContentFile(b"%PDF-1.7\n" + b"x" * 1527, name="report.pdf")
    return CustomDocument.objects.create(
        **{"title": "report", "file": file, "file_size": 1536} | fields
    )


def link_to(document):
    """A link to a document as it is stored."""
    return f'<a linktype="document" id="{document.pk}">Annual <b>report</b></a>'


@pytest.mark.parametrize("file_language", ["", "ar", "en"])
def test_a_link_to_a_document_tells_type_size_and_another_language(
    client, home, language, file_language
):
    document = make_document(language=file_language)
    body = [("rich_text", RichText(f"<p>See {link_to(document)}.</p>"))]
    ContentPageFactory(parent=home, slug="page", body_ar=body, body_en=body)
    html = BeautifulSoup(client.get(f"/{language}/page/").content, "html.parser")
    [link] = html.select(".text a")
    assert link["href"] == document.url
    assert link.get("hreflang", "") == file_language
    note = link.select_one(".file__note")
    assert (note["lang"], note["dir"]) == (language, DIRECTIONS[language])
    words = note.get_text()
    assert words.startswith("(PDF")
    assert {"ar": "1.5\xa0ك.ب", "en": "1.5\xa0KB"}[language] in words
    other = {"ar": "الإنجليزية", "en": "Arabic"}[language]
    assert (other in words) == (file_language not in ("", language))
    assert link.get_text().startswith("Annual report")
    assert link.find_parent("p").get_text().endswith(").")
    assert "data-note" not in str(link)


def test_all_documents_of_a_text_take_one_query(db, django_assert_num_queries):
    links = "".join(f"<p>{link_to(make_document())}</p>" for _number in range(3))
    with django_assert_num_queries(1):
        html = str(RichText(links))
    assert html.count("file__note") == 3


def test_a_link_to_a_document_that_is_gone_leads_nowhere(db):
    assert str(RichText('<a linktype="document" id="9">Gone</a>')) == "<a>Gone</a>"


@pytest.mark.parametrize("marked", ["ar", "en"])
def test_words_marked_with_a_language_are_kept_both_ways_and_shown(language, marked):
    stored = f'نص <bdi dir="{DIRECTIONS[marked]}" lang="{marked}">words</bdi> end'
    with translation.override(language):
        converter = ContentstateConverter(TEXT_FEATURES)
        state = converter.from_database_format(f"<p>{stored}</p>")
        [block] = json.loads(state)["blocks"]
        assert [style["style"] for style in block["inlineStyleRanges"]] == [f"LANGUAGE-{marked}"]
        again = BeautifulSoup(converter.to_database_format(state), "html.parser").p
        assert again.decode_contents() == stored
        assert stored in str(RichText(f"<p>{stored}</p>"))


def test_the_editor_has_a_button_for_each_language_by_its_own_name(language):
    with translation.override(language):
        options = DraftailRichTextArea(features=TEXT_FEATURES).options
    labels = [style.get("label") for style in options["inlineStyles"]]
    assert [label for label in labels if label] == ["العربية", "English"]
