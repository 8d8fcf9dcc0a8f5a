"""What a review keeps as it is while it waits: what is reviewed, not the whole page."""

from django.utils.functional import cached_property
from wagtail.locks import WorkflowLock

from languages import cldr
from pages.access.permissions import editable_languages, may_edit_shared
from pages.merging.revision_data import content_of, difference, texts


class ReviewLock(WorkflowLock):
    """Wagtail's lock, but for people who could not touch what is reviewed: a translator goes on
    while another language's texts wait. Nothing of theirs gets into the review."""

    def for_user(self, user):
        """Whether somebody has to wait for the reviewers."""
        if not super().for_user(user):
            return False
        own = editable_languages(user)
        return not own or may_edit_shared(user) or not self.reviewed.isdisjoint(own)

    @cached_property
    def reviewed(self):
        """The codes of the languages in which the version under review says what is not live."""
        # As stored: what is in the editor's hands may be its draft.
        model = self.object.specific_class
        page = model.objects.get(pk=self.object.pk)
        content = self.object.current_workflow_task_state.revision.content
        if page.live:
            return set(difference(model, content_of(page), content).languages)
        return {code for code in cldr.language_codes() if texts(model, content, code)}
