"""Pictures, portraits and documents that are not everybody's: who is served them, and what caches
are told."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection, CollectionViewRestriction, Site

from pages.access import roles
from pages.models import CustomImage, SiteIdentity
from pages.public import social_images
from tests.factories import (
    DocumentFactory,
    GeneralWorkAreaPageFactory,
    ImageFactory,
    make_administrator,
    make_member,
)

NO_STORE = "private, no-store"
SPEC = "format-png|width-20"


@pytest.fixture
def collection(home):
    """A collection that is open to everybody."""
    roles.set_up(lambda line: None)
    return Collection.get_first_root_node().add_child(name="Staff only")


@pytest.fixture
def commits(django_capture_on_commit_callbacks):
    """What runs when a request's or a command's transaction ends."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def close(collection, kind="login", **fields):
    """Make a collection private."""
    return CollectionViewRestriction.objects.create(
        collection=collection, restriction_type=kind, **fields
    )


def status(client, address):
    """What a file's address answers; a page in its place is none."""
    return client.get(address, follow=True).status_code


def test_sizes_of_a_private_picture_are_served_to_those_who_may_see_it(client, collection):
    close(collection)
    image = ImageFactory(collection=collection)
    address = image.get_rendition(SPEC).url

    assert status(client, address) == 404
    client.force_login(make_member(roles.translator("ar"), "ar"))
    response = client.get(address)
    assert response.status_code == 200
    assert response["Cache-Control"] == NO_STORE
    assert response["Content-Type"] == "image/png"


def test_a_password_or_a_group_opens_the_sizes_too(client, collection):
    image = ImageFactory(collection=collection)
    restriction = close(collection, "password", password="open sesame")
    address = image.get_rendition(SPEC).url
    assert status(client, address) == 404
    passing = reverse("wagtaildocs_authenticate_with_password", args=[restriction.pk])
    client.post(passing, {"password": "open sesame", "return_url": "/ar/"})
    assert status(client, address) == 200

    restriction.restriction_type = "groups"
    restriction.save()
    restriction.groups.add(Group.objects.create(name="Board"))
    assert status(client, address) == 404
    member = make_member("Board", "ar")
    client.force_login(member)
    assert status(client, address) == 200


@pytest.mark.parametrize("way", ["restriction", "above", "form", "bulk", "move"])
def test_sizes_that_were_public_are_so_no_longer(client, collection, commits, way):
    root = Collection.get_first_root_node()
    closed = root.add_child(name="Closed")
    place = {"above": collection.add_child(name="Below"), "move": collection}.get(way, collection)
    image = ImageFactory(collection=root if way in ("form", "bulk") else place)
    public = image.get_rendition(SPEC)
    assert status(client, public.url) == 200

    staff = Client()
    staff.force_login(make_administrator("en"))
    with commits():
        if way in ("restriction", "above"):
            close(collection)
        else:
            close(closed)
        if way == "form":
            image.collection = closed
            image.save()
        if way == "bulk":
            url = reverse("wagtail_bulk_action", args=["pages", "customimage", "add_to_collection"])
            staff.post(f"{url}?id={image.pk}", {"collection": closed.pk})
        if way == "move":
            url = reverse("wagtailadmin_collections:edit", args=[collection.pk])
            staff.post(url, {"name": "Moved", "parent": closed.pk})

    assert status(client, public.url) == 404
    assert not default_storage.exists(public.file.name)
    image = CustomImage.objects.get(pk=image.pk)
    assert status(client, image.get_rendition(SPEC).url) == 404


def test_sizes_are_public_again_when_a_collection_opens(client, collection, commits):
    restriction = close(collection)
    image = ImageFactory(collection=collection)
    assert status(client, image.get_rendition(SPEC).url) == 404
    with commits():
        restriction.delete()
    image = CustomImage.objects.get(pk=image.pk)
    response = client.get(image.get_rendition(SPEC).url)
    assert (response.status_code, response["Cache-Control"][:6]) == (200, "public")


def test_a_page_stays_and_its_social_picture_leaves_a_private_picture_out(
    client, index, collection, commits, language
):
    image = ImageFactory(collection=collection)
    area = GeneralWorkAreaPageFactory(parent=index, slug="area", image=image)
    identity = SiteIdentity.for_site(Site.objects.get())
    card = social_images.card_of(area, language, identity)
    with_picture = social_images.kept(card)
    with commits():
        close(collection)
    assert client.get(f"/{language}/work-areas/area/").status_code == 200
    assert social_images.kept(card) != with_picture


