"""Accounts of staff: managing accounts must not give anybody more permissions.

Django's superusers stand above all roles: only they make superusers, or change the accounts of any.
"""

from django.contrib.auth import get_user_model
from wagtail.admin.views.generic.models import CopyViewMixin
from wagtail.users.views import users

from pages.access.permissions import require_accounts, require_shared


class NoSuperusersMixin:
    """Lets only superusers make one; for others the form takes no notice of what is sent."""

    def get_form(self, *args, **kwargs):
        form = super().get_form(*args, **kwargs)
        if "is_superuser" in form.fields and not self.request.user.is_superuser:
            form.fields["is_superuser"].disabled = True
        return form


class CreateView(NoSuperusersMixin, users.CreateView):
    """A new account."""


class EditView(NoSuperusersMixin, users.EditView):
    """An account."""

    def dispatch(self, request, *args, **kwargs):
        require_accounts(request.user, [self.object])
        return super().dispatch(request, *args, **kwargs)


class CopyView(CopyViewMixin, CreateView):
    """A new account like another."""

    def get_object(self, queryset=None):
        account = super().get_object(queryset)
        require_accounts(self.request.user, [account])
        return account


class StaffViewSet(users.UserViewSet):
    """The views of accounts."""

    add_view_class = CreateView
    edit_view_class = EditView
    copy_view_class = CopyView


def limit_bulk_action(request, action_type, objects, action):
    """For Wagtail's hook ``before_bulk_action``: refuse what the views of one thing refuse."""
    if action.model is get_user_model():
        require_accounts(request.user, objects)
    elif action_type == "add_tags":
        require_shared(request.user)
