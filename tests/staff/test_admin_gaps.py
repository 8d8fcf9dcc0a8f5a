"""Ways round a screen that a translator or an administrator might try: each leads nowhere.

What is forged is sent by somebody who writes English and nothing else, about Arabic texts, about
what the languages share, about a locked page and one in review.
"""

from types import SimpleNamespace

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection, Workflow

from pages.access import roles
from pages.models import BasePage, CustomDocument, CustomImage
from tests.editor import form_data
from tests.factories import (
    ContentPageFactory,
    DocumentFactory,
    ImageFactory,
    make_administrator,
    make_member,
)
from tests.page_forms import edit_url
from tests.pages.test_roles import draft, send, write


@pytest.fixture
def english(client, home):
    """A client of somebody who writes English, with things to try it on."""
    roles.set_up(lambda line: None)
    other = make_administrator("ar", "other")
    page = ContentPageFactory(parent=home, slug="page")
    first = page.save_revision(user=other)
    first.publish()
    page.title_ar, page.title_en = "لاحق", "Later"
    page.save_revision(user=other)
    client.force_login(make_member(roles.translator("en"), "en"))
    return SimpleNamespace(
        client=client,
        home=home,
        page=page,
        first=first,
        other=other,
        image=ImageFactory(title="Picture", uploaded_by_user=other),
        document=DocumentFactory(title="Paper", uploaded_by_user=other),
        collection=Collection.get_first_root_node().add_child(name="Open"),
    )


def lock(page, by):
    """Have somebody lock a page."""
    BasePage.objects.filter(pk=page.pk).update(locked=True, locked_by=by)


def review(page, by):
    """Have somebody send a page to review, in both languages."""
    Workflow.objects.get(name=roles.REVIEW).start(draft(page), by)


@pytest.mark.parametrize("close", [lock, review])
def test_a_page_that_is_closed_is_changed_by_no_way(english, close):
    client, page = english.client, english.page
    client_of_other = Client()
    client_of_other.force_login(english.other)
    close(page, english.other)
    before = draft(page).serializable_data()
    write(client, page, title_en="Forged")
    # As if the editor had been open before the page was closed.
    data = form_data(client_of_other.get(edit_url(page)).context["form"])
    client.post(edit_url(page), data | {"title_en": "Forged", "action-publish": "1"})
    send(
        client, reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, english.first.pk]), {}
    )
    translation = reverse("translation_view", args=[f"basepage-{page.pk}", "ar", "en"])
    send(client, translation, {"title": "Forged", "title_en": "Forged"})
    still_right = reverse("translation_still_right", args=[f"basepage-{page.pk}"])
    client.post(still_right, {"source": "ar", "target": "en", "language": "en"})
    for name in ("unlock", "unpublish", "convert_alias", "delete"):
        client.post(reverse(f"wagtailadmin_pages:{name}", args=[page.pk]))
    assert draft(page).serializable_data() == before
    assert BasePage.objects.get(pk=page.pk).locked == (close is lock)


def test_an_alias_stays_one(english):
    alias = english.page.create_alias(parent=english.home, update_slug="alias")
    english.client.post(reverse("wagtailadmin_pages:convert_alias", args=[alias.pk]))
    assert BasePage.objects.get(pk=alias.pk).alias_of_id == english.page.pk


@pytest.mark.parametrize("action", ["delete", "move", "publish", "unpublish"])
def test_nothing_is_done_to_many_pages(english, action):
    elsewhere = ContentPageFactory(parent=english.home, slug="elsewhere")
    before = list(BasePage.objects.order_by("pk").values("pk", "path", "live", "live_revision"))
    url = reverse("wagtail_bulk_action", args=["pages", "basepage", action])
    english.client.post(f"{url}?id={english.page.pk}", {"chooser": elsewhere.pk})
    after = list(BasePage.objects.order_by("pk").values("pk", "path", "live", "live_revision"))
    assert after == before


