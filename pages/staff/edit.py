"""Writing a page in the admin, alone or at the same time as others."""

from collections import defaultdict
from dataclasses import replace

from django.db import transaction
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.templatetags.wagtailadmin_tags import user_display_name
from wagtail.admin.views.pages import create, edit, revisions

from languages import cldr
from pages.access.permissions import may_edit_language, may_edit_shared
from pages.background import mail
from pages.merging.revision_data import content_of
from pages.models import BasePage
from pages.primary_keys import primary_key
from pages.staff.background_work import UntoldMixin
from pages.staff.release_actions import ReleaseFromCreateMixin, ReleaseFromEditMixin
from pages.translating.views.notes import OutdatedNotesMixin
from pages.versions.authorship import last_changes
from pages.versions.restoring import ALL, SHARED, differing_parts, with_part


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
        # What is mailed meanwhile, to those who follow its comments, is about this page.
        mail.concern(page_id)
        overwrite = request.POST.get("overwrite_revision_id")
        if overwrite and primary_key(overwrite) is None:
            request.POST = request.POST.copy()
            del request.POST["overwrite_revision_id"]
        with transaction.atomic():
            # Nobody else may save between our reading the latest revision and writing the next.
            BasePage.objects.select_for_update().filter(pk=page_id).first()
            return super().dispatch(request, page_id, **kwargs)

    def authors_of(self, names):
        """Who changed each of these fields of the form last before it was sent: names, by field."""
        places = {name: tuple(name.split(":")) for name in names}
        changes = last_changes(self.real_page_record, self.latest_revision, places.values())
        authors = {}
        for name, place in places.items():
            change = changes.get(place) or self.latest_revision
            authors[name] = user_display_name(change and change.user) or _("Someone else")
        return authors

    def add_save_confirmation_message(self):
        super().add_save_confirmation_message()
        labels = defaultdict(dict)
        for name, author in self.authors_of(self.form.kept).items():
            labels[author][self.form.kept[name]] = None
        for author, fields in labels.items():
            message = _(
                "While you were editing, %(name)s changed these fields, and their changes were "
                "kept: %(fields)s."
            )
            messages.info(self.request, message % {"name": author, "fields": _(", ").join(fields)})

    @cached_property
    def conflicts(self):
        """What two people changed, each with the other one's name."""
        found = self.form.conflicts
        authors = self.authors_of([conflict.name for conflict in found])
        return [replace(conflict, author=authors[conflict.name]) for conflict in found]

    def form_invalid(self, form):
        if form.conflicts and self.expects_json_response:
            message = _("%(name)s changed the same text. Save the page to compare both versions.")
            names = dict.fromkeys(conflict.author for conflict in self.conflicts)
            return self.json_error_response(
                "validation_error", message % {"name": _(", ").join(names)}
            )
        return super().form_invalid(form)

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "conflicts": self.conflicts}


class EditView(UntoldMixin, OutdatedNotesMixin, ReleaseFromEditMixin, MergingMixin, edit.EditView):
    """A page's editor."""

    def get_editing_sessions(self):
        """Who else edits the page; an alias has no form, which Wagtail's script would look for."""
        return None if self.page.alias_of_id else super().get_editing_sessions()


class RevisionsRevertView(ReleaseFromEditMixin, MergingMixin, revisions.RevisionsRevertView):
    """An earlier revision in the editor, to be saved again.

    What it changes are the differences from the latest revision: the rest stays, above all what the
    editor may not change. Which part of it the form shows, a language's texts, what is shared, or
    all, is chosen on the screen (``part`` in the query); where only one differs, it is that one.
    """

    @cached_property
    def latest(self):
        """The page as its latest draft has it."""
        return self.real_page_record.get_latest_revision_as_object()

    @cached_property
    def parts(self):
        """What of the revision differs from the latest draft, if the person may change it."""
        user = self.request.user
        contents = content_of(self.latest), self.previous_revision.content
        return [
            part
            for part in differing_parts(type(self.latest), *contents)
            if (may_edit_shared(user) if part == SHARED else may_edit_language(user, part))
        ]

    @cached_property
    def part(self):
        """The part that the form shows; empty until one is chosen."""
        chosen = self.request.GET.get("part")
        if chosen in (*self.parts, ALL):
            return chosen
        return self.parts[0] if len(self.parts) == 1 else ""

    def get_object(self):
        if self.request.method == "POST" or not self.part:
            return self.latest
        earlier = self.previous_revision.as_object()
        contents = content_of(self.latest), content_of(earlier)
        return earlier.with_content_json(with_part(type(earlier), *contents, self.part))

    def restorable(self):
        """The parts to choose from: dicts for the links."""
        names = {code: cldr.name_in(code, get_language()) for code in cldr.language_codes()}
        names |= {SHARED: _("What all languages share"), ALL: _("Everything that differs")}
        parts = [*self.parts, *([ALL] if len(self.parts) > 1 else [])]
        return [
            {"name": names[part], "url": f"?part={part}", "is_chosen": part == self.part}
            for part in parts
        ]

    def get_context_data(self, **kwargs):
        if not self.form.is_bound:
            self.form.set_shown(
                self.form_class(
                    instance=self.real_page_record.get_latest_revision_as_object(),
                    subscription=self.subscription,
                    parent_page=self.parent,
                    for_user=self.request.user,
                )
            )
            kwargs |= {"restorable": self.restorable(), "is_part_chosen": bool(self.part)}
        return super().get_context_data(**kwargs)
