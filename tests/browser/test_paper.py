"""Pages on paper, and saved as PDF."""

import re
from io import BytesIO

import pytest
from pypdf import PdfReader

from tests.conftest import LANGUAGES

NOT_FOR_PAPER = (
    "header nav, header form, .skip-link, .site-strip, .breadcrumbs, .related, .frieze,"
    " .site-footer nav, .page-head__picture, .button:not([href^=http])"
)
# Letters that stand out from the paper: the ink of every text against white.
FAINT = """() => [...document.querySelectorAll("main *, footer *")]
    .filter(element => element.checkVisibility()
        && [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
    .filter(element => {
        const [red, green, blue] = getComputedStyle(element).color.match(/[\\d.]+/g).map(Number);
        return 0.299 * red + 0.587 * green + 0.114 * blue > 130;
    })
    .map(element => element.outerHTML.slice(0, 80))"""
# What lies under a text and would cost ink, or be left out by the printer and the text with it.
GROUNDS = """() => [...document.querySelectorAll("html, body, body *")]
    .filter(element => element.checkVisibility() && !element.closest("svg"))
    .filter(element => !["rgba(0, 0, 0, 0)", "rgb(255, 255, 255)"]
        .includes(getComputedStyle(element).backgroundColor))
    .map(element => element.outerHTML.slice(0, 80))"""
OUTSIDE_LINKS = """() => {
    const main = document.querySelector("main");
    const external = document.createElement("a");
    external.href = "https://other.example/a/long/address?b=c";
    external.textContent = "x";
    const internal = document.createElement("a");
    internal.href = "/en/about/";
    internal.textContent = "y";
    main.append(external, internal);
    return [external, internal].map(link => {
        const after = getComputedStyle(link, "::after");
        return [after.content, after.direction, after.unicodeBidi];
    });
}"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_paper_has_the_text_and_its_source_no_menus_and_no_wasted_ink(
    open_page, running_site, path, language
):
    page = open_page(f"/{language}/{path}")
    source = page.locator(".source")
    assert not source.is_visible()

    page.emulate_media(media="print", color_scheme="dark")

    assert page.locator("h1").is_visible()
    assert [element for element in page.locator(NOT_FOR_PAPER).all() if element.is_visible()] == []
    assert page.evaluate(FAINT) == []
    assert page.evaluate(GROUNDS) == []
    # From where it is, and from when.
    assert source.locator("[dir=ltr]").inner_text() == f"{running_site.url}/{language}/{path}"
    assert re.search(r"\b20\d\d\b", source.inner_text())
    assert not page.locator("p.updated").is_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_link_out_of_the_site_has_its_address_after_it_from_left_to_right(open_page, language):
    page = open_page(f"/{language}/about/")
    page.emulate_media(media="print")

    external, internal = page.evaluate(OUTSIDE_LINKS)

    assert external == ['" (https://other.example/a/long/address?b=c)"', "ltr", "isolate"]
    assert internal[0] == "none"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pdf_has_the_whole_text_on_few_pages_and_no_row_is_cut(open_page, language):
    page = open_page(f"/{language}/work-areas/municipal-services/")
    last_words = page.locator(".accordion .text").last.text_content().split()[-1]
    last_row = page.locator(".matrix tbody tr").last.locator("th").inner_text()

    content = page.pdf(format="A4", tagged=True, outline=True)

    document = PdfReader(BytesIO(content))
    assert 2 <= len(document.pages) <= 3
    assert document.trailer["/Root"]["/Lang"] == language
    text = " ".join(leaf.extract_text() for leaf in document.pages)
    # Closed on a screen, open on paper. Arabic comes out of a PDF in other forms of its letters.
    if language == "en":
        assert last_words in text
        assert last_row.split()[-1] in text
    page.emulate_media(media="print")
    assert page.locator(".matrix tr").evaluate_all(
        "rows => rows.every(row => getComputedStyle(row).breakInside === 'avoid')"
    )
    assert page.locator("h2, h3").evaluate_all(
        "all => all.every(heading => getComputedStyle(heading).breakAfter === 'avoid')"
    )
