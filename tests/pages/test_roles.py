"""Who may do what: each role does each thing by real requests, its fields forged where needed."""

from io import StringIO
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import GroupPagePermission, PageViewRestriction, Workflow

from pages.access import permissions, roles
from pages.access.permissions import editable_languages, may_edit_language, may_edit_shared
from pages.models import BasePage, ContentPage, CustomDocument, CustomImage, SiteIdentity
from tests.editor import Editor, field_data, form_data
from tests.factories import (
    ContentPageFactory,
    GeneralWorkAreaPageFactory,
    ImageFactory,
    make_administrator,
    make_member,
)
from tests.page_forms import add_url, edit_url, page_data
from work_areas.models import WorkAreaPoint

ARABIC, ENGLISH = roles.translator("ar"), roles.translator("en")
COLUMNS = (roles.ADMINISTRATOR, roles.PUBLISHER, roles.EDITOR, ARABIC, ENGLISH, roles.READER)


def say_nothing(line):
    """What is not reported."""


@pytest.fixture
def site(index):
    """Pages, a picture and a document, with all roles set up."""
    roles.set_up(say_nothing)
    area = GeneralWorkAreaPageFactory(parent=index, slug="area")
    area.points = [
        WorkAreaPoint(title_ar=f"نقطة {n}", title_en=f"Point {n}", text_ar="نص", text_en="Text")
        for n in (1, 2)
    ]
    area.save_revision().publish()
    home = index.get_parent()
    page = ContentPageFactory(parent=home, slug="page")
    page.save_revision().publish()
    unpublished = ContentPageFactory(parent=home, slug="unpublished", live=False)
    unpublished.save_revision()
    document = CustomDocument.objects.create(
        title="Report",
        display_title_ar="تقرير",
        display_title_en="Report",
        file=ContentFile(b"text", name="report.txt"),
    )
    return SimpleNamespace(
        home=home,
        area=area,
        page=page,
        unpublished=unpublished,
        image=ImageFactory(),
        document=document,
    )


def draft(page):
    """The latest draft of a page."""
    return type(page).objects.get(pk=page.pk).get_latest_revision_as_object()


def send(client, address, forged):
    """Send the form at an address as it is shown, with other values in it."""
    shown = client.get(address)
    form = (shown.context or {}).get("form") if shown.status_code == 200 else None
    return client.post(address, sent_by(form) | forged)


def sent_by(form):
    """What a browser sends of a form, of a page or of something else; nothing without one."""
    if hasattr(form, "formsets"):
        return form_data(form)
    fields = [form[name] for name in form.fields] if form else []
    fields = [field for field in fields if not isinstance(field.field, forms.FileField)]
    return {name: value for field in fields for name, value in field_data(field).items()}


def write(client, page, **forged):
    """Save a page in its editor, with fields that it may not have shown."""
    return send(client, edit_url(page), forged)


def view(name, *args):
    """The address of one of Wagtail's views of pages."""
    return reverse(f"wagtailadmin_pages:{name}", args=args)


def opens(name, *args):
    """Whether a view opens, by its name and arguments: attributes of the site give their keys."""

    def do(client, site):
        arguments = [getattr(site, arg).pk if isinstance(arg, str) else arg for arg in args]
        return client.get(reverse(name, args=arguments)).status_code == 200

    return do


def writes(column, text="Forged"):
    """Whether a text of the page's draft can be changed."""

    def do(client, site):
        write(client, site.page, **{column: text})
        return getattr(draft(site.page), column) == text

    return do


def writes_item(column):
    """Whether a text of an item of the page's draft can be changed."""

    def do(client, site):
        write(client, site.area, **{f"points-0-{column}": "Forged"})
        return getattr(draft(site.area).points.first(), column) == "Forged"

    return do


def titles(page):
    """The titles of the points in an area's draft."""
    return [point.title_en for point in draft(page).points.all()]


def adds_an_item(client, site):
    new = {"points-2-title_ar": "ثالثة", "points-2-title_en": "Third", "points-2-ORDER": "3"}
    write(client, site.area, **{"points-TOTAL_FORMS": "3", "points-2-id": ""}, **new)
    return "Third" in titles(site.area) or len(titles(site.area)) > 2


def deletes_an_item(client, site):
    write(client, site.area, **{"points-0-DELETE": "on"})
    return "Point 1" not in titles(site.area)


