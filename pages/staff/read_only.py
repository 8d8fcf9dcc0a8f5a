"""Drafts and history for those who may read them, and nothing more."""

from django.shortcuts import get_object_or_404
from wagtail.admin.views.pages import history, preview, revisions

from pages.access.permissions import require_readable
from pages.models import BasePage


def readable_page(pk, user):
    """A page, of its specific type, whose drafts a user may read; else ``PermissionDenied``."""
    page = get_object_or_404(BasePage, pk=pk).specific
    require_readable(user, page)
    return page


class OpenToReaders:
    """Mixed into history views: Wagtail's require the permission to change the page."""

    def get_object(self, queryset=None):
        """The page."""
        return readable_page(self.pk, self.request.user)


class HistoryView(OpenToReaders, history.PageHistoryView):
    """What happened to a page."""

    # ``get_object`` checks the permission on the page.
    any_permission_required = None

    def get_object(self, queryset=None):
        """The page; links to its editor are shown to those who may edit it."""
        page = super().get_object(queryset)
        if not page.permissions_for_user(self.request.user).can_edit():
            self.edit_url_name = self.revisions_revert_url_name = None
        return page

    @property
    def header_buttons(self):
        """The link to the editor, if there is one."""
        return super().header_buttons if self.edit_url_name else []


class RevisionView(OpenToReaders, revisions.RevisionsView):
    """A page as one of its revisions has it."""


class CompareView(OpenToReaders, revisions.RevisionsCompareView):
    """What differs between two revisions."""


class DraftView(preview.ViewDraftView):
    """A page as its latest draft has it."""

    def dispatch(self, request, page_id, *args, **kwargs):
        draft = readable_page(page_id, request.user).get_latest_revision_as_object()
        mode = request.GET.get("mode", draft.default_preview_mode)
        return draft.make_preview_request(request, mode)


class WorkflowHistoryMixin:
    """The reviews of a page, for users who may read its drafts."""

    def dispatch(self, request, *args, **kwargs):
        readable_page(self.object.pk, request.user)
        # Skip the mixin that requires the permission to change the page.
        return super(history.PageWorkflowHistoryViewMixin, self).dispatch(request, *args, **kwargs)


class WorkflowHistoryView(WorkflowHistoryMixin, history.WorkflowHistoryView):
    """The reviews of a page."""


class WorkflowHistoryDetailView(WorkflowHistoryMixin, history.WorkflowHistoryDetailView):
    """One review of a page."""
