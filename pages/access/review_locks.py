"""The lock of a page under review: it covers the reviewed languages only."""

from django.utils.functional import cached_property
from wagtail.locks import WorkflowLock

from languages import cldr
from pages.access.permissions import editable_languages, may_edit_shared
from pages.merging.revision_data import content_of, difference, texts


class ReviewLock(WorkflowLock):
    """Wagtail's lock, but not for users who cannot edit what is under review: translators can go on
    with other languages. Their changes are not part of the review."""

    def for_user(self, user):
        """Whether the lock applies to a user."""
        if not super().for_user(user):
            return False
        own = editable_languages(user)
        return not own or may_edit_shared(user) or not self.reviewed.isdisjoint(own)

    @cached_property
    def reviewed(self):
        """The codes of the languages in which the revision under review differs from the live
        page."""
        # Read from the database: the instance in hand may be a draft.
        model = self.object.specific_class
        page = model.objects.get(pk=self.object.pk)
        content = self.object.current_workflow_task_state.revision.content
        if page.live:
            return set(difference(model, content_of(page), content).languages)
        return {code for code in cldr.language_codes() if texts(model, content, code)}