@pytest.mark.parametrize("kind", ["image", "document"])
def test_the_form_of_a_heap_of_uploads_takes_no_more_than_the_one_of_one(english, kind):
    thing = getattr(english, kind)
    before = type(thing).objects.filter(pk=thing.pk).values().get()
    name = f"wagtail{'images' if kind == 'image' else 'docs'}:edit_multiple"
    fields = {
        "title": "Forged", "collection": english.collection.pk, "tags": "forged",
        "alt_ar": "مزور", "display_title_ar": "مزور", "is_decorative": "on", "language": "en",
    }  # fmt: skip
    prefix = "image" if kind == "image" else "doc"
    data = {f"{prefix}-{thing.pk}-{field}": value for field, value in fields.items()}
    english.client.post(reverse(name, args=[thing.pk]), data)
    after = type(thing).objects.filter(pk=thing.pk).values().get()
    own = {"alt_en", "display_title_en"}
    changed = {field for field in before if before[field] != after[field]}
    assert changed <= own
    assert not thing.tags.exists()


@pytest.mark.parametrize("model", [CustomImage, CustomDocument])
@pytest.mark.parametrize("action", ["add_to_collection", "add_tags", "delete"])
def test_nothing_is_done_to_many_pictures_or_documents(english, model, action):
    thing = english.image if model is CustomImage else english.document
    url = reverse("wagtail_bulk_action", args=["pages", model._meta.model_name, action])
    english.client.post(
        f"{url}?id={thing.pk}", {"collection": english.collection.pk, "tags": "forged"}
    )
    now = model.objects.get(pk=thing.pk)
    assert now.collection_id != english.collection.pk
    assert not now.tags.exists()


def test_what_others_upload_is_not_theirs_to_take(english):
    """An upload that waits for its form is its uploader's."""
    english.other.user_permissions.clear()
    for name in ("wagtailimages", "wagtaildocs"):
        for view in ("add_multiple", "add"):
            data = {"files[]": ImageFactory.build().file, "title": "Forged"}
            english.client.post(reverse(f"{name}:{view}"), data)
    assert not CustomImage.objects.filter(title="Forged").exists()
    assert (CustomImage.objects.count(), CustomDocument.objects.count()) == (1, 1)


def test_settings_and_redirects_are_not_theirs(english):
    for model in ("siteidentity", "navigation"):
        address = reverse("wagtailsettings:edit", args=["pages", model])
        assert english.client.get(address, follow=True).redirect_chain[-1][0] == "/admin/"


def test_a_copied_account_is_no_superuser(client, home):
    roles.set_up(lambda line: None)
    client.force_login(make_member(roles.ADMINISTRATOR, "en"))
    root = make_administrator("en", "root")
    data = {
        "username": "copy", "email": "copy@example.org", "first_name": "A", "last_name": "B",
        "password1": "a very good secret", "password2": "a very good secret",
        "is_active": "on", "is_superuser": "on",
    }  # fmt: skip
    client.post(reverse("wagtailusers_users:copy", args=[root.pk]), data)
    assert not get_user_model().objects.filter(username="copy", is_superuser=True).exists()


def test_accounts_are_copied_all_the_same(admin_client_in, home):
    root = make_administrator("en", "root")
    copied = admin_client_in("en").get(reverse("wagtailusers_users:copy", args=[root.pk]))
    assert copied.status_code == 200


@pytest.mark.parametrize("action", ["delete", "assign_role", "set_active_state"])
def test_superusers_are_not_changed_in_bulk(client, home, action):
    roles.set_up(lambda line: None)
    client.force_login(make_member(roles.ADMINISTRATOR, "en"))
    root = make_administrator("en", "root")
    url = reverse("wagtail_bulk_action", args=["auth", "user", action])
    role = roles.named(type(root).groups.rel.model, roles.READER)
    client.post(f"{url}?id={root.pk}", {"role": role.pk, "mark_as_active": "false"})
    root.refresh_from_db()
    assert (root.is_active, root.is_superuser, root.groups.count()) == (True, True, 0)