def leaves_an_item_out(client, site):
    """As somebody who deletes an item by sending a list without it."""
    write(client, site.area, **{"points-TOTAL_FORMS": "1", "points-INITIAL_FORMS": "1"})
    return len(titles(site.area)) < 2


def moves_an_item(client, site):
    write(client, site.area, **{"points-0-ORDER": "2", "points-1-ORDER": "1"})
    return titles(site.area) == ["Point 2", "Point 1"]


def chooses_a_picture(client, site):
    write(client, site.area, image=str(site.image.pk))
    return draft(site.area).image_id == site.image.pk


def puts_into_the_menu(client, site):
    write(client, site.page, show_in_menus="on")
    return draft(site.page).show_in_menus


def comments(client, site):
    comment = {
        "comments-TOTAL_FORMS": "1",
        "comments-0-text": "Really?",
        "comments-0-contentpath": "title_en",
        "comments-0-position": "",
        "comments-0-id": "",
        "comments-0-resolved": "",
        "comments-0-replies-TOTAL_FORMS": "0",
        "comments-0-replies-INITIAL_FORMS": "0",
    }
    write(client, site.page, **comment)
    return site.page.wagtail_admin_comments.filter(text="Really?").exists()


def goes_back(column):
    """Whether going back to a revision brings back what another language said."""

    def do(client, site):
        first = site.page.latest_revision
        page = ContentPage.objects.get(pk=site.page.pk)
        page.title_ar, page.title_en = "لاحق", "Later"
        page.save_revision()
        send(client, view("revisions_revert", site.page.pk, first.pk) + f"?part={column[-2:]}", {})
        return getattr(draft(site.page), column) == getattr(site.page, column)

    return do


def adds_a_page(client, site):
    texts = {"title_ar": "جديدة", "title_en": "New", "summary_ar": "ملخص", "summary_en": "Summary"}
    client.post(add_url(site.home, ContentPage), page_data(slug="new", **texts))
    return ContentPage.objects.filter(slug="new").exists()


def copies(client, site):
    data = {
        "new_title_ar": "نسخة",
        "new_title_en": "Copy",
        "new_slug": "copy",
        "new_parent_page": site.home.pk,
    }
    client.post(view("copy", site.unpublished.pk), data)
    return BasePage.objects.filter(slug="copy").exists()


def moves(client, site):
    client.post(view("move_confirm", site.unpublished.pk, site.page.pk), {})
    return BasePage.objects.get(pk=site.unpublished.pk).is_child_of(site.page)


def deletes(name):
    """Whether a page of the site can be deleted."""

    def do(client, site):
        page = getattr(site, name)
        client.post(view("delete", page.pk), {})
        return not BasePage.objects.filter(pk=page.pk).exists()

    return do


def orders(client, site):
    client.post(view("set_page_position", site.page.pk) + "?position=0", {})
    return site.home.get_children().first().pk == site.page.pk


def publishes(button):
    """Whether a button of the editor publishes."""

    def do(client, site):
        write(client, site.unpublished, **{button: "1"})
        return BasePage.objects.get(pk=site.unpublished.pk).live

    return do


def publishes_many(client, site):
    url = reverse("wagtail_bulk_action", args=["pages", "basepage", "publish"])
    client.post(f"{url}?id={site.unpublished.pk}", {})
    return BasePage.objects.get(pk=site.unpublished.pk).live


def deletes_many(client, site):
    url = reverse("wagtail_bulk_action", args=["pages", "basepage", "delete"])
    client.post(f"{url}?id={site.unpublished.pk}", {})
    return not BasePage.objects.filter(pk=site.unpublished.pk).exists()


def unpublishes(client, site):
    client.post(view("unpublish", site.page.pk), {})
    return not BasePage.objects.get(pk=site.page.pk).live


def hides(client, site):
    data = {"restriction_type": "login", "password": ""}
    client.post(view("set_privacy", site.page.pk), data)
    return PageViewRestriction.objects.filter(page=site.page).exists()


def locks(client, site):
    client.post(view("lock", site.page.pk), {})
    return BasePage.objects.get(pk=site.page.pk).locked


def unlocks(client, site):
    BasePage.objects.filter(pk=site.page.pk).update(
        locked=True, locked_by=get_user_model().objects.get(username="other")
    )
    client.post(view("unlock", site.page.pk), {})
    return not BasePage.objects.get(pk=site.page.pk).locked


