"""The roles of staff as one table of permissions, and the review workflow.

A role is a group. Its name is stored in every language of the site, and ``set_up`` also finds it
under a name made for fewer or more languages.
"""

from dataclasses import dataclass

import swapper
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils.translation import override, pgettext
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Site,
    Task,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from languages import cldr
from languages.catalogues.files import SOURCE_LANGUAGE
from pages.access.permissions import EDIT_SHARED, edit_texts

# Actions on pages, as Wagtail names them.
READ = frozenset({"view"})
TRANSLATE = READ | {"change"}
WRITE = TRANSLATE | {"add"}
PUBLISH = WRITE | {"publish", "lock", "unlock", "bulk_delete"}
# Permissions on pictures, documents and their collections.
CHOOSE_FILES = frozenset({"choose_image", "change_image", "choose_document", "change_document"})
ADD_FILES = CHOOSE_FILES | {"add_image", "add_document"}
ARRANGE_FILES = ADD_FILES | {"add_collection", "change_collection", "delete_collection"}
# Other permissions. Messages from visitors are personal data: only those responsible for the whole
# site read them.
MESSAGES = frozenset(f"contact.{action}_contactmessage" for action in ("view", "change", "delete"))
SITE = MESSAGES | {
    "pages.change_siteidentity",
    "pages.change_navigation",
    "background.supervise",
}
ADMINISTER = SITE | {
    f"{app}.{action}_{model}"
    for app, model in (
        ("auth", "user"),
        ("auth", "group"),
        ("wagtailcore", "site"),
        ("wagtailcore", "workflow"),
        ("wagtailcore", "task"),
        ("wagtailredirects", "redirect"),
    )
    for action in ("add", "change", "delete")
}
# Wagtail's default groups and workflow: they have no permission to edit any language's texts.
WAGTAILS_GROUPS = ("Moderators", "Editors")
WAGTAILS_WORKFLOW = "Moderators approval"

SEPARATOR = " / "
# The maximum length of a group's name.
LONGEST_NAME = 150


def in_every_language(words, language=None):
    """A name in the source language and each of the site's languages, joined by ``SEPARATOR``.

    ``words`` is a function that returns the name in the active language, with an optional place for
    the name of ``language``. A language without a translation adds no part.
    """
    readers = {}
    for reader in (SOURCE_LANGUAGE, *cldr.language_codes()):
        with override(reader):
            readers.setdefault(words(), reader)
    parts = [
        text % {"language": cldr.name_in(language, reader)} if language else text
        for text, reader in readers.items()
    ]
    while len(name := SEPARATOR.join(parts)) > LONGEST_NAME and len(parts) > 1:
        parts.pop()
    return name


ADMINISTRATOR = in_every_language(lambda: pgettext("role", "Administrator"))
PUBLISHER = in_every_language(lambda: pgettext("role", "Publisher"))
EDITOR = in_every_language(lambda: pgettext("role", "Editor"))
READER = in_every_language(lambda: pgettext("role", "Reader of drafts"))
REVIEW = in_every_language(lambda: pgettext("workflow", "Review"))


@dataclass(frozen=True)
class Role:
    """The permissions of a group's members.

    ``pages``: actions on all pages; ``languages``: whose texts they may edit; ``shared``: whether
    they may change what languages share; ``files``: permissions on all collections; ``others``:
    remaining permissions, as "app.codename".
    """

    name: str
    pages: frozenset[str]
    languages: tuple[str, ...] = ()
    shared: bool = False
    files: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()

    @property
    def permissions(self):
        """The permissions that are not tied to pages or collections: ``{"app.codename"}``."""
        texts = {f"pages.{edit_texts(language)}" for language in self.languages}
        shared = {f"pages.{EDIT_SHARED}"} if self.shared else set()
        return {"wagtailadmin.access_admin", *texts, *shared, *self.others}


def translator(language):
    """The group name of a language's translators."""
    # Translators: the role of whoever writes the texts of one language.
    return in_every_language(lambda: pgettext("role", "%(language)s translator"), language)


def named(model, name):
    """The group, task or workflow with a name, or None.

    An object whose name was made for fewer or more languages is found too, and renamed.
    """
    found = model.objects.filter(name=name).first()
    if found:
        return found
    parts = set(name.split(SEPARATOR))
    source = name.partition(SEPARATOR)[0]
    for other in model.objects.filter(name__startswith=f"{source}{SEPARATOR}"):
        theirs = set(other.name.split(SEPARATOR))
        if theirs <= parts or theirs >= parts:
            other.name = name
            other.save(update_fields=["name"])
            return other
    return None


