"""Permission policies for pages, pictures and documents, in place of Wagtail's."""

import swapper
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import register_permission_policy

from pages.access.permissions import MANAGING, may_edit_shared


class StaffPagePolicy(PagePermissionPolicy):
    """Lets users with only the permission to read drafts explore the pages."""

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
        """Wagtail's result, without its search for a common ancestor if the user may see every
        page."""
        name = self._explorable_root_instance_cache_name
        if user.is_superuser and user.is_active and not hasattr(user, name):
            setattr(user, name, self.model.base_page_model.get_first_root_node())
        return super().explorable_root_instance(user)

    @staticmethod
    def _with_reading(actions):
        actions = set(actions)
        return actions | {"view"} if actions >= MANAGING else actions


class StaffFilePolicy(CollectionOwnershipPermissionPolicy):
    """Keeps users who may edit only some languages' texts from deleting pictures and documents:
    Wagtail would allow it to all who may change them."""

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


def register():
    """Register the policies; called when all models are loaded."""
    page_model = swapper.load_model("wagtailcore", "Page")
    register_permission_policy(page_model, StaffPagePolicy(page_model))
    for model, original in (
        (get_image_model(), "wagtailimages.Image"),
        (get_document_model(), "wagtaildocs.Document"),
    ):
        policy = StaffFilePolicy(model, auth_model=original, owner_field_name="uploaded_by_user")
        # Wagtail registers its own later, but for subclasses as well, so an exact match takes
        # precedence.
        register_permission_policy(model, policy, exact_class=True)
