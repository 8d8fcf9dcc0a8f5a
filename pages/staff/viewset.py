"""Which view shows what of a page in the admin."""

from wagtail.admin.viewsets.pages import PageViewSet

from pages.models import BasePage
from pages.staff.edit import CreateView, EditView, RevisionsRevertView
from pages.staff.explorer import ExplorerView, SearchView, TypeListingView
from pages.staff.history import CompareView, HistoryView
from pages.staff.read_only import (
    DraftView,
    RevisionView,
    WorkflowHistoryDetailView,
    WorkflowHistoryView,
)


class BasePageViewSet(PageViewSet):
    """The views of pages of all types."""

    model = BasePage
    add_view_class = CreateView
    edit_view_class = EditView
    revisions_revert_view_class = RevisionsRevertView
    index_view_class = ExplorerView
    filterset_class = ExplorerView.base_filterset_class
    content_type_use_view_class = TypeListingView
    search_view_class = SearchView
    history_view_class = HistoryView
    revisions_view_class = RevisionView
    revisions_compare_view_class = CompareView
    view_draft_view_class = DraftView
    workflow_history_view_class = WorkflowHistoryView
    workflow_history_detail_view_class = WorkflowHistoryDetailView


base_page_viewset = BasePageViewSet()
