"""A picture that cannot be made takes no page down: its words stand for it; staff can mend it."""

import logging
from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.core.files.storage import FileSystemStorage, default_storage
from django.urls import reverse
from PIL import ImageFile
from wagtail.models import Site

from pages.models import BasePage, SiteIdentity
from pages.public import social_images
from tests.factories import (
    ContentPageFactory,
    GeneralWorkAreaPageFactory,
    NewsIndexPageFactory,
    NewsPageFactory,
    PublicationIndexPageFactory,
    PublicationPageFactory,
)
from tests.pictures import noted, picture_of


def fail(*args, **kwargs):
    """As a storage or a decoder does, in its own way."""
    raise OSError(28, "No space left on device")


def break_decoder(*args, **kwargs):
    """As Pillow's plugins do on what they did not expect."""
    raise SyntaxError("broken data stream")


def lose(image, monkeypatch):
    default_storage.delete(image.file.name)


def tear(image, monkeypatch):
    path = default_storage.path(image.file.name)
    with open(path, "r+b") as file:
        file.truncate(400)


def garble(image, monkeypatch):
    with open(default_storage.path(image.file.name), "wb") as file:
        file.write(b"This is no picture.")


def empty(image, monkeypatch):
    open(default_storage.path(image.file.name), "wb").close()


def fill_the_disk(image, monkeypatch):
    monkeypatch.setattr(FileSystemStorage, "_save", fail)


def fail_to_decode(image, monkeypatch):
    monkeypatch.setattr(ImageFile.ImageFile, "load", break_decoder)


CAUSES = [lose, tear, garble, empty, fill_the_disk, fail_to_decode]


@pytest.fixture
def image(home):
    """A picture with words in both languages."""
    return picture_of(noted("jpg"), "town-hall.jpg")


@pytest.fixture
def pages(home, index, image):
    """Every kind of page that shows a picture, and those that list it."""
    home.hero_image = image
    home.save()
    news = NewsIndexPageFactory(parent=home)
    publications = PublicationIndexPageFactory(parent=home)
    block = [("image", {"image": image, "decorative": False})]
    return [
        home,
        index,
        GeneralWorkAreaPageFactory(parent=index, slug="area", image=image),
        news,
        NewsPageFactory(parent=news, slug="item", image=image),
        publications,
        PublicationPageFactory(parent=publications, slug="report", cover=image),
        ContentPageFactory(parent=home, slug="page", body_ar=block, body_en=block),
    ]


def alternatives(response):
    """The words that stand for pictures on a page."""
    soup = BeautifulSoup(response.content, "html.parser")
    return [element.text for element in soup.select(".missing-picture")]


@pytest.mark.parametrize("cause", CAUSES)
def test_pages_show_words_for_a_picture_that_cannot_be_made(
    client, pages, image, language, cause, monkeypatch
):
    cause(image, monkeypatch)
    words = {"ar": image.alt_ar, "en": image.alt_en}[language]
    shown = []
    for page in pages:
        address = page.url.replace("/ar/", f"/{language}/", 1)
        response = client.get(address)
        assert response.status_code == 200, address
        assert b"not-found" not in response.content
        shown += alternatives(response)
    assert set(shown) == {words}
    # The home page, the area, the news, the publication, the content page.
    assert len(shown) == 5


@pytest.mark.parametrize("cause", CAUSES)
def test_what_else_a_page_gives_does_without_the_picture(
    client, pages, image, language, cause, monkeypatch
):
    cause(image, monkeypatch)
    identity = SiteIdentity.for_site(Site.objects.get())
    for page in BasePage.objects.filter(pk__in=[page.pk for page in pages]).specific():
        card = social_images.card_of(page, language, identity)
        assert client.get(card.url).status_code == 200
    for path in ("/sitemap.xml", f"/{language}/news/feed/"):
        assert client.get(path).status_code == 200, path


@pytest.mark.parametrize("cause", CAUSES)
def test_staff_find_and_mend_it(admin_client_in, pages, image, language, cause, monkeypatch):
    cause(image, monkeypatch)
    client = admin_client_in(language)
    area = pages[2]
    area.save_revision()
    addresses = [
        reverse("wagtailimages:index"),
        reverse("wagtailimages:index") + "?layout=list",
        reverse("wagtailimages:edit", args=[image.pk]),
        reverse("wagtailimages:image_usage", args=[image.pk]),
        reverse("wagtailimages_chooser:choose"),
        reverse("wagtailimages_chooser:chosen", args=[image.pk]),
        reverse("wagtailimages_chooser:select_format", args=[image.pk]),
        reverse("wagtailadmin_pages:edit", args=[area.pk]),
        reverse("wagtailadmin_pages:view_draft", args=[area.pk]),
        reverse("wagtailadmin_explore", args=[area.get_parent().pk]),
        reverse("wagtailadmin_home"),
        reverse("translation_view", args=[f"basepage-{area.pk}", "ar", "en"]),
    ]
    for address in addresses:
        assert client.get(address).status_code == 200, address


def test_a_decorative_picture_that_is_missing_leaves_nothing(client, home, image, monkeypatch):
    image.is_decorative = True
    image.save()
    home.hero_image = image
    home.save()
    lose(image, monkeypatch)
    response = client.get(home.url)
    assert response.status_code == 200
    assert alternatives(response) == []
    assert b"not-found" not in response.content


def test_the_log_tells_of_it_once(client, pages, image, monkeypatch, caplog):
    lose(image, monkeypatch)
    with caplog.at_level(logging.WARNING):
        for _time in range(3):
            for page in pages:
                client.get(page.url)
    told = [record for record in caplog.records if "cannot be shown" in record.message]
    assert len(told) == 1
    assert image.file.name in told[0].message


def test_it_is_shown_again_once_the_file_is_back(client, home, image, monkeypatch):
    home.hero_image = image
    home.save()
    with default_storage.open(image.file.name) as file:
        content = file.read()
    lose(image, monkeypatch)
    assert alternatives(client.get(home.url))
    default_storage.save(image.file.name, BytesIO(content))
    # As time does.
    cache.clear()
    assert not alternatives(client.get(home.url))