def test_originals_are_for_those_who_keep_pictures_or_choose_them(client, collection):
    image = ImageFactory(collection=collection)
    for role, expected in (
        (roles.ADMINISTRATOR, 200),
        (roles.EDITOR, 200),
        (roles.translator("en"), 200),
        (roles.READER, 404),
    ):
        client.force_login(make_member(role, "en"))
        assert status(client, image.file.url) == expected, role
    assert client.get("/media/original_images/of-nothing.png", follow=True).status_code == 404
    # Nor to those who choose from other collections only.
    group = Group.objects.get(name=roles.translator("en"))
    group.collection_permissions.update(collection=collection)
    client.force_login(make_member(roles.translator("en"), "en"))
    assert status(client, image.file.url) == 200
    assert status(client, ImageFactory().file.url) == 404


def test_portraits_are_for_those_beside_whose_names_they_stand(client, collection):
    member = make_member(roles.EDITOR, "en")
    profile = member.wagtail_userprofile
    profile.avatar.save("face.png", ContentFile(ImageFactory.build().file.read()))
    outsider = make_member(roles.READER, "en")
    group = Group.objects.create(name="Enters only")
    group.permissions.set(
        Group.objects.get(name=roles.READER).permissions.filter(codename="access_admin")
    )
    outsider.groups.set([group])
    for user, expected in (
        (member, 200),
        (make_member(roles.READER, "en"), 200),
        (outsider, 404),
    ):
        client.force_login(user)
        assert status(client, profile.avatar.url) == expected
    client.logout()
    assert status(client, profile.avatar.url) == 404


def test_private_documents_are_stored_by_no_cache(client, collection):
    close(collection)
    document = DocumentFactory(collection=collection)
    assert client.get(document.url).status_code == 302
    client.force_login(make_administrator("en"))
    for headers in ({}, {"if-none-match": f'"{document.file_hash}"'}):
        response = client.get(document.url, headers=headers)
        b"".join(response)
        assert response.status_code in (200, 304)
        assert response["Cache-Control"] == NO_STORE


def test_open_documents_stay_as_they_are(client, collection):
    response = client.get(DocumentFactory(collection=collection).url)
    assert b"".join(response) == b"Twelve words of text."
    assert "private" not in response.headers.get("Cache-Control", "")


def test_a_document_whose_file_is_gone_is_a_page_in_the_readers_language(
    client, collection, language
):
    document = DocumentFactory(collection=collection)
    address = document.url
    default_storage.delete(document.file.name)
    response = client.get(address, follow=True, headers={"accept-language": language})
    assert response.status_code == 404
    assert BeautifulSoup(response.content, "html.parser").html["lang"] == language


def test_a_document_that_cannot_be_read_is_no_failure(client, collection, monkeypatch):
    document = DocumentFactory(collection=collection)

    def fail(*args, **kwargs):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("wagtail.utils.sendfile_streaming_backend.open", fail, raising=False)
    assert status(client, document.url) == 404


def test_pages_and_lists_survive_a_document_that_is_gone(admin_client_in, collection, language):
    document = DocumentFactory(collection=collection)
    default_storage.delete(document.file.name)
    type(document).objects.update(file_size=None)
    client = admin_client_in(language)
    for address in (
        reverse("wagtaildocs:index"),
        reverse("wagtaildocs:edit", args=[document.pk]),
        reverse("wagtaildocs_chooser:choose"),
        reverse("wagtaildocs_chooser:chosen", args=[document.pk]),
        reverse("wagtaildocs:document_usage", args=[document.pk]),
    ):
        assert client.get(address).status_code == 200, address


def test_the_choosers_tell_of_no_picture_or_document_to_others(client, collection):
    image, document = ImageFactory(title="Secret-picture"), DocumentFactory(title="Secret-paper")
    client.force_login(make_member(roles.READER, "en"))
    for name in ("wagtailimages_chooser", "wagtaildocs_chooser"):
        for view, data in (
            ("choose", {}),
            ("choose_results", {"q": "pape"}),
            ("chosen_multiple", {"id": [image.pk, document.pk]}),
        ):
            assert b"Secret-p" not in client.get(reverse(f"{name}:{view}"), data).content
