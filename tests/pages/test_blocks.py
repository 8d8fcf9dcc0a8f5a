"""The blocks of a body: each explains and shows itself, and none can break a page's outline."""

import json

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import translation
from wagtail.blocks import RichTextBlock
from wagtail.blocks.base import Block

from pages import blocks
from tests.factories import ContentPageFactory, ImageFactory

BODY = blocks.BodyBlock()
NAMES = list(BODY.child_blocks)


def all_blocks(block):
    """A block and all that it is made of."""
    yield block
    for child in getattr(block, "child_blocks", {}).values():
        yield from all_blocks(child)
    if (child := getattr(block, "child_block", None)) is not None:
        yield from all_blocks(child)


@pytest.mark.parametrize("name", NAMES)
def test_a_block_says_what_it_is_for(name, language):
    block = BODY.child_blocks[name]
    with translation.override(language):
        assert str(block.label)
        assert str(block.meta.description)
        assert block.meta.icon != Block._meta_class.icon


@pytest.mark.parametrize("picture", [False, True], ids=["empty library", "with a picture"])
@pytest.mark.parametrize("name", NAMES)
def test_a_block_shows_itself_to_editors(admin_client_in, home, language, name, picture):
    if picture:
        ImageFactory()
    client = admin_client_in(language)
    block = BODY.child_blocks[name]
    response = client.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})
    assert response.status_code == 200
    soup = BeautifulSoup(response.content, "html.parser")
    assert soup.main or soup.body
    headings = {tag.name for tag in soup.find_all(["h1", "h2", "h3", "h4", "h5", "h6"])}
    assert headings <= {"h2"}
    if name not in ("image", "document") or (picture and name == "image"):
        assert soup.body.find(True) is not None


VALUES = {
    "heading": "Heading",
    "rich_text": "<p>Text <b>bold</b></p><ul><li>One</li></ul>",
    "quote": {"text": "Words", "source": "Somebody", "language": "sv"},
    "callout": {"title": "Title", "text": "<p>Text</p>"},
    "accordion": {"items": [{"title": "Part", "text": "<p>Text</p>"}]},
    "key_figures": {"figures": [{"value": "8", "label": "areas"}]},
    "table": {
        "caption": "Caption",
        "columns": [{"type": "text", "heading": "Level"}, {"type": "text", "heading": "Task"}],
        "rows": [{"values": ["Local", "Water"]}],
    },
    "video": {"title": "A video", "url": "https://video.example.org/1"},
    "buttons": {"buttons": [{"label": "Go", "url": "https://example.org/", "style": "primary"}]},
}


@pytest.mark.parametrize("name", VALUES)
def test_a_body_has_no_heading_but_those_of_the_second_level(client, home, language, name):
    body = BODY.to_python([{"type": name, "value": VALUES[name]}])
    ContentPageFactory(parent=home, slug="page", body_ar=body, body_en=body)
    response = client.get(f"/{language}/page/")
    assert response.status_code == 200
    main = BeautifulSoup(response.content, "html.parser").main
    levels = [tag.name for tag in main.find_all(["h1", "h2", "h3", "h4", "h5", "h6"])]
    assert levels[0] == "h1"
    assert set(levels[1:]) <= {"h2"}


@pytest.mark.parametrize("style", [f"header-{n}" for n in ("one", "two", "three", "four")])
def test_rich_text_takes_no_headings_even_when_pasted(style):
    raw = {
        "blocks": [
            {
                "key": "a",
                "text": "Big",
                "type": style,
                "depth": 0,
                "inlineStyleRanges": [],
                "entityRanges": [],
            }
        ],
        "entityMap": {},
    }
    rich = [block for block in all_blocks(BODY) if isinstance(block, RichTextBlock)]
    assert len(rich) == 4
    for block in rich:
        assert not {feature for feature in block.features if feature.startswith("h")}
        field = block.value_from_datadict({"text": json.dumps(raw)}, {}, "text")
        assert "<h" not in field.source


def test_text_is_escaped(client, home):
    evil = "<script>alert(1)</script>"
    body = BODY.to_python(
        [
            {"type": "heading", "value": evil},
            {"type": "quote", "value": {"text": evil, "source": evil, "language": ""}},
            {"type": "callout", "value": {"title": evil, "text": "<p>Text</p>"}},
            {"type": "key_figures", "value": {"figures": [{"value": evil, "label": evil}]}},
            {"type": "video", "value": {"title": evil, "url": "https://video.example.org/1"}},
        ]
    )
    ContentPageFactory(parent=home, slug="page", title_en=evil, summary_en=evil, body_en=body)
    assert evil not in client.get("/en/page/").content.decode()


def clean_button(**values):
    """A button's value as its form would clean it."""
    block = blocks.ButtonBlock()
    defaults = {"label": "Go", "page": None, "url": "", "style": "primary"}
    return block.clean(block.normalize(defaults | values))


def test_a_button_leads_to_a_page_or_to_an_address(home):
    assert clean_button(page=home)["page"].pk == home.pk
    assert clean_button(url="https://example.org/")["url"] == "https://example.org/"


@pytest.mark.parametrize("both", [False, True])
def test_a_button_leads_to_exactly_one_place(home, both):
    values = {"page": home, "url": "https://example.org/"} if both else {}
    with pytest.raises(ValidationError) as refusal:
        clean_button(**values)
    assert list(refusal.value.block_errors) == ["page"]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//", "no address"])
def test_addresses_are_addresses(url):
    with pytest.raises(ValidationError):
        clean_button(url=url)
    block = blocks.VideoBlock()
    video = block.normalize({"title": "A video", "url": url})
    with pytest.raises(ValidationError):
        block.clean(video)


@pytest.mark.parametrize("tag", ["sv", "fr", "en-GB", "zh-Hant", "ar-SY"])
def test_a_quotation_may_name_its_language(tag):
    blocks.validate_language_tag(tag)
    block = blocks.QuoteBlock()
    value = block.normalize({"text": "Words", "source": "", "language": tag})
    assert block.clean(value)["language"] == tag


@pytest.mark.parametrize(
    "tag",
    ["xx", "swedish", "s", "sv_SE", 'sv" onclick="', "sv-", "-", "1", "en-XX-YY-ZZ", "sv-SE-"],
)
def test_what_is_no_language_code_is_refused(tag):
    with pytest.raises(ValidationError):
        blocks.validate_language_tag(tag)


@pytest.mark.parametrize("count", [0, 7])
def test_key_figures_are_between_one_and_six(count):
    block = blocks.KeyFiguresBlock()
    value = block.to_python({"figures": [{"value": "8", "label": "areas"}] * count})
    with pytest.raises(ValidationError):
        block.clean(value)