def submits(client, site):
    write(client, site.page, **{"action-submit": "1"})
    return BasePage.objects.get(pk=site.page.pk).workflow_in_progress


def approves(client, site):
    other = get_user_model().objects.get(username="other")
    state = Workflow.objects.get(name=roles.REVIEW).start(draft(site.page), other)
    url = view("workflow_action", site.page.pk, "approve", state.current_task_state.pk)
    client.post(url, {})
    state.refresh_from_db()
    return state.status == state.STATUS_APPROVED


def writes_alt(column):
    """Whether a picture's text alternative can be changed."""

    def do(client, site):
        url = reverse("wagtailimages:edit", args=[site.image.pk])
        send(client, url, {column: "Forged"})
        site.image.refresh_from_db()
        return getattr(site.image, column) == "Forged"

    return do


def renames_a_document(column):
    """Whether a document's title can be changed."""

    def do(client, site):
        url = reverse("wagtaildocs:edit", args=[site.document.pk])
        send(client, url, {column: "Forged"})
        return getattr(CustomDocument.objects.get(pk=site.document.pk), column) == "Forged"

    return do


def replaces_a_picture(client, site):
    new = ImageFactory.build().file
    send(client, reverse("wagtailimages:edit", args=[site.image.pk]), {"file": new})
    return CustomImage.objects.get(pk=site.image.pk).file.name != site.image.file.name


def deletes_a_picture(client, site):
    client.post(reverse("wagtailimages:delete", args=[site.image.pk]), {})
    return not CustomImage.objects.filter(pk=site.image.pk).exists()


def tags_pictures(client, site):
    url = reverse("wagtail_bulk_action", args=["pages", "customimage", "add_tags"])
    client.post(f"{url}?id={site.image.pk}", {"tags": "forged"})
    return site.image.tags.filter(name="forged").exists()


def writes_identity(client, site):
    url = reverse("wagtailsettings:edit", args=["pages", "siteidentity"])
    send(client, client.get(url, follow=True).request["PATH_INFO"], {"phone": "123"})
    return SiteIdentity.objects.filter(phone="123").exists()


def opens_navigation(client, site):
    url = reverse("wagtailsettings:edit", args=["pages", "navigation"])
    return client.get(url, follow=True).redirect_chain[-1][0] != reverse("wagtailadmin_home")


def redirects(client, site):
    data = {"old_path": "/old", "site": "", "is_permanent": "on", "redirect_link": "https://a.org/"}
    client.post(reverse("wagtailredirects:add"), data)
    return Redirect.objects.exists()


