"""The picture of a page on other networks: in which languages, where, and how it is drawn."""

from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.core.files.storage import default_storage
from PIL import Image

from docs.draw_emblems import EMBLEMS
from pages.models import BasePage
from pages.public import social_images
from pages.public.social_images import Card
from pages.versions import releasing
from tests.factories import ContentPageFactory, DecentralisationPageFactory, ImageFactory

# Nothing that a network shows well is larger.
LARGEST = 200 * 1024


def claimed(client, path):
    """What a page's head says about its picture: a dict of the properties of ``og:image``."""
    head = BeautifulSoup(client.get(path).content, "html.parser").head
    return {
        meta["property"].removeprefix("og:"): meta["content"]
        for meta in head.select("meta[property^='og:image']")
    }


def path_of(url):
    """The path of a full address."""
    return "/" + url.split("/", 3)[3]


def image_at(client, path):
    """The picture at a path, and its response."""
    response = client.get(path)
    assert response.status_code == 200
    assert response["Content-Type"] == "image/jpeg"
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return Image.open(BytesIO(content)), len(content)


def test_every_language_has_a_picture_of_its_own_with_what_it_says(client, home, language):
    page = ContentPageFactory(parent=home, slug="page")

    properties = claimed(client, f"/{language}/page/")

    image, size = image_at(client, path_of(properties["image"]))
    assert (properties["image:width"], properties["image:height"]) == ("1200", "630")
    assert image.size == (1200, 630)
    assert size < LARGEST
    assert properties["image:alt"] == getattr(page, f"title_{language}")
    assert (
        properties["image"]
        != claimed(client, f"/{'en' if language == 'ar' else 'ar'}/page/")["image"]
    )


def test_a_picture_is_drawn_once_and_then_served_as_a_file(client, home, monkeypatch):
    ContentPageFactory(parent=home, slug="page")
    path = path_of(claimed(client, "/en/page/")["image"])
    image_at(client, path)
    monkeypatch.setattr(social_images, "draw", lambda card: pytest.fail("drawn again"))

    response = client.get(path)

    assert response.status_code == 200
    assert response["Cache-Control"].startswith("public, max-age=")
    assert "Vary" not in response
    assert not response.cookies


def test_a_new_title_has_a_new_address_and_the_old_one_leads_to_it(client, home):
    page = ContentPageFactory(parent=home, slug="page")
    old = path_of(claimed(client, "/en/page/")["image"])
    image_at(client, old)
    page.title_en = "Another title"
    page.save()
    new = path_of(claimed(client, "/en/page/")["image"])
    assert new != old

    image_at(client, new)

    response = client.get(old)
    assert (response.status_code, response["Location"]) == (302, new)
    assert path_of(claimed(client, "/ar/page/")["image"]).endswith(".jpg")
    # One file per page and language is kept.
    assert len(default_storage.listdir(f"images/social/{page.pk}-en")[1]) == 1


@pytest.mark.parametrize(
    "path",
    [
        "{pk}-xx/0.jpg",
        "{pk}-title/0.jpg",
        "99999-en/0.jpg",
        "99999999999999999999999-en/0.jpg",
        "{pk}-en/../0.jpg",
        "{pk}-en/%00.jpg",
        "{pk}-en/%ff.jpg",
        "-en/0.jpg",
    ],
)
def test_nothing_is_drawn_for_an_address_that_no_page_has(client, home, path):
    client.raise_request_exception = False
    response = client.get("/media/images/social/" + path.format(pk=home.pk))
    assert response.status_code in (400, 404)
    assert not default_storage.exists("images/social")


def test_a_guessed_digest_draws_nothing(client, home):
    response = client.get(f"/media/images/social/{home.pk}-en/{'0' * 20}.jpg")
    assert response.status_code == 302
    assert not default_storage.exists("images/social")


