"""Outdated translations in the editor: what has changed in the source, and confirming."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

from django.core.exceptions import BadRequest, PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponseRedirect, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.ui.side_panels import BaseSidePanel

from languages import cldr
from languages.texts import column
from pages.access.permissions import lock_for, may_edit_language, may_translate
from pages.admin_urls import board_url
from pages.models import BasePage
from pages.translating import board, markup, status, units
from pages.translating.differences import Change, difference
from pages.translating.segments import State, text_digest
from pages.translating.trees import child_models
from pages.translating.views.changes import changes_as_html
from pages.translating.views.translation import view_url


@dataclass(frozen=True, slots=True)
class Note:
    """That a translation beside an input is outdated: ``difference`` is what has changed in the
    source, as safe HTML; ``target_text`` tells which text of a long one is meant; ``value`` is what
    the button sends."""

    source: str
    target: str
    since: datetime
    difference: str
    target_text: str
    is_inside: bool
    value: str
    url: str


def outdated_notes(page, user):
    """The notes on a page's texts, for those who may edit their languages: by place, which is
    ``(column,)`` or ``(relation, key, column)``."""
    source = units.source_language(page)
    targets = status.statuses_of(page).filter(source=source, outdated__gt=0)
    found = defaultdict(list)
    for target in targets.values_list("target", flat=True):
        if may_edit_language(user, target):
            for segment in status.segments(page, source, target):
                if segment.state == State.OUTDATED:
                    place = _place(units.model_of(page), segment.id, target)
                    found[place].append(_note(page, segment, source, target, place))
    return found


def _place(model, segment_id, target):
    """The place of a text's input in the editor."""
    first, *others = segment_id.split("/")
    if first in child_models(model):
        return first, others[0], column(others[1], target)
    return (column(first, target),)


def readable(segment, text):
    """A text of a segment without its tags."""
    return markup.plain(text) if segment.is_rich else text


def change_as_html(segment):
    """What has changed in the source of an outdated segment, as safe HTML: ``<del>`` and
    ``<ins>``; of a rich text its words, and a sentence where only its tags have changed."""
    old, new = readable(segment, segment.was or ""), readable(segment, segment.source)
    found = difference(old, new)
    if all(change == Change.KEPT for change, _piece in found):
        note = _("The words are the same; links or formatting have changed.")
        return format_html("{} <em>({})</em>", new, note)
    return changes_as_html(found)


def _note(page, segment, source, target, place):
    return Note(
        source=source,
        target=target,
        since=segment.since,
        difference=change_as_html(segment),
        target_text=readable(segment, segment.target),
        is_inside=segment.id.count("/") >= len(place),
        value=":".join((source, target, _seen(segment), segment.id)),
        url=view_url(units.unit_key(page), source, target),
    )


def _seen(segment):
    return text_digest(segment.source, segment.source_codes)


def put_beside_inputs(form, notes):
    """Give a page's form, and the forms of its items, the notes on their inputs, as safe HTML."""
    form.input_notes = _rendered(notes, ())
    # Formsets without translated texts, such as comments, have no notes.
    translated = child_models(type(form.instance))
    for relation, formset in getattr(form, "formsets", {}).items():
        for item in formset.forms if relation in translated else ():
            item.input_notes = _rendered(notes, (relation, str(item.instance.key or "")))


def _rendered(notes, where):
    return {
        place[-1]: [
            render_to_string("pages/translating/outdated_note.html", {"note": note})
            for note in found
        ]
        for place, found in notes.items()
        if place[:-1] == where
    }


class OutdatedNotesMixin:
    """Shows outdated translations in a page's editor, with links to the translation view."""

    def get_context_data(self, **kwargs):
        if self.expects_json_response or self.hydrate_create_view:
            return super().get_context_data(**kwargs)
        notes = outdated_notes(self.page, self.request.user)
        put_beside_inputs(self.form, notes)
        return super().get_context_data(**kwargs) | {
            "outdated_notes": sum(map(len, notes.values())),
            "still_right_url": reverse("translation_still_right", args=[units.unit_key(self.page)]),
        }

    def get_side_panels(self):
        panels = super().get_side_panels()
        if not (self.expects_json_response or self.hydrate_create_view):
            panels.append(TranslationsSidePanel(self.page, self.request))
        return panels


class TranslationsSidePanel(BaseSidePanel):
    """The page's progress in each language, with links to the translation view."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        """Counts what is outdated in the languages that the person may edit."""

        aria_label = gettext_lazy("Show or hide the translations")
        icon_name = "globe"

        def get_context_data(self, parent_context):
            rows = [cell["cell"].status for cell in self.panel.rows if cell["url"]]
            outdated = sum(row.outdated for row in rows if row)
            return super().get_context_data(parent_context) | {"count": outdated}

    name = "translations"
    title = gettext_lazy("Translations")
    template_name = "pages/translating/progress/side_panel.html"
    order = 150

    def __init__(self, page, request):
        super().__init__(page, request)
        self.rows = translation_rows(page, request.user)

    def get_context_data(self, parent_context):
        return super().get_context_data(parent_context) | {
            "rows": self.rows,
            "board_url": board_url(),
        }


def translation_rows(page, user):
    """A dict for each language of a page: ``cell`` as on the board, and ``url``, where it is
    translated, for those who may."""
    permissions = page.permissions_for_user(user)
    key = units.unit_key(page)
    return [
        {
            "cell": cell,
            "url": view_url(key, cell.source, language)
            if cell.status and permissions.can_translate(language)
            else "",
        }
        for language, cell in board.status_of(page).items()
    ]


class StillRightView(View):
    """Confirms that one translation is still right, though its source has changed.

    It confirms only the source that the user saw. The page itself is not changed, so open editors
    are not affected.
    """

    http_method_names = ["post"]

    @transaction.atomic
    def post(self, request, key):
        page = units.by_key(key)
        if not isinstance(page, BasePage):
            raise Http404
        source, target, seen, segment_id = self.parts(request)
        if not may_translate(request.user, page, target):
            raise PermissionDenied
        # Lock: nobody may save between comparing the text and confirming it.
        BasePage.objects.select_for_update().filter(pk=page.pk).first()
        if lock := lock_for(page, request.user):
            return self.answer(page, lock.get_message(request.user), HTTPStatus.CONFLICT)
        segment = next(
            (one for one in status.segments(page, source, target) if one.id == segment_id), None
        )
        if segment is None or _seen(segment) != seen:
            message = _(
                "The text has changed in the meantime. Reload the page to see the current version."
            )
            return self.answer(page, message, HTTPStatus.CONFLICT)
        if segment.state == State.OUTDATED:
            status.confirm(page, source, target, [segment_id])
        return self.answer(page, _("The translation is up to date again."), HTTPStatus.OK)

    def parts(self, request):
        """What the button sent: both languages, the digest of the source, the segment's id."""
        parts = request.POST.get("still_right", "").split(":", 3)
        codes = cldr.language_codes()
        if len(parts) < 4 or not {*parts[:2]} <= {*codes} or parts[0] == parts[1]:
            raise BadRequest("No such text.")
        return parts

    def answer(self, page, message, code):
        """A message for the script, or the editor again with it."""
        if self.request.accepts("text/html"):
            add = messages.success if code == HTTPStatus.OK else messages.error
            add(self.request, message)
            url = self.request.POST.get("next", "")
            host = {self.request.get_host()}
            if not url_has_allowed_host_and_scheme(url, host, self.request.is_secure()):
                url = reverse("wagtailadmin_pages:edit", args=[page.pk])
            return HttpResponseRedirect(url)
        return JsonResponse({"message": message}, status=code)