# What each role may do (●) and may not (·): administrator, publisher, editor, Arabic translator,
# English translator, reader of drafts.
TABLE = {
    "enter the admin": ("● ● ● ● ● ●", opens("wagtailadmin_home")),
    "explore the pages": ("● ● ● ● ● ●", opens("wagtailadmin_explore", "home")),
    "search the pages": ("● ● ● ● ● ●", opens("wagtailadmin_pages:search")),
    "see a draft": ("● ● ● ● ● ●", opens("wagtailadmin_pages:view_draft", "unpublished")),
    "see the history": ("● ● ● ● ● ●", opens("wagtailadmin_pages:history", "page")),
    "see the reviews": ("● ● ● ● ● ●", opens("wagtailadmin_pages:workflow_history", "page")),
    "compare": (
        "● ● ● ● ● ●",
        lambda client, site: opens(
            "wagtailadmin_pages:revisions_compare", "page", "live", "latest"
        )(
            client,
            SimpleNamespace(
                page=site.page, live=SimpleNamespace(pk="live"), latest=SimpleNamespace(pk="latest")
            ),
        ),
    ),
    "open the editor": ("● ● ● ● ● ·", opens("wagtailadmin_pages:edit", "page")),
    "write Arabic": ("● ● ● ● · ·", writes("title_ar")),
    "write English": ("● ● ● · ● ·", writes("title_en")),
    "write Arabic in items": ("● ● ● ● · ·", writes_item("title_ar")),
    "write English in items": ("● ● ● · ● ·", writes_item("title_en")),
    "comment": ("● ● ● ● ● ·", comments),
    "change the slug": ("● ● ● · · ·", writes("slug", "forged")),
    "choose a picture": ("● ● ● · · ·", chooses_a_picture),
    "put into the menu": ("● ● ● · · ·", puts_into_the_menu),
    "add an item": ("● ● ● · · ·", adds_an_item),
    "delete an item": ("● ● ● · · ·", deletes_an_item),
    "leave an item out": ("● ● ● · · ·", leaves_an_item_out),
    "move an item": ("● ● ● · · ·", moves_an_item),
    "go back in Arabic": ("● ● ● ● · ·", goes_back("title_ar")),
    "go back in English": ("● ● ● · ● ·", goes_back("title_en")),
    "add a page": ("● ● ● · · ·", adds_a_page),
    "see the form to copy": ("● ● ● · · ·", opens("wagtailadmin_pages:copy", "unpublished")),
    "copy a page": ("● ● ● · · ·", copies),
    "move a draft page": ("● ● ● · · ·", moves),
    "delete a draft page": ("● ● ● · · ·", deletes("unpublished")),
    "delete many draft pages": ("● ● ● · · ·", deletes_many),
    "delete a live page": ("● ● · · · ·", deletes("page")),
    "order the pages": ("● ● · · · ·", orders),
    "publish Arabic": ("● ● · · · ·", publishes("action-release-ar")),
    "publish English": ("● ● · · · ·", publishes("action-release-en")),
    "publish all languages": ("● ● · · · ·", publishes("action-publish")),
    "publish many pages": ("● ● · · · ·", publishes_many),
    "unpublish": ("● ● · · · ·", unpublishes),
    "hide a page": ("● ● · · · ·", hides),
    "lock": ("● ● · · · ·", locks),
    "unlock what others locked": ("● ● · · · ·", unlocks),
    "submit to review": ("● ● ● ● ● ·", submits),
    "approve": ("● ● · · · ·", approves),
    "write Arabic alternatives": ("● ● ● ● · ·", writes_alt("alt_ar")),
    "write English alternatives": ("● ● ● · ● ·", writes_alt("alt_en")),
    "title documents in Arabic": ("● ● ● ● · ·", renames_a_document("display_title_ar")),
    "title documents in English": ("● ● ● · ● ·", renames_a_document("display_title_en")),
    "name pictures for staff": ("● ● ● · · ·", writes_alt("title")),
    "replace a picture": ("● ● ● · · ·", replaces_a_picture),
    "delete a picture": ("● ● ● · · ·", deletes_a_picture),
    "tag many pictures": ("● ● ● · · ·", tags_pictures),
    "add a picture": ("● ● ● · · ·", opens("wagtailimages:add")),
    "add a document": ("● ● ● · · ·", opens("wagtaildocs:add")),
    "change the identity": ("● ● · · · ·", writes_identity),
    "change menu and footer": ("● ● · · · ·", opens_navigation),
    "add redirects": ("● · · · · ·", redirects),
    "manage users": ("● · · · · ·", opens("wagtailusers_users:index")),
    "manage groups": ("● · · · · ·", opens("wagtailusers_groups:index")),
    "manage reviews": ("● · · · · ·", opens("wagtailadmin_workflows:index")),
    "manage sites": ("● · · · · ·", opens("wagtailsites:index")),
    "manage collections": ("● · · · · ·", opens("wagtailadmin_collections:index")),
}


@pytest.mark.parametrize("role", COLUMNS)
def test_each_role_does_what_the_table_says(site, role):
    get_user_model().objects.create_superuser("other")
    user = make_member(role, "ar")
    client = Client()
    may, does = {}, {}
    for action, (marks, do) in TABLE.items():
        may[action] = marks.split()[COLUMNS.index(role)] == "●"
        client.force_login(user)
        with transaction.atomic():
            does[action] = do(client, site)
            transaction.set_rollback(True)
    assert does == may


def test_without_a_role_nobody_gets_in(site):
    client = Client()
    client.force_login(get_user_model().objects.create_user("nobody"))
    assert client.get(reverse("wagtailadmin_home")).status_code == 302


