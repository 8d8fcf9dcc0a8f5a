"""Readers whose browser asks to save data get the smallest files of pictures."""

import re
from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.core.files.images import ImageFile
from PIL import Image

from tests.factories import DecentralisationPageFactory, ImageFactory


def widths(client, path, **headers):
    """The widths of the files that a page's first picture comes in, and what the page varies by."""
    response = client.get(path, headers=headers)
    picture = BeautifulSoup(response.content, "html.parser").find("picture")
    sources = " ".join(source["srcset"] for source in picture.find_all("source"))
    return set(re.findall(r"width-(\d+)", sources)), response["Vary"]


@pytest.fixture
def illustrated(index):
    """A page with a picture in its head and another in its body."""
    buffer = BytesIO()
    Image.new("RGB", (1200, 675), "teal").save(buffer, "PNG")
    image = ImageFactory(file=ImageFile(BytesIO(buffer.getvalue()), name="large.png"))
    block = [("image", {"image": image, "caption": "", "decorative": True})]
    return DecentralisationPageFactory(
        parent=index, slug="area", image=image, body_ar=block, body_en=block
    )


@pytest.mark.parametrize("value", ["on", "On "])
def test_who_asks_to_save_data_gets_small_files_only(client, illustrated, language, value):
    response = client.get(f"/{language}/work-areas/area/", headers={"save-data": value})
    pictures = BeautifulSoup(response.content, "html.parser").find_all("picture")
    assert len(pictures) == 2
    for picture in pictures:
        assert set(re.findall(r"width-(\d+)", str(picture))) == {"400"}


@pytest.mark.parametrize("headers", [{}, {"save-data": "off"}, {"save-data": "\x00"}], ids=str)
def test_everybody_else_has_the_choice(client, illustrated, language, headers):
    found, vary = widths(client, f"/{language}/work-areas/area/", **headers)
    assert found == {"400", "800", "1200"}
    # Caches keep the two apart.
    assert "Save-Data" in vary
