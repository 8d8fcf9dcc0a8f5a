"""Accounts of staff: who may manage people may not make themselves more powerful by it.

Django's superusers stand above all roles: only they make superusers, or change the accounts of any.
"""

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from wagtail.admin.views.generic.models import CopyViewMixin
from wagtail.users.views import users

from pages.access.permissions import may_edit_shared


def refuse_above(user, accounts):
    """Refuse the request of somebody who would change a superuser's account and is none."""
    if not user.is_superuser and any(account.is_superuser for account in accounts):
        raise PermissionDenied


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
        refuse_above(request.user, [self.object])
        return super().dispatch(request, *args, **kwargs)


class CopyView(CopyViewMixin, CreateView):
    """A new account like another."""

    def get_object(self, queryset=None):
        account = super().get_object(queryset)
        refuse_above(self.request.user, [account])
        return account


class StaffViewSet(users.UserViewSet):
    """The views of accounts."""

    add_view_class = CreateView
    edit_view_class = EditView
    copy_view_class = CopyView


def limit_bulk_action(request, action_type, objects, action):
    """For Wagtail's hook ``before_bulk_action``: refuse what the views of one thing refuse."""
    if action.model is get_user_model():
        refuse_above(request.user, objects)
    elif action_type == "add_tags" and not may_edit_shared(request.user):
        raise PermissionDenied