def test_the_languages_of_a_person(site):
    people = {role: make_member(role, "ar") for role in COLUMNS}
    assert {role: editable_languages(user) for role, user in people.items()} == {
        roles.ADMINISTRATOR: ["ar", "en"],
        roles.PUBLISHER: ["ar", "en"],
        roles.EDITOR: ["ar", "en"],
        ARABIC: ["ar"],
        ENGLISH: ["en"],
        roles.READER: [],
    }
    assert editable_languages(make_administrator("ar")) == ["ar", "en"]
    assert not may_edit_shared(people[ARABIC])
    assert not may_edit_language(people[ARABIC], "en")


def test_setting_up_again_changes_nothing(site):
    lines = []
    roles.set_up(lines.append)
    assert lines == [
        *(f"The group {role} is up to date." for role in COLUMNS),
        f"The workflow {roles.REVIEW} exists.",
    ]


def test_setting_up_repairs_permissions_and_leaves_people_and_other_groups(site):
    member = make_member(ENGLISH, "en")
    group, other = Group.objects.get(name=ENGLISH), Group.objects.create(name="Others")
    publish = Permission.objects.get(codename="publish_basepage")
    for changed in (group, other):
        GroupPagePermission.objects.create(group=changed, page=site.home, permission=publish)
        changed.permissions.add(Permission.objects.get(codename="edit_shared"))
    group.permissions.remove(Permission.objects.get(codename="edit_texts_en"))
    call_command("set_up_roles", stdout=(said := StringIO()))
    assert f"Repaired the group {ENGLISH}: +pages.edit_texts_en, -pages.edit_shared, " in (
        said.getvalue()
    )
    member = get_user_model().objects.get(pk=member.pk)
    assert editable_languages(member) == ["en"]
    assert not may_edit_shared(member)
    assert not site.home.permissions_for_user(member).can_publish()
    assert other.page_permissions.exists()
    assert other.permissions.exists()


def test_wagtails_own_groups_go_only_while_nobody_has_an_account(index):
    get_user_model().objects.create_user("somebody")
    roles.set_up(say_nothing)
    assert Group.objects.filter(name__in=roles.WAGTAILS_GROUPS).count() == 2
    get_user_model().objects.all().delete()
    roles.set_up(say_nothing)
    assert not Group.objects.filter(name__in=roles.WAGTAILS_GROUPS).exists()
    assert [workflow.name for workflow in Workflow.objects.all()] == [roles.REVIEW]


def test_a_further_language_gets_a_permission_and_a_translator(index, settings):
    settings.LANGUAGES = [*settings.LANGUAGES, ("fr", "français")]
    permissions.create()
    roles.set_up(say_nothing)
    user = make_member("French translator / مترجم الفرنسية", "en")
    assert editable_languages(user) == ["fr"]


def test_the_form_of_a_group_names_the_permissions(site, admin_client_in, language):
    group = Group.objects.get(name=ENGLISH)
    page = admin_client_in(language).get(reverse("wagtailusers_groups:edit", args=[group.pk]))
    with translation.override(language):
        for label in (
            gettext("Edit texts: %(language)s") % {"language": "English"},
            gettext("Edit what all languages share"),
            gettext("Read drafts"),
        ):
            assert label in page.content.decode()


def account_data(user, **changes):
    """The data of the form of an account."""
    data = {
        "username": user.username,
        "email": user.email or "somebody@example.org",
        "first_name": "First",
        "last_name": "Last",
        "password1": "",
        "password2": "",
        "is_active": "on",
    }
    return data | changes


def test_administrators_make_no_superusers(site, client):
    client.force_login(make_member(roles.ADMINISTRATOR, "ar"))
    other = get_user_model().objects.create_user("other", email="other@example.org")
    client.post(
        reverse("wagtailusers_users:edit", args=[other.pk]),
        account_data(other, username="renamed", is_superuser="on"),
    )
    other.refresh_from_db()
    assert other.username == "renamed"
    assert not other.is_superuser
    new = get_user_model()(username="new")
    secret = {"password1": "a very good secret", "password2": "a very good secret"}
    client.post(reverse("wagtailusers_users:add"), account_data(new, is_superuser="on", **secret))
    assert not get_user_model().objects.get(username="new").is_superuser


def test_superusers_make_superusers(site, admin_client_in):
    other = get_user_model().objects.create_user("other", email="other@example.org")
    admin_client_in("ar").post(
        reverse("wagtailusers_users:edit", args=[other.pk]),
        account_data(other, is_superuser="on"),
    )
    other.refresh_from_db()
    assert other.is_superuser


