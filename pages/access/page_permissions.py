"""A user's permissions on one page."""

from django.utils.functional import classproperty
from wagtail.locks import WorkflowLock
from wagtail.models import PAGE_PERMISSION_TYPES, PagePermissionTester

from pages.access.permissions import VIEW, lock_for, may_edit_shared, may_translate
from pages.access.review_locks import ReviewLock


class StaffPagePermissions(PagePermissionTester):
    """Wagtail's tester, restricted for translators.

    Users who may edit only some languages' texts cannot add, copy, move or delete pages, although
    Wagtail derives this from their permission to change them.
    """

    def can_read(self):
        """Whether the user may see the page's drafts and history."""
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

    def can_release(self):
        """Whether the user may publish, withdraw and schedule languages; an alias follows its
        source."""
        return self.can_publish() and not self.page.alias_of_id

    def can_release_now(self):
        """Likewise, while no lock prevents it."""
        return self.can_release() and not lock_for(self.page, self.user)

    def can_translate(self, language):
        """Whether the user may write the page's texts in a language (its code)."""
        return not self.page.alias_of_id and may_translate(self.user, self.page, language)

    def can_discard_draft(self, language):
        """Whether the user may discard the page's draft in a language (its code)."""
        return self.page.live and self.can_translate(language)

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
    """Mixed into ``BasePage``: the permission types that groups can have, and the tester."""

    @classproperty
    def permission_types(cls):  # noqa: N805
        """Wagtail's list of (codename, short label, long label), plus the permission to read
        drafts."""
        return [
            (f"{action}_{cls.base_page_model._meta.model_name}", *labels)
            for action, *labels in (*PAGE_PERMISSION_TYPES, VIEW)
        ]

    @classproperty
    def permission_codenames(cls):  # noqa: N805
        """The codenames of ``permission_types``."""
        return [codename for codename, *_labels in cls.permission_types]

    def get_lock(self):
        """Wagtail's lock; a review's lock does not apply to users whose languages are not
        reviewed."""
        lock = super().get_lock()
        return ReviewLock(self, lock.task) if isinstance(lock, WorkflowLock) else lock

    def permissions_for_user(self, user):
        """The permission tester for a user and this page."""
        return StaffPagePermissions(user, self)
