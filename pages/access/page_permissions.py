"""What somebody may do to one page."""

from django.utils.functional import classproperty
from wagtail.locks import WorkflowLock
from wagtail.models import PAGE_PERMISSION_TYPES, PagePermissionTester

from pages.access.permissions import VIEW, may_edit_shared
from pages.access.review_locks import ReviewLock


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
        lock = super().get_lock()
        return ReviewLock(self, lock.task) if isinstance(lock, WorkflowLock) else lock

    def permissions_for_user(self, user):
        """What somebody may do to this page."""
        return StaffPagePermissions(user, self)