def test_administrators_cannot_take_over_a_superusers_account(site, client):
    client.force_login(make_member(roles.ADMINISTRATOR, "ar"))
    superuser = make_administrator("en")
    url = reverse("wagtailusers_users:edit", args=[superuser.pk])
    secret = {"password1": "a stolen secret", "password2": "a stolen secret"}
    client.post(url, account_data(superuser, **secret))
    bulk = reverse("wagtail_bulk_action", args=["auth", "user", "set_active_state"])
    client.post(f"{bulk}?id={superuser.pk}", {"mark_as_active": ""})
    superuser.refresh_from_db()
    assert superuser.is_active
    assert superuser.check_password("a good secret")


def test_titles_propose_no_slug_to_who_may_not_write_one(site, client):
    """Wagtail's script fails when it finds no input for the slug."""
    client.force_login(make_member(ENGLISH, "en"))
    soup = BeautifulSoup(client.get(edit_url(site.unpublished)).content, "html.parser")
    assert "data-w-sync-target-value" not in soup.select_one("#id_title_en").attrs
    client.force_login(make_member(roles.EDITOR, "en"))
    soup = BeautifulSoup(client.get(edit_url(site.unpublished)).content, "html.parser")
    assert soup.select_one("#id_title_en")["data-w-sync-target-value"] == "#id_slug"


def test_a_translator_sees_the_other_language_without_inputs(site, client, language):
    """Nor are there buttons for what is not theirs to do."""
    client.force_login(make_member(ARABIC, language))
    soup = BeautifulSoup(client.get(edit_url(site.area)).content, "html.parser")
    names = {field["name"] for field in soup.select("[data-edit-form] [name]")}
    assert {"title_ar", "points-0-title_ar", "points-1-text_ar"} <= names
    assert not {name for name in names if name.endswith("_en")}
    assert not names & {"slug", "image", "show_in_menus", "points-0-ORDER"}
    shown = [box.get_text(strip=True) for box in soup.select(".w-field__textoutput")]
    assert {site.area.title_en, "Point 1", "Point 2"} <= {*shown}
    english = next(box for box in soup.select(".w-field__textoutput") if "Point 1" in box.text)
    around = english.find_parent(attrs={"lang": True})
    assert (around["lang"], around["dir"]) == ("en", "ltr")
    assert not soup.select("#id_points-0-DELETE-button, [data-inline-panel-child-move-up]")
    assert "w-hidden" in soup.select_one("#id_points-ADD")["class"]


def test_a_translators_save_keeps_what_others_wrote_meanwhile(site, client):
    """In the other language and in the items, also those that were added or deleted since."""
    client.force_login(make_member(ARABIC, "ar"))
    editor = Editor(client, site.area)
    _first, second = draft(site.area).points.all()
    area = type(site.area).objects.get(pk=site.area.pk)
    second.title_en = "Later"
    area.points = [second, WorkAreaPoint(title_ar="جديدة", title_en="New")]
    area.title_en = "Later title"
    area.save_revision()
    prefix = editor.prefix_of("points", title_ar=second.title_ar)
    editor.type(title_ar="عنوان", **{f"{prefix}-title_ar": "لاحق"})
    assert editor.save().status_code == 302
    latest = draft(site.area)
    assert (latest.title_ar, latest.title_en) == ("عنوان", "Later title")
    assert [(p.title_ar, p.title_en) for p in latest.points.all()] == [
        ("لاحق", "Later"),
        ("جديدة", "New"),
    ]


def test_a_translator_cannot_bring_back_a_deleted_item(site, client):
    """Not even with words of their own in it; they are shown what they wrote."""
    client.force_login(make_member(ARABIC, "ar"))
    editor = Editor(client, site.area)
    [first, second] = draft(site.area).points.all()
    area = type(site.area).objects.get(pk=site.area.pk)
    area.points = [second]
    area.save_revision()
    prefix = editor.prefix_of("points", title_ar=first.title_ar)
    editor.type(**{f"{prefix}-title_ar": "لاحق"})
    response = editor.save()
    [conflict] = response.context["conflicts"]
    assert "لاحق" in conflict.mine
    editor.type(**{conflict.input_name: f"mine:{conflict.theirs_digest}"})
    editor.save()
    assert titles(site.area) == ["Point 2"]
