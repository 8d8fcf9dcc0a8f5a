"""Generates the demo site's downloads: a title and paragraphs as Word or plain text."""

from io import BytesIO

from bs4 import BeautifulSoup
from docx import Document
from docx.oxml import OxmlElement

from languages import cldr
from work_areas.demo.content import in_language


def paragraphs(data, language):
    """A page's texts in a language, as (is heading, text) pairs, from its TOML data."""
    yield False, in_language(data["summary"], language)
    for block in data.get("body", []):
        text = in_language({k: v for k, v in block.items() if k != "type"}, language)
        if block["type"] == "heading":
            yield True, text
        elif block["type"] == "rich_text":
            for part in BeautifulSoup(text, "html.parser").find_all(["p", "li"]):
                yield False, part.get_text()


def plain_text(title, parts):
    """A text file, as bytes."""
    return "\n\n".join([title, *(text for _is_heading, text in parts)]).encode() + b"\n"


def word(title, parts, language):
    """A Word file, as bytes, with paragraphs in the language's direction."""
    document = Document()
    document.core_properties.title = title
    document.core_properties.language = language
    document.add_heading(title, level=1)
    for is_heading, text in parts:
        document.add_heading(text, level=2) if is_heading else document.add_paragraph(text)
    if cldr.direction(language) == "rtl":
        for paragraph in document.paragraphs:
            paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
            for run in paragraph.runs:
                run._r.get_or_add_rPr().append(OxmlElement("w:rtl"))
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def make_file(data, language):
    """The file that a publication's data describes in a language, as bytes."""
    title = data["document"]["title"][language]
    parts = list(paragraphs(data, language))
    if data["document"]["ending"] == "txt":
        return plain_text(title, parts)
    return word(title, parts, language)
