"""Writing a page in the admin, alone or at the same time as others."""

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.templatetags.wagtailadmin_tags import user_display_name
from wagtail.admin.views.pages import create, edit, revisions

from pages.models import BasePage
from pages.staff.release_actions import ReleaseFromCreateMixin, ReleaseFromEditMixin


class CreateView(ReleaseFromCreateMixin, create.CreateView):
    """A new page."""


class MergingMixin:
    """Saves what the form changed into what others have saved meanwhile.

    The form tells the two apart (see ``BasePageForm``); here they come to it, one save at a time.
    """

    # Wagtail's autosave gives up after somebody else's save; here, it is merged.
    is_out_of_date = False

    def dispatch(self, request, page_id, **kwargs):
        if request.method != "POST":
            return super().dispatch(request, page_id, **kwargs)
        overwrite = request.POST.get("overwrite_revision_id")
        if overwrite and not overwrite.isdecimal():
            request.POST = request.POST.copy()
            del request.POST["overwrite_revision_id"]
        with transaction.atomic():
            # Nobody else may save between our reading the latest revision and writing the next.
            BasePage.objects.select_for_update().filter(pk=page_id).first()
            return super().dispatch(request, page_id, **kwargs)

    @property
    def latest_author(self):
        """Who saved the latest revision, by the name that the admin shows."""
        return user_display_name(self.latest_revision and self.latest_revision.user) or _(
            "Somebody else"
        )

    def add_save_confirmation_message(self):
        super().add_save_confirmation_message()
        if kept := self.form.kept:
            message = _("%(name)s changed meanwhile, and it stays: %(fields)s.")
            fields = {"name": self.latest_author, "fields": _(", ").join(dict.fromkeys(kept))}
            messages.info(self.request, message % fields)

    def form_invalid(self, form):
        if form.conflicts and self.expects_json_response:
            message = _("%(name)s changed the same text. Save the page to compare both versions.")
            return self.json_error_response(
                "validation_error", message % {"name": self.latest_author}
            )
        return super().form_invalid(form)

    def get_context_data(self, **kwargs):
        return {
            **super().get_context_data(**kwargs),
            "conflicts": self.form.conflicts,
            "latest_author": self.latest_author,
            "latest_revision": self.latest_revision,
        }


class EditView(ReleaseFromEditMixin, MergingMixin, edit.EditView):
    """A page's editor."""


class RevisionsRevertView(ReleaseFromEditMixin, MergingMixin, revisions.RevisionsRevertView):
    """An earlier revision in the editor, to be saved again.

    What it changes are the differences from the latest revision: the rest stays, above all what the
    editor may not change.
    """

    def get_object(self):
        if self.request.method == "POST":
            return self.real_page_record.get_latest_revision_as_object()
        return super().get_object()

    def get_context_data(self, **kwargs):
        if not self.form.is_bound:
            latest = self.real_page_record.get_latest_revision_as_object()
            self.form.set_shown(
                self.form_class(
                    instance=latest,
                    subscription=self.subscription,
                    parent_page=self.parent,
                    for_user=self.request.user,
                )
            )
        return super().get_context_data(**kwargs)
