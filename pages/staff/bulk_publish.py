"""Bulk publishing: every language of each page, or nothing if a text is missing."""

from django.http import HttpResponseRedirect
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.views.pages.bulk_actions import PublishBulkAction

from languages import cldr
from pages.access.permissions import lock_for
from pages.models.editing import ReleaseError
from pages.versions.releasing import release_all


class PublishAllLanguages(PublishBulkAction):
    """Wagtail's action, by the rules of releasing."""

    def prepare_action(self, pages, pages_without_access):
        """Refuse all if a selected page is locked or misses a text, and name these."""
        faults = []
        for page in pages:
            if lock := lock_for(page, self.request.user):
                faults.append((page.get_admin_display_title(), lock.get_message(self.request.user)))
                continue
            try:
                draft = page.get_latest_revision_as_object()
                languages = cldr.language_codes()
                draft.refuse_unfinished(languages, items_in=languages)
            except ReleaseError as error:
                faults += [(page.get_admin_display_title(), text) for text in error.messages]
        if faults:
            lines = format_html_join("", "<li>{} – {}</li>", faults)
            heading = _("Nothing was published:")
            messages.error(self.request, format_html("{}<ul>{}</ul>", heading, lines))
            return HttpResponseRedirect(self.next_url)
        return super().prepare_action(pages, pages_without_access)

    @classmethod
    def execute_action(cls, objects, include_descendants=False, user=None, **kwargs):
        """Publish the pages, and the complete, unlocked pages below them that are not live."""
        below = 0
        for page in objects:
            release_all(page, user=user)
            if not include_descendants:
                continue
            for descendant in page.get_descendants().not_live().specific():
                if user is None or descendant.permissions_for_user(user).can_release_now():
                    try:
                        release_all(descendant, user=user)
                    except ReleaseError:
                        continue
                    below += 1
        return len(objects), below
