"""The files that visitors get of a picture: upright, in eight bits, and without any note."""

from io import BytesIO, StringIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from PIL import Image

from pages.models import CustomRendition
from pages.renditions import notes_in
from tests.pictures import FORMATS, LANDSCAPE, MARK, noted, picture_of

pytestmark = pytest.mark.django_db

# As pages and the admin ask for them, and in every format that there is.
SPECS = [
    *(f"format-{name}|width-400" for name in ("avif", "webp", "jpeg", "png", "gif")),
    "original",
    "max-165x165",
    "fill-20x20|format-png",
]


def content_of(rendition):
    """The bytes of a rendition's file."""
    with rendition.file.storage.open(rendition.file.name) as file:
        return file.read()


@pytest.mark.parametrize("ending", FORMATS)
def test_the_examples_hold_notes(ending):
    # Compressed texts show only when they are read.
    assert MARK in noted(ending)
    assert notes_in(Image.open(BytesIO(noted(ending))))


@pytest.mark.parametrize("ending", FORMATS)
def test_no_rendition_says_where_or_by_whom_a_picture_was_taken(ending):
    picture = picture_of(noted(ending), f"noted.{ending}")
    for spec, rendition in picture.get_renditions(*SPECS).items():
        content = content_of(rendition)
        assert MARK not in content, spec
        assert not notes_in(Image.open(BytesIO(content))), spec


@pytest.mark.parametrize("ending", sorted(FORMATS.keys() - {"gif"}))
def test_renditions_stand_upright_and_keep_their_colours(ending):
    picture = picture_of(noted(ending), f"noted.{ending}")
    for spec in ("format-png|width-400", "format-jpeg|width-400", "format-webp|width-400"):
        shown = Image.open(BytesIO(content_of(picture.get_rendition(spec))))
        assert shown.size == LANDSCAPE[::-1], spec
        assert shown.info["icc_profile"], spec


def grey_16_bits():
    """The bytes of a PNG of 16-bit grey, from black on the left to white on the right."""
    image = Image.new("I;16", (64, 32))
    for x in range(64):
        for y in range(32):
            image.putpixel((x, y), round(x * 65535 / 63))
    file = BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


@pytest.mark.parametrize("spec", SPECS)
def test_grey_of_16_bits_keeps_its_tones(spec):
    rendition = picture_of(grey_16_bits()).get_rendition(spec)
    shown = Image.open(BytesIO(content_of(rendition))).convert("RGB")
    y, right = shown.height // 2, shown.width - 1
    tones = [shown.getpixel((x, y))[0] for x in (0, right // 4, right // 2, right)]
    if spec.startswith("fill"):
        # The middle of the picture only.
        assert 40 < tones[0] < tones[1] < tones[2] < tones[3] < 215
    else:
        assert tones == pytest.approx([0, 64, 128, 255], abs=12)


# What is there already


def cleaned(**options):
    """What the command says."""
    call_command("clean_renditions", stdout=(said := StringIO()), stderr=StringIO(), **options)
    return said.getvalue()


def spoil(rendition, ending="jpg"):
    """Put notes into a rendition's file, as those made by older versions have them."""
    default_storage.delete(rendition.file.name)
    default_storage.save(rendition.file.name, ContentFile(noted(ending)))


@pytest.mark.parametrize("ending", FORMATS)
def test_the_command_cleans_what_is_there_under_its_own_address(ending):
    name = {"jpg": "jpeg"}.get(ending, ending)
    rendition = picture_of(noted(ending), f"noted.{ending}").get_rendition(f"format-{name}")
    other = picture_of(noted("png")).get_rendition("format-png")
    before = content_of(other)
    spoil(rendition, ending)
    assert MARK in content_of(rendition)

    assert "2 files seen: 1 generated again, 0 unreadable" in cleaned()

    again = CustomRendition.objects.get(pk=rendition.pk)
    assert again.file.name == rendition.file.name
    assert MARK not in content_of(again)
    assert Image.open(BytesIO(content_of(again))).format == FORMATS[ending]
    assert content_of(other) == before
    assert "2 files seen: 0 generated again" in cleaned()


def test_the_command_cleans_what_has_lost_its_picture():
    picture = picture_of(noted("jpg"), "noted.jpg")
    rendition = picture.get_rendition("format-jpeg|width-40")
    spoil(rendition)
    default_storage.delete(picture.file.name)
    default_storage.save("images/of-nothing.webp", ContentFile(noted("webp")))
    cleaned()
    assert MARK not in content_of(rendition)
    with default_storage.open("images/of-nothing.webp") as file:
        assert MARK not in file.read()


def test_the_command_makes_all_anew_when_asked():
    rendition = picture_of(grey_16_bits()).get_rendition("format-png")
    default_storage.delete(rendition.file.name)
    file = BytesIO()
    Image.new("L", (64, 32), "white").save(file, "PNG")
    default_storage.save(rendition.file.name, ContentFile(file.getvalue()))
    assert "0 generated again" in cleaned()
    assert "1 generated again" in cleaned(all=True)
    assert Image.open(BytesIO(content_of(rendition))).convert("L").getpixel((0, 0)) < 12


def test_the_command_finds_what_is_lost(client):
    picture = picture_of(noted("png"))
    default_storage.delete(picture.get_rendition("format-png").file.name)
    assert "1 were lost" in cleaned()
    assert content_of(type(picture).objects.get(pk=picture.pk).get_rendition("format-png"))


def test_the_command_fails_when_it_cannot_tell_what_a_file_holds():
    picture_of(noted("png")).get_rendition("format-png")
    default_storage.save("images/torn.jpg", ContentFile(noted("jpg")[:700]))
    default_storage.save("images/words.png", ContentFile(b"no picture"))
    with pytest.raises(CommandError):
        cleaned()