def test_a_language_that_is_withdrawn_takes_its_picture_with_it(client, home, language):
    page = ContentPageFactory(parent=home, slug="page")
    paths = {code: path_of(claimed(client, f"/{code}/page/")["image"]) for code in ("ar", "en")}
    for path in paths.values():
        image_at(client, path)

    releasing.withdraw(page, language)

    other = {"ar": "en", "en": "ar"}[language]
    assert client.get(paths[language]).status_code == 404
    image_at(client, paths[other])
    # What is shown in the reader's place of a missing language claims the other's picture.
    assert path_of(claimed(client, f"/{language}/page/")["image"]) == paths[other]


def test_a_deleted_page_takes_its_pictures_with_it(client, home):
    page = ContentPageFactory(parent=home, slug="page")
    path = path_of(claimed(client, "/en/page/")["image"])
    image_at(client, path)
    BasePage.objects.get(pk=page.pk).delete()
    assert client.get(path).status_code == 404
    assert default_storage.listdir(f"images/social/{page.pk}-en")[1] == []


def test_a_page_with_a_picture_shows_it_where_the_line_ends(home, index, client, language):
    area = DecentralisationPageFactory(parent=index, slug="area", image=ImageFactory())
    path = path_of(claimed(client, f"/{language}/work-areas/area/")["image"])
    image, _size = image_at(client, path)
    teal = (0, 128, 128)
    middle = image.height // 2
    at_left, at_right = image.getpixel((200, middle)), image.getpixel((1000, middle))
    shown, ground = (at_left, at_right) if language == "ar" else (at_right, at_left)
    assert all(abs(a - b) < 12 for a, b in zip(shown, teal, strict=True))
    assert not all(abs(a - b) < 12 for a, b in zip(ground, teal, strict=True))
    area.image.renditions.all().delete()
    area.image.file.storage.delete(area.image.file.name)
    without_file = social_images.draw(social_images.card_of(area, language, None))
    assert without_file.size == (1200, 630)


def card(**fields):
    """A card without a picture, in English unless told otherwise."""
    return Card(
        **{
            "page_id": 1,
            "language": "en",
            "title": "Title",
            "organisation": "Name",
            "emblem": "general",
        }
        | fields
    )


@pytest.mark.parametrize("emblem", EMBLEMS)
def test_every_emblem_can_be_drawn_and_is_told_from_the_others(emblem):
    assert emblem in social_images.symbols()
    drawn = social_images.draw(card(emblem=emblem)).tobytes()
    other = social_images.draw(card(emblem="eu" if emblem != "eu" else "general")).tobytes()
    assert drawn != other


@pytest.mark.parametrize(
    "title",
    [
        "كلمة " * 60,
        "word " * 60,
        "x" * 400,
        "ط" * 400,
        "سيمبيوسيتي SymbioCity: 2030 (EU)",
        "\u202e\u2066\u200f",
        "🙂 \U0010ffff \n\t",
        " ",
    ],
    ids=ascii,
)
def test_any_title_stays_in_its_place(title, language):
    image = social_images.draw(card(title=title, language=language))
    plain = social_images.draw(card(title="", language=language))
    # The part with the emblem is as it would be without a title.
    end = (0, 0, 470, 630) if language == "ar" else (730, 0, 1200, 630)
    assert image.crop(end).tobytes() == plain.crop(end).tobytes()
    margin = (1140, 0, 1200, 590) if language == "ar" else (0, 0, 60, 590)
    assert image.crop(margin).tobytes() == plain.crop(margin).tobytes()


@pytest.mark.raqm
def test_arabic_letters_are_joined():
    typeface = social_images.font(60)
    options = {"direction": "rtl", "language": "ar"}
    apart = sum(typeface.getlength(letter, **options) for letter in "محلية")
    assert typeface.getlength("محلية", **options) < apart


def test_without_the_means_to_write_arabic_the_drawing_has_no_words(monkeypatch, language):
    with_words = card(language=language)
    digest = with_words.digest
    monkeypatch.setattr(social_images, "can_write", lambda: False)
    assert with_words.digest != digest
    image = social_images.draw(with_words)
    assert image.tobytes() == social_images.draw(card(language=language, title="Other")).tobytes()
