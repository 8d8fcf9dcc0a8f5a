"""Every address of the admin, with who may ask for it: the table is ``admin_addresses.toml``.

An address that is not in the table fails here, as does one that answers others than it says. Each
is asked for by real requests, of every role and of somebody without an account, about the same
objects; what a request changes is taken back.
"""

import re
import tomllib
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db import transaction
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.admin.models import EditingSession
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, Revision, Site, UploadedFile, Workflow

from pages.access import roles
from pages.contact.models import ContactMessage
from pages.models import BasePage, ContentPage, CustomDocument, CustomImage
from pages.translating.models import TranslationImport
from tests.factories import ContentPageFactory, DocumentFactory, ImageFactory, make_member

TABLE = tomllib.loads((Path(__file__).parent / "admin_addresses.toml").read_text("utf-8"))
PEOPLE = {
    "administrator": roles.ADMINISTRATOR,
    "publisher": roles.PUBLISHER,
    "editor": roles.EDITOR,
    "arabic": roles.translator("ar"),
    "english": roles.translator("en"),
    "reader": roles.READER,
    "stranger": None,
}
# What Wagtail's API of the admin would do to a page.
ACTIONS = sorted(PagesAdminAPIViewSet.actions)
# A part of an address that stands for an object: <int:pk>, (?P<pk>…).
PART = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>.*?\)(?=[/.\\])")


def addresses(patterns=None, prefix=""):
    """The addresses below ``admin/``, with a place {name} for each object."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        address = prefix + str(pattern.pattern).removeprefix("^")
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, address)
        elif address.startswith("admin/"):
            plain = PART.sub(lambda match: f"{{{match[1] or match[2]}}}", address)
            yield plain.removeprefix("admin/").removesuffix("$").replace("\\", "")


@pytest.fixture
def objects(index, home, settings):
    """What the places in addresses stand for: keys of objects, by the part of the admin."""
    settings.EDIT_CATALOGUES = True
    roles.set_up(lambda line: None)
    # A number like the page's leads nowhere else by chance.
    other = get_user_model().objects.create_user("other", email="other@example.org")
    page = ContentPageFactory(parent=home, slug="page")
    page.save_revision(user=other).publish()
    revision = page.latest_revision
    page.save_revision(user=other)
    reviewed = ContentPageFactory(parent=home, slug="reviewed")
    reviewed.save_revision(user=other)
    review = Workflow.objects.get(name=roles.REVIEW)
    state = review.start(reviewed, other)
    image, document = ImageFactory(), DocumentFactory()
    upload = {"file": ContentFile(b"text", name="upload.txt"), "uploaded_by_user": other}
    uploaded = {
        model: UploadedFile.objects.create(
            for_content_type=ContentType.objects.get_for_model(model), **upload
        ).pk
        for model in (CustomImage, CustomDocument)
    }
    message = ContactMessage.objects.create(
        language="ar", mail_language="ar", submission="1", reference="1",
        received_at=timezone.now(), delete_after=timezone.now(),
    )  # fmt: skip
    task = DBTaskResult.objects.create(
        status="FAILED", task_path="a task", args_kwargs={"args": []}, exception_class_path="",
        traceback="", backend_name="default",
    )  # fmt: skip
    imported = TranslationImport.objects.create(
        user=other, name="texts.po", content=b"", report={"rows": [], "language": "en"}
    )
    session = EditingSession.objects.create(
        user=other,
        content_type=ContentType.objects.get_for_model(page),
        object_id=page.pk,
        last_seen_at=timezone.now(),
    )
    collection = Collection.get_first_root_node().add_child(name="Collection")
    alias = page.create_alias(parent=home, update_slug="alias")
    task_state = state.current_task_state
    return {
        "": {
            "page_id": page.pk, "parent_page_id": home.pk, "page_to_move_id": page.pk,
            "destination_id": reviewed.pk, "revision_id": revision.pk, "pk": page.pk,
            "revision_id_a": "live", "revision_id_b": "latest", "workflow_state_id": state.pk,
            "task_state_id": task_state.pk, "task_id": task_state.task_id,
            "action_name": "approve", "content_type_app_name": "pages",
            "content_type_model_name": "contentpage", "app_label": "pages",
            "model_name": "contentpage", "app_name": "taggit", "object_id": page.pk,
            "session_id": session.pk, "action": "delete", "language": "en", "name": "django",
            "key": f"basepage-{page.pk}", "source": "ar", "target": "en",
            "image_id": image.pk, "document_id": document.pk, "doc_id": document.pk,
            "filter_spec": "width-20", "collection_id": collection.pk, "page_pk": home.pk,
            "workflow_pk": review.pk, "uidb64": "MQ", "token": "token",
            "redirect_id": Redirect.objects.create(old_path="/old", redirect_link="/ar/").pk,
        },
        "bulk/": {"app_label": "pages", "model_name": "basepage"},
        "tag-autocomplete/": {"model_name": "tag"},
        "pages/{page_id}/convert_alias/": {"page_id": alias.pk},
        "pages/workflow/": {"page_id": reviewed.pk},
        "pages/{page_id}/workflow_history/detail/": {"page_id": reviewed.pk},
        "collections/": {"pk": collection.pk},
        "workflows/": {"pk": review.pk},
        "workflows/tasks/": {
            "pk": task_state.task_id, "app_label": "wagtailcore",
            "model_name": "groupapprovaltask",
        },
        "settings/": {
            "app_name": "pages", "model_name": "siteidentity", "pk": Site.objects.get().pk
        },
        "documents/": {"pk": document.pk, "uploaded_file_id": uploaded[CustomDocument]},
        "images/": {"pk": image.pk, "uploaded_file_id": uploaded[CustomImage]},
        "messages/": {"pk": message.pk},
        "background/": {"pk": task.pk},
        "translations/import/": {"pk": imported.pk},
        "sites/": {"pk": Site.objects.get().pk},
        "users/": {"pk": other.pk},
        "groups/": {"pk": Group.objects.get(name=roles.READER).pk},
    }  # fmt: skip


def path_of(address, objects):
    """An address about the objects: the longest beginning that is named says which."""
    values = {}
    for beginning in sorted(objects, key=len):
        if address.startswith(beginning):
            values |= objects[beginning]
    return "/admin/" + address.format(**values)


def signed_in(person, client):
    """A client of one of the people."""
    if PEOPLE[person]:
        client.force_login(make_member(PEOPLE[person], "ar"))
    return client


def is_refused(response):
    """Whether somebody was turned away: told so, sent to sign in, or to the admin's first page."""
    if response.status_code in (301, 302):
        target = response["Location"].partition("?")[0]
        # Where there is nothing, a page of this address is looked for.
        nowhere = f"/{settings.LANGUAGE_CODE}{response.request['PATH_INFO']}"
        return target in (reverse("wagtailadmin_login"), reverse("wagtailadmin_home"), nowhere)
    return response.status_code in (403, 404)