def roles():
    """All roles, with a translator for each language."""
    every = tuple(cldr.language_codes())
    return [
        Role(ADMINISTRATOR, PUBLISH, every, True, ARRANGE_FILES, ADMINISTER),
        Role(PUBLISHER, PUBLISH, every, True, ADD_FILES, SITE),
        Role(EDITOR, WRITE, every, True, ADD_FILES),
        *(Role(translator(code), TRANSLATE, (code,), False, CHOOSE_FILES) for code in every),
        Role(READER, READ),
    ]


@transaction.atomic
def set_up(report):
    """Create or repair the groups of all roles and the review workflow.

    Memberships and other groups are not changed, except that Wagtail's default groups are removed
    while there is no user yet. ``report`` is called with a line for each object checked.
    """
    if not get_user_model().objects.exists():
        _remove_wagtails(report)
    for role in roles():
        group = named(Group, role.name)
        is_new = group is None
        group = group or Group.objects.create(name=role.name)
        changes = [
            *_set_permissions(group, role.permissions),
            *_set_page_permissions(group, role.pages),
            *_set_file_permissions(group, role.files),
        ]
        if is_new:
            report(f"Created the group {role.name}.")
        elif changes:
            report(f"Repaired the group {role.name}: {', '.join(changes)}.")
        else:
            report(f"The group {role.name} is up to date.")
    report(_set_up_review())


def _remove_wagtails(report):
    for workflow in Workflow.objects.filter(name=WAGTAILS_WORKFLOW):
        Task.objects.filter(workflow_tasks__workflow=workflow).delete()
        workflow.delete()
        report(f"Removed Wagtail's workflow {WAGTAILS_WORKFLOW}.")
    for group in Group.objects.filter(name__in=WAGTAILS_GROUPS):
        group.delete()
        report(f"Removed Wagtail's group {group.name}.")


def _changes(has, wanted):
    return [f"+{name}" for name in sorted(wanted - has)] + [
        f"-{name}" for name in sorted(has - wanted)
    ]


def _set_permissions(group, wanted):
    def named(permissions):
        permissions = permissions.select_related("content_type")
        return {f"{p.content_type.app_label}.{p.codename}": p for p in permissions}

    has = named(group.permissions.all())
    known = named(Permission.objects.all())
    group.permissions.set([known[name] for name in wanted])
    return _changes(set(has), wanted)


def _set_page_permissions(group, actions):
    page_model = swapper.load_model("wagtailcore", "Page")
    root = page_model.get_first_root_node()
    model = page_model._meta.model_name
    wanted = {(root.pk, f"{action}_{model}") for action in actions}
    has = {(p.page_id, p.permission.codename): p for p in group.page_permissions.all()}
    for place in has.keys() - wanted:
        has[place].delete()
    for _page, codename in wanted - has.keys():
        permission = Permission.objects.get(
            content_type__app_label=page_model._meta.app_label,
            content_type__model=model,
            codename=codename,
        )
        GroupPagePermission.objects.create(group=group, page=root, permission=permission)
    return _changes(
        {f"{name} (page {pk})" for pk, name in has}, {f"{name} (page {pk})" for pk, name in wanted}
    )


def _set_file_permissions(group, codenames):
    root = Collection.get_first_root_node()
    wanted = {(root.pk, codename) for codename in codenames}
    permissions = group.collection_permissions.select_related("permission")
    has = {(p.collection_id, p.permission.codename): p for p in permissions}
    for place in has.keys() - wanted:
        has[place].delete()
    for _collection, codename in wanted - has.keys():
        # Wagtail stores file permissions on its own models' content types, not on ours.
        permission = Permission.objects.get(
            content_type__app_label__startswith="wagtail", codename=codename
        )
        GroupCollectionPermission.objects.create(
            group=group, collection=root, permission=permission
        )
    return _changes(
        {f"{name} (collection {pk})" for pk, name in has},
        {f"{name} (collection {pk})" for pk, name in wanted},
    )


def _set_up_review():
    """A workflow of one task, approved by publishers or administrators."""
    task = named(GroupApprovalTask, REVIEW)
    is_new = task is None
    task = task or GroupApprovalTask.objects.create(name=REVIEW)
    task.groups.set(Group.objects.filter(name__in=[PUBLISHER, ADMINISTRATOR]))
    workflow = named(Workflow, REVIEW) or Workflow.objects.create(name=REVIEW)
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task, defaults={"sort_order": 0})
    for site in Site.objects.all():
        # Keep another workflow that staff have chosen for the site.
        WorkflowPage.objects.get_or_create(page=site.root_page, defaults={"workflow": workflow})
    return f"Created the workflow {REVIEW}." if is_new else f"The workflow {REVIEW} exists."
