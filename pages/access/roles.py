"""The roles of staff: who may do what, in one table, and the review that some ask of others.

A role is a group of users. Its name is stored in every language of the site, for staff who read
any; ``set_up`` knows it by that name, also where it was made for fewer or more languages.
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
from languages.catalogues import SOURCE_LANGUAGE
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
# Permissions on everything else.
# What visitors wrote is for few to read: those who answer for the site as a whole.
MESSAGES = frozenset(f"contact.{action}_contactmessage" for action in ("view", "change", "delete"))
SITE = MESSAGES | {"pages.change_siteidentity", "pages.change_navigation"}
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
# Wagtail's own groups and their workflow: their members could edit no text here.
WAGTAILS_GROUPS = ("Moderators", "Editors")
WAGTAILS_WORKFLOW = "Moderators approval"

SEPARATOR = " / "
# As long as a group's name can be.
LONGEST_NAME = 150


def in_every_language(words, language=None):
    """A name as ``words``, a function, gives it in the source language and in each of the site's.

    In: words that may have a place for the name of ``language``. Out: one text; a language whose
    words are another's, for want of a translation, has no part of its own.
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
    """What the members of a group may do.

    ``pages``: actions on all pages; ``languages``: whose texts they edit; ``shared``: whether they
    change what the languages share; ``files``: permissions on all collections; ``others``:
    permissions on the rest, with their apps.
    """

    name: str
    pages: frozenset[str]
    languages: tuple[str, ...] = ()
    shared: bool = False
    files: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()

    @property
    def permissions(self):
        """The permissions that hold everywhere: ``{"app.codename"}``."""
        texts = {f"pages.{edit_texts(language)}" for language in self.languages}
        shared = {f"pages.{EDIT_SHARED}"} if self.shared else set()
        return {"wagtailadmin.access_admin", *texts, *shared, *self.others}


def translator(language):
    """What the role of a language's translator is called."""
    # Translators: the role of whoever writes the texts of one language.
    return in_every_language(lambda: pgettext("role", "%(language)s translator"), language)


def named(model, name):
    """The group, task or workflow of a name, or None.

    One that is called so in fewer or more languages than the site has now is given the name.
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
    """All roles, a translator for each language among them."""
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
    """Make the groups of all roles and the review, or put them right again.

    Members stay as they are, and so does any other group, but for Wagtail's own while nobody has an
    account yet. ``report`` is called with a line for each thing that was looked at.
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
            report(f"Made the group {role.name}.")
        elif changes:
            report(f"Repaired the group {role.name}: {', '.join(changes)}.")
        else:
            report(f"The group {role.name} is as it should be.")
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
        # Wagtail keeps the permissions on files at its own models, not at ours.
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
    """One step, in which publishers or administrators look at what others wrote."""
    task = named(GroupApprovalTask, REVIEW)
    is_new = task is None
    task = task or GroupApprovalTask.objects.create(name=REVIEW)
    task.groups.set(Group.objects.filter(name__in=[PUBLISHER, ADMINISTRATOR]))
    workflow = named(Workflow, REVIEW) or Workflow.objects.create(name=REVIEW)
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task, defaults={"sort_order": 0})
    for site in Site.objects.all():
        # Another one that staff have chosen for the site stays.
        WorkflowPage.objects.get_or_create(page=site.root_page, defaults={"workflow": workflow})
    return f"Made the workflow {REVIEW}." if is_new else f"The workflow {REVIEW} is there."
