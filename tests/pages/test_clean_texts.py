"""What comes along with copied text and no reader sees is not saved, whichever way a text comes."""

from io import BytesIO, StringIO
from xml.etree import ElementTree

import openpyxl
import pytest
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import Collection
from wagtail.rich_text import RichText

from pages.models import BasePage, ContentPage, CustomImage
from pages.translating import status
from pages.translating.exchange import files
from pages.translating.exchange.exporting import parts
from tests.factories import (
    ContentPageFactory,
    ImageFactory,
    NewsIndexPageFactory,
    NewsPageFactory,
)
from tests.page_forms import (
    PUBLISH,
    SAVE_DRAFT,
    add_url,
    edit_url,
    errors_of,
    page_data,
)
from work_areas.models import NewsPage

COPIED = {
    "title_ar": "البلديات\x0bوالمجتمع",
    "title_en": "Towns\x0band people",
    "summary_ar": "طويل\x1eالأمد",
    "summary_en": "Long\x1eterm\x02",
}
CLEAN = {
    "title_ar": "البلديات والمجتمع",
    "title_en": "Towns and people",
    "summary_ar": "طويل\u2011الأمد",
    "summary_en": "Long\u2011term",
}


@pytest.fixture
def staff(admin_client_in, language):
    """A browser signed in to the admin, in each of its languages in turn."""
    return admin_client_in(language)


def texts_of(page):
    return {name: getattr(page, name) for name in CLEAN}


def body_of(page, language):
    return [block.value for block in getattr(page, f"body_{language}")]


@pytest.mark.parametrize("button", [SAVE_DRAFT, PUBLISH], ids=["draft", "published"])
def test_a_page_is_saved_without_them(staff, home, button):
    body = {f"body_{code}": [("heading", "One\x0btwo")] for code in ("ar", "en")}
    response = staff.post(add_url(home, ContentPage), page_data(**COPIED, **body) | button)

    assert errors_of(response) == {}
    for page in (
        ContentPage.objects.get(),
        ContentPage.objects.get().get_latest_revision_as_object(),
    ):
        assert texts_of(page) == CLEAN
        assert body_of(page, "ar") == body_of(page, "en") == ["One two"]


def test_a_page_whose_saved_text_was_cleaned_is_in_no_conflict_with_itself(staff, home):
    staff.post(add_url(home, ContentPage), page_data(**COPIED) | SAVE_DRAFT)
    page = ContentPage.objects.get()
    again = page_data(**COPIED, slug=page.slug)
    response = staff.post(edit_url(page), again | SAVE_DRAFT)
    assert errors_of(response) == {}


def test_code_saves_pages_their_items_and_their_drafts_without_them(home):
    page = ContentPageFactory(
        parent=home, **COPIED, body_ar=[("rich_text", RichText("<p>one\x0btwo</p>"))]
    )
    assert texts_of(ContentPage.objects.get()) == CLEAN
    page.title_en = "Draft\x0bof it"
    page.body_en = [("quote", {"text": "So\x1fcalled", "source": "\u200e", "language": ""})]
    page.save_revision()
    draft = page.get_latest_revision_as_object()

    assert draft.title_en == "Draft of it"
    assert body_of(draft, "ar")[0].source == "<p>one two</p>"
    assert dict(body_of(draft, "en")[0]) == {"text": "So\u00adcalled", "source": "", "language": ""}


@pytest.mark.parametrize("blank", ["\u200e", "\u200b \u2060", "ـ", "&nbsp;"], ids=ascii)
@pytest.mark.parametrize("name", ["title_ar", "title_en", "summary_ar"])
def test_a_required_text_must_show_something(staff, home, name, blank):
    texts = CLEAN | {name: blank}
    response = staff.post(add_url(home, ContentPage), page_data(**texts) | PUBLISH)
    assert set(errors_of(response)) >= {name}
    assert not ContentPage.objects.exists()


def image_data(image, **fields):
    return {
        "title": image.title,
        "collection": Collection.get_first_root_node().pk,
        "tags": "",
        "alt_ar": "مبنى",
        "alt_en": "A hall",
    } | fields


def test_an_alternative_text_must_show_something(staff, home):
    image = ImageFactory(alt_ar="مبنى", alt_en="A hall")
    address = reverse("wagtailimages:edit", args=[image.pk])
    response = staff.post(address, image_data(image, alt_en="\u200e\u200b"))

    assert response.status_code == 200
    assert CustomImage.objects.get().alt_en == "A hall"
    staff.post(address, image_data(image, alt_en="A\x0bhall"))
    assert CustomImage.objects.get().alt_en == "A hall"


# Texts that were saved before texts were cleaned


@pytest.fixture
def old_news(home):
    """A piece of news whose texts hold what they no longer may; visitors see the rest of it."""
    item = NewsPageFactory(parent=NewsIndexPageFactory(parent=home), slug="old")
    old = {
        f"{name}_{code}": "Old\x0btext"
        for name in ("title", "draft_title", "summary")
        for code in ("ar", "en")
    }
    NewsPage.objects.filter(pk=item.pk).update(**old)
    return NewsPage.objects.get(pk=item.pk)


def test_the_feed_shows_what_can_be_shown_of_an_old_text(old_news, client, language):
    root = ElementTree.fromstring(client.get(f"/{language}/news/feed/").content)
    assert [title.text for title in root.iter("{http://www.w3.org/2005/Atom}title")][
        -1
    ] == "Old text"


def test_tables_hold_what_can_be_shown_of_an_old_text(old_news, staff):
    status.refresh(old_news)
    response = staff.get(reverse("translation_board"), {"export": "xlsx"})
    workbook = openpyxl.load_workbook(BytesIO(b"".join(response.streaming_content)))
    values = [cell.value for row in workbook.worksheets[0] for cell in row]
    assert "Old text" in values


@pytest.mark.parametrize("file_format", ["po", "xliff"])
def test_translators_get_old_texts(old_news, file_format):
    pages = [BasePage.objects.get(pk=old_news.pk)]
    data = files.dump([*parts(pages, "ar", "en")], "ar", "en", file_format)
    [document] = files.read({"po": "a.po", "xliff": "a.xlf"}[file_format], data)
    assert "Old\x0btext" in [entry.source for entry in document.entries]


def test_an_old_text_is_archived(old_news, tmp_path, settings):
    settings.SITE_URL, settings.ALLOWED_HOSTS = "https://site.example", ["site.example"]
    call_command("archive_site", str(tmp_path / "archive"), stdout=StringIO())
    assert (tmp_path / "archive/en/news/old/index.html").exists()