def who_may(method):
    """The people who may ask for each address by a method."""
    return {
        address: TABLE["people"][group]
        for group, listed in TABLE[method].items()
        for address in listed
    }


def test_the_table_names_every_address_of_the_admin_once():
    listed = [address for method in ("get", "post") for address in who_may(method)]
    times = [a for method in ("get", "post") for group in TABLE[method].values() for a in group]
    assert len(times) == len(listed) == len(set(listed))
    # What is no address at all is answered by the last one.
    assert set(addresses()) - set(listed) == {".*/"}
    assert set(listed) <= set(addresses())


@pytest.mark.parametrize("person", PEOPLE)
def test_each_address_answers_those_whom_the_table_names(objects, person):
    # One of the addresses is there to fail.
    client = signed_in(person, Client(raise_request_exception=False))
    cookies = client.cookies.output()

    def is_turned_away(method, address):
        with transaction.atomic():
            response = client.generic(method, path_of(address, objects))
            # A file is closed when it is read.
            list(response)
            transaction.set_rollback(True)
        client.cookies.clear()
        client.cookies.load(cookies.replace("Set-Cookie: ", ""))
        return is_refused(response) or response.status_code == 405

    wrong = []
    for address, people in who_may("get").items():
        if is_turned_away("GET", address) == (person in people):
            wrong.append(f"GET {address}")
        # Signing in is sent as well by those who are signed in.
        if person not in people and address != "login/" and not is_turned_away("POST", address):
            wrong.append(f"POST {address}")
    for address, people in who_may("post").items():
        # Signing out ends where one signs in.
        if address != "logout/" and is_turned_away("POST", address) == (person in people):
            wrong.append(f"POST {address}")
        if not is_turned_away("GET", address):
            wrong.append(f"GET {address}")
    assert wrong == []


@pytest.mark.parametrize("person", PEOPLE)
def test_the_api_of_the_admin_does_nothing_to_pages(objects, person):
    client = signed_in(person, Client())
    page = ContentPage.objects.get(slug="page")
    before = everything()
    data = {"revision_id": page.revisions.first().pk, "destination_page_id": page.get_parent().pk}
    for action in ACTIONS:
        address = f"/admin/api/main/pages/{page.pk}/action/{action}/"
        assert is_refused(client.post(address, data)), action
    assert everything() == before


def everything():
    """All pages and their revisions, as they are stored."""
    return [list(model.objects.order_by("pk").values()) for model in (BasePage, Revision)]


def test_the_api_of_the_admin_tells_what_the_menu_shows(objects, client):
    client.force_login(make_member(roles.READER, "en"))
    page = ContentPage.objects.get(slug="page")
    listing = reverse("wagtailadmin_api:pages:listing")
    found = client.get(listing, {"child_of": page.get_parent().pk, "for_explorer": 1}).json()
    assert page.pk in [item["id"] for item in found["items"]]
    detail = client.get(reverse("wagtailadmin_api:pages:detail", args=[page.pk])).json()
    assert detail["admin_display_title"] == page.title_en
