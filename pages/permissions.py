"""Who may do what to a page: in which language, and to what all languages share.

Wagtail knows per page who may add, change, publish or lock it. Beyond that, each language has a
permission of its own for its texts, and there is one for all that the languages share: the slug,
pictures, order, place and items. These hold for the whole site.
"""

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.utils import translation
from django.utils.functional import classproperty
from django.utils.translation import gettext, gettext_lazy
from wagtail.locks import WorkflowLock
from wagtail.models import PAGE_PERMISSION_TYPES, AbstractPage, PagePermissionTester
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import policy_registry

from languages import cldr
from languages.catalogues import SOURCE_LANGUAGE

APP, MODEL = "pages", "basepage"
EDIT_SHARED = "edit_shared"
# What Wagtail asks for all at once where it means: whoever has to do with pages at all.
MANAGING = frozenset(action for action, *_labels in PAGE_PERMISSION_TYPES)
VIEW = ("view", gettext_lazy("Read drafts"), gettext_lazy("Read drafts and history"))


def edit_texts(language):
    """The codename of the permission to edit the texts in a language (its code)."""
    return f"edit_texts_{language.replace('-', '_').lower()}"


def former_languages():
    """The codes that permissions to edit texts are there for, and that are no language's of the
    site any longer: pairs of a code and the permission."""
    prefix = edit_texts("")
    for permission in Permission.objects.filter(
        content_type__app_label=APP, content_type__model=MODEL, codename__startswith=prefix
    ).exclude(codename__in=codenames()):
        yield permission.codename.removeprefix(prefix).replace("_", "-"), permission


def codenames():
    """The codenames of the permissions of this module, the default language's first."""
    return [*map(edit_texts, cldr.language_codes()), EDIT_SHARED]


def label(codename):
    """What a permission of this module is called, in the active language."""
    for language in cldr.language_codes():
        if codename == edit_texts(language):
            return gettext("Edit texts: %(language)s") % {"language": cldr.own_name(language)}
    return gettext("Edit what all languages share")


def may_edit_language(user, language):
    """Whether somebody may edit the texts in a language (its code)."""
    return user.has_perm(f"{APP}.{edit_texts(language)}")


def may_edit_shared(user):
    """Whether somebody may change what the languages of a page share."""
    return user.has_perm(f"{APP}.{EDIT_SHARED}")


def editable_languages(user):
    """The codes of the languages whose texts somebody may edit, the default language first."""
    return [language for language in cldr.language_codes() if may_edit_language(user, language)]


def lock_for(page, user):
    """The lock that keeps somebody from changing a page, or None."""
    lock = page.get_lock()
    return lock if lock and lock.for_user(user) else None


def may_translate(user, instance, language):
    """Whether somebody may write a language's texts (its code) of a page, a picture, a document or
    a setting."""
    if not may_edit_language(user, language):
        return False
    if isinstance(instance, AbstractPage):
        return instance.permissions_for_user(user).can_edit()
    policy = policy_registry.get_by_type(type(instance))
    return policy.user_has_permission_for_instance(user, "change", instance)


def registered():
    """The permissions of this module, for the form of a group."""
    return Permission.objects.filter(
        content_type__app_label=APP, content_type__model=MODEL, codename__in=codenames()
    )


def register_policies():
    """Let Wagtail ask here who may do what, once all models are there."""
    from wagtail.permissions import register_permission_policy

    from pages.models import BasePage, CustomDocument, CustomImage

    register_permission_policy(BasePage, StaffPagePolicy(BasePage))
    for model, original in (
        (CustomImage, "wagtailimages.Image"),
        (CustomDocument, "wagtaildocs.Document"),
    ):
        policy = StaffFilePolicy(model, auth_model=original, owner_field_name="uploaded_by_user")
        # Wagtail's own, which is registered later, is for subclasses as well and gives way.
        register_permission_policy(model, policy, exact_class=True)


def create(using="default", **kwargs):
    """Make the permissions that are not there yet; a new language's come with ``migrate``."""
    content_type, _created = ContentType.objects.db_manager(using).get_or_create(
        app_label=APP, model=MODEL
    )
    for codename in codenames():
        # As Django's own are: in English, and put into the reader's words where they are shown.
        with translation.override(SOURCE_LANGUAGE):
            defaults = {"name": label(codename)}
        Permission.objects.using(using).get_or_create(
            content_type=content_type, codename=codename, defaults=defaults
        )


class StaffPagePolicy(PagePermissionPolicy):
    """Lets those who may read drafts, and nothing else, explore the pages."""

    def user_has_any_permission(self, user, actions):
        return super().user_has_any_permission(user, self._with_reading(actions))

    def instances_user_has_any_permission_for(self, user, actions):
        return super().instances_user_has_any_permission_for(user, self._with_reading(actions))

    def instances_with_direct_explore_permission(self, user):
        pages = super().instances_with_direct_explore_permission(user)
        if user.is_superuser:
            return pages
        view = self._get_permission_codename("view")
        permissions = self.get_cached_permissions_for_user(user)
        return [*pages, *(p.page for p in permissions if p.permission.codename == view)]

    def explorable_root_instance(self, user):
        """Wagtail's; who may see everything needs no search for what all pages have in common."""
        name = self._explorable_root_instance_cache_name
        if user.is_superuser and user.is_active and not hasattr(user, name):
            setattr(user, name, self.model.base_page_model.get_first_root_node())
        return super().explorable_root_instance(user)

    @staticmethod
    def _with_reading(actions):
        actions = set(actions)
        return actions | {"view"} if actions >= MANAGING else actions


class StaffFilePolicy(CollectionOwnershipPermissionPolicy):
    """Keeps those who may edit some languages' texts only from deleting pictures and documents,
    which Wagtail lets whoever may change them do."""

    def user_has_permission(self, user, action):
        return self._is_theirs(user, action) and super().user_has_permission(user, action)

    def user_has_any_permission_for_instance(self, user, actions, instance):
        actions = {action for action in actions if self._is_theirs(user, action)}
        return bool(actions) and super().user_has_any_permission_for_instance(
            user, actions, instance
        )

    def instances_user_has_any_permission_for(self, user, actions):
        actions = {action for action in actions if self._is_theirs(user, action)}
        return super().instances_user_has_any_permission_for(user, actions)

    @staticmethod
    def _is_theirs(user, action):
        return action != "delete" or may_edit_shared(user)


class StaffPagePermissions(PagePermissionTester):
    """What somebody may do to one page.

    Who may edit texts only, in some languages, neither adds, copies, moves nor deletes pages,
    whatever Wagtail concludes from their permission to change them.
    """

    def can_read(self):
        """Whether they may see its drafts and its history."""
        if not self.user.is_active or self.page_is_root:
            return False
        return (
            self.user.is_superuser
            or "view" in self.permissions
            or self.can_edit()
            or self.can_publish()
        )

    def can_view_revisions(self):
        return self.can_read()

    def can_add_subpage(self):
        return may_edit_shared(self.user) and super().can_add_subpage()

    def can_copy(self):
        return may_edit_shared(self.user) and super().can_copy()

    def can_delete(self, ignore_bulk=False):
        return may_edit_shared(self.user) and super().can_delete(ignore_bulk)

    def can_reorder_children(self):
        return may_edit_shared(self.user) and super().can_reorder_children()

    def can_submit_for_moderation(self):
        return self.can_edit() and super().can_submit_for_moderation()


class HasStaffPermissions:
    """Mixed into ``BasePage``: the permissions that a group can have on it, and who may do what."""

    @classproperty
    def permission_types(cls):  # noqa: N805
        """As Wagtail lists them, (codename, short label, long label), with that to read drafts."""
        return [
            (f"{action}_{cls.base_page_model._meta.model_name}", *labels)
            for action, *labels in (*PAGE_PERMISSION_TYPES, VIEW)
        ]

    @classproperty
    def permission_codenames(cls):  # noqa: N805
        """The codenames alone."""
        return [codename for codename, *_labels in cls.permission_types]

    def get_lock(self):
        """Wagtail's, but that of a review leaves out whose languages are not reviewed."""
        # Imported late: it compares contents, which are made of the page models.
        from pages.review_locks import ReviewLock

        lock = super().get_lock()
        return ReviewLock(self, lock.task) if isinstance(lock, WorkflowLock) else lock

    def permissions_for_user(self, user):
        """What somebody may do to this page."""
        return StaffPagePermissions(user, self)
