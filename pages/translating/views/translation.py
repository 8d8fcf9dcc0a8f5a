"""Translating a page, a picture, a document or a setting in the browser, text by text.

One form with a button that saves; a script beside it saves each text while somebody types. Both
write nothing but the target language's texts, onto the latest draft.
"""

from dataclasses import dataclass

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpResponseRedirect, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.ui.menus.pages import PageMenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.pages.utils import get_breadcrumbs_items_for_page
from wagtail.models import ReferenceIndex

from languages import cldr
from languages.characters import says_nothing
from languages.progress import whole_percent
from pages.access.permissions import editable_languages, lock_for, may_translate
from pages.models import BasePage, CustomImage
from pages.primary_keys import primary_key
from pages.translating import checks, machine, status, suggestions, units
from pages.translating.machine import MachineTranslationError
from pages.translating.segments import State, normal
from pages.translating.terms import Terms
from pages.translating.views.cards import Card, link_titles, typed
from pages.translating.views.changes import STATE_LABELS
from pages.translating.writing import Refusal, Translation, opened, write, write_into

# The choices of the filter.
SHOWN = ("all", State.MISSING.value, State.OUTDATED.value)
# The most unfinished texts that get suggestions at once.
WITH_SUGGESTIONS = 300


def view_url(key, source, target):
    """The URL of the translation view of a unit, by its key."""
    return reverse("translation_view", args=[key, source, target])


@dataclass(frozen=True)
class Progress:
    """The progress of a unit's translation."""

    total: int
    missing: int
    outdated: int
    words: int
    words_left: int

    @classmethod
    def of(cls, segments):
        """The progress of a list of segments."""
        states = [segment.state for segment in segments]
        left = [segment for segment in segments if segment.state != State.COMPLETE]
        return cls(
            len(segments),
            states.count(State.MISSING),
            states.count(State.OUTDATED),
            sum(segment.words for segment in segments),
            sum(segment.words for segment in left),
        )

    @property
    def complete(self):
        """The number of texts that are done."""
        return self.total - self.missing - self.outdated

    @property
    def percent(self):
        """The percentage of words that are done, 100 only if all are."""
        return whole_percent(self.words, self.words_left)


@dataclass(frozen=True)
class Picture:
    """A picture of a page, with what it says as cards."""

    image: CustomImage
    cards: list
    url: str


@dataclass(frozen=True)
class Sent:
    """What a form says of one text: ``source`` and ``seen`` are what the person saw, ``text`` what
    they wrote."""

    segment: str
    source: str
    seen: str
    text: str

    @property
    def is_changed(self):
        """Whether they wrote something else."""
        return normal(self.text) != normal(self.seen)

    def translation(self, text=None):
        """What is to be written."""
        return Translation(
            self.segment, self.source, self.text if text is None else text, self.seen
        )


class TranslationView(WagtailAdminTemplateMixin, TemplateView):
    """A unit's texts in one language beside those in another."""

    template_name = "pages/translating/view/view.html"
    page_title = gettext_lazy("Translation")
    header_icon = "globe"

    def dispatch(self, request, *args, key, source, target, **kwargs):
        self.unit = units.by_key(key)
        codes = cldr.language_codes()
        if self.unit is None or source not in codes or target not in codes or source == target:
            raise Http404
        self.source, self.target = source, target
        if not may_translate(request.user, self.unit, target):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    # What there is

    @cached_property
    def has_drafts(self):
        """Whether what is written waits until somebody publishes it."""
        return units.has_drafts(type(self.unit))

    @cached_property
    def lock(self):
        """What keeps the person from writing, if anything does."""
        return lock_for(self.unit, self.request.user) if self.has_drafts else None

    @cached_property
    def terms(self):
        """The glossary between the two languages."""
        return Terms(self.source, self.target)

    def segments(self):
        """The unit's texts as they are now."""
        return status.segments(self.unit, self.source, self.target)

    def card(self, segment, number, titles, **values):
        """A text as the screen shows it."""
        return Card(
            number, segment, self.source, self.target, self.terms, link_titles=titles, **values
        )

    def problems(self, segment, text):
        """What the checks say of a text."""
        return checks.problems(segment, text, self.source, self.target, terms=self.terms)

    # Saving

    def post(self, request, **kwargs):
        """Save what is written, say of a text that it is still right, or ask the machine.

        A script is answered in JSON about the one text that it is about.
        """
        if request.accepts("text/html"):
            return self.post_form()
        return self.post_script()

    def sent(self, number):
        """What the form says of the text of a number."""
        fields = ("segment", "source", "seen", "text")
        values = [self.request.POST.get(f"{name}-{number}") for name in fields]
        if None in values or any("\0" in value for value in values):
            raise BadRequest("A text of the form is not complete.")
        return Sent(*(value.replace("\r\n", "\n") for value in values))

    def post_form(self):
        """Save the changed texts of the whole form; those with errors are shown again as typed."""
        found = {segment.id: segment for segment in self.segments()}
        sent = {}
        for name in self.request.POST:
            prefix, _dash, number = name.partition("-")
            if prefix == "segment" and number.isascii() and number.isdecimal():
                one = self.sent(number)
                text = typed(one.text, found.get(one.segment))
                sent[one.segment] = Sent(one.segment, one.source, one.seen, text)
        if self.lock:
            messages.error(self.request, self.lock.get_message(self.request.user))
            return self.again(found, sent, {})
        if name := self.request.POST.get("machine"):
            return self.proposed(found, sent, name)
        translations = [one.translation() for one in sent.values() if one.is_changed]
        confirmed = sent.get(self.request.POST.get("confirm", ""))
        if confirmed and not confirmed.is_changed:
            translations.append(confirmed.translation())
        outcome = self.write(translations)
        number = len(outcome.written) + len(outcome.confirmed)
        if number:
            messages.success(
                self.request,
                ngettext("One text is saved.", "%(number)d texts are saved.", number)
                % {"number": number},
            )
        emptied = [one for one in sent.values() if one.is_changed and says_nothing(one.text)]
        if emptied:
            messages.warning(self.request, self.said_of_empty)
        if outcome.refused:
            messages.error(
                self.request, _("Some texts were not saved: see the messages below them.")
            )
            return self.again(found, sent, outcome.refused)
        return HttpResponseRedirect(self.next_url)

    said_of_empty = gettext_lazy("An empty text is not saved: the earlier translation stays.")

    def write(self, translations, **options):
        """Write translations, and read the unit again."""
        return write(
            self.unit, self.source, self.target, translations, user=self.request.user, **options
        )

    @property
    def next_url(self):
        """Where to go after everything is saved: this screen, or that from which it was sent."""
        url = self.request.POST.get("next", "")
        if url and url_has_allowed_host_and_scheme(url, allowed_hosts=None):
            return url
        show = self.request.GET.get("show")
        return self.request.path + (f"?show={show}" if show in SHOWN[1:] else "")

    def proposed(self, found, sent, name):
        """The form again, the machine's proposal in the place of one text."""
        if name not in found:
            raise BadRequest("No such text.")
        try:
            text = machine.translate(found[name], self.source, self.target)
        except MachineTranslationError as error:
            messages.error(self.request, str(error))
        else:
            before = sent.get(name) or Sent(name, found[name].source, found[name].target, "")
            sent[name] = Sent(name, before.source, before.seen, text)
        return self.again(found, sent, {})

    def again(self, found, sent, refused):
        """The form with what is written in it, and what is wrong with that."""
        written = {one.segment: one.text for one in sent.values() if one.is_changed}
        gone = written.keys() - found.keys()
        context = self.get_context_data(
            written={name: text for name, text in written.items() if not says_nothing(text)},
            refused=refused,
            gone=[written[name] for name in sent if name in gone],
        )
        return self.render_to_response(context)

    # Saving while somebody types

    def post_script(self):
        """Do what a script asks for one text, in JSON."""
        do = self.request.POST.get("do")
        if do not in ("save", "check", "confirm", "machine"):
            raise BadRequest("No such action.")
        sent = self.sent("0")
        if do in ("save", "confirm"):
            return self.answer_of_saving(sent, is_confirmed=do == "confirm")
        segments = self.segments()
        segment = next((one for one in segments if one.id == sent.segment), None)
        if segment is None:
            return self.answer_of_unknown()
        if do == "machine":
            return self.answer_of_machine(segment, segments)
        sent = Sent(sent.segment, sent.source, sent.seen, typed(sent.text, segment))
        card = self.answered_card(segment, sent, self.problems(segment, sent.text))
        return self.answer(card, segments, is_saved=False)

    def answer_of_unknown(self):
        return self.answer(is_saved=False, message=Refusal.UNKNOWN.label, code=Refusal.UNKNOWN)

    def answer_of_saving(self, sent, *, is_confirmed):
        """Write or confirm one translation; the unit's texts are read once."""
        with opened(self.unit, self.source, self.target) as unit:
            if sent.segment not in unit.segments:
                return self.answer_of_unknown()
            text = typed(sent.text, unit.segments[sent.segment])
            sent = Sent(sent.segment, sent.source, sent.seen, text)
            lock = lock_for(unit.instance, self.request.user) if self.has_drafts else None
            if lock:
                message = lock.get_message(self.request.user)
                return self.answer(is_saved=False, message=message, code="locked")
            if not is_confirmed and says_nothing(text):
                return self.answer(is_saved=False, message=self.said_of_empty, code="empty")
            text = sent.seen if is_confirmed else text
            outcome = write_into(
                unit,
                [sent.translation(text)],
                user=self.request.user,
                overwrite=primary_key(self.request.POST.get("revision")),
            )
        segments = [*outcome.segments.values()]
        segment = outcome.segments[sent.segment]
        refused = outcome.refused.get(sent.segment)
        warnings = [problem for problem in self.problems(segment, text) if not problem.is_error]
        card = self.answered_card(segment, sent, [*(refused or ()), *warnings])
        is_new = outcome.written and self.has_drafts
        latest = BasePage.objects.get(pk=self.unit.pk).latest_revision_id if is_new else None
        code = refused[0].code if refused else ""
        return self.answer(card, segments, is_saved=not refused, code=code, revision=latest)

    def answered_card(self, segment, sent, problems):
        number = primary_key(self.request.POST.get("number")) or 0
        card = self.card(segment, number, {}, problems=problems)
        is_conflict = any(problem.code == Refusal.CHANGED for problem in problems)
        card.theirs = segment.target if is_conflict else None
        return card

    def answer_of_machine(self, segment, segments):
        try:
            text = machine.translate(segment, self.source, self.target)
        except MachineTranslationError as error:
            return self.answer(is_saved=False, message=str(error), code="machine")
        sent = Sent(segment.id, segment.source, segment.target, text)
        card = self.answered_card(segment, sent, self.problems(segment, text))
        card.written = text
        return self.answer(card, segments, is_saved=False, text=card.text)

    def answer(self, card=None, segments=(), *, is_saved, message="", **values):
        """What a script is told: of one text, and of all of them."""
        answer = {"isSaved": is_saved, "message": str(message), **values}
        if card:
            context = {**self.card_context, "card": card}
            answer |= {
                "state": card.state,
                "stateLabel": str(card.state_label),
                "seen": card.seen,
                "source": card.segment.source,
                "sourceHtml": card.source_html,
                "changeHtml": self.rendered("change", context),
                "notesHtml": self.rendered("notes", context),
                "progressHtml": self.rendered("progress", {"progress": Progress.of(segments)}),
            }
        return JsonResponse(answer)

    def rendered(self, name, context):
        """A part of the screen."""
        return render_to_string(f"pages/translating/view/{name}.html", context, self.request)

    # Showing

    @cached_property
    def card_context(self):
        """What is the same for all texts."""
        return {
            "source": self.source,
            "target": self.target,
            "source_direction": cldr.direction(self.source),
            "target_direction": cldr.direction(self.target),
            "is_locked": bool(self.lock),
            "machine": self.machine_name,
        }

    @cached_property
    def machine_name(self):
        """What the machine is called, or nothing where there is none."""
        provider = machine.provider()
        return provider and (provider.name or _("a machine"))

    def get_context_data(self, written=None, refused=None, gone=(), **kwargs):
        written, refused = written or {}, refused or {}
        show = self.request.GET.get("show")
        show = show if show in SHOWN and not written else SHOWN[0]
        segments = self.segments()
        cards = self.cards(segments, written, refused, show)
        self.suggest(cards)
        return super().get_context_data(
            **self.card_context,
            unit=self.unit,
            cards=cards,
            gone=gone,
            has_drafts=self.has_drafts,
            lock_message=self.lock and self.lock.get_message(self.request.user),
            progress=Progress.of(segments),
            show=show,
            filters=self.filters(segments, show),
            is_nothing_shown=all(card.is_hidden for card in cards),
            pictures=self.pictures(len(cards)) if self.has_drafts else [],
            next_url=self.next_url,
            links=self.links(),
            pairs=self.pairs(),
            shortcuts=self.shortcuts(),
            **kwargs,
        )

    def cards(self, segments, written, refused, show):
        """The texts as the screen shows them."""
        titles = link_titles(segments, get_language())
        cards = []
        for number, segment in enumerate(segments, start=1):
            text = written.get(segment.id)
            found = self.problems(segment, segment.target if text is None else text)
            problems = [*refused.get(segment.id, ())]
            codes = {problem.code for problem in problems}
            problems += [problem for problem in found if problem.code not in codes]
            cards.append(
                self.card(
                    segment,
                    number,
                    titles,
                    written=text,
                    problems=problems,
                    theirs=segment.target if Refusal.CHANGED in codes else None,
                    is_hidden=show not in (SHOWN[0], segment.state),
                )
            )
        return cards

    def suggest(self, cards):
        """Give unfinished texts their suggestions."""
        unfinished = [card for card in cards if card.segment.state != State.COMPLETE]
        unfinished = unfinished[:WITH_SUGGESTIONS]
        found = suggestions.suggest([card.segment for card in unfinished], self.source, self.target)
        for card in unfinished:
            several = found.get(card.segment.id, [])
            card.suggestions = [one for one in several if normal(one.text) != normal(card.seen)]

    def filters(self, segments, show):
        """The links of the filter, as dicts."""
        progress = Progress.of(segments)
        numbers = (progress.total, progress.missing, progress.outdated)
        labels = (_("All texts"), STATE_LABELS[State.MISSING], STATE_LABELS[State.OUTDATED])
        return [
            {
                "name": name,
                "label": label,
                "number": number,
                "url": self.request.path + ("" if name == SHOWN[0] else f"?show={name}"),
                "is_chosen": name == show,
            }
            for name, label, number in zip(SHOWN, labels, numbers, strict=True)
        ]

    def pictures(self, first):
        """The pictures that the draft shows, as far as the person may write their texts."""
        images = {}
        image_type = units.content_type_of(CustomImage).pk
        draft = self.unit.get_latest_revision_as_object()
        for to_type, key, *_where in ReferenceIndex._extract_references_from_object(draft):
            if to_type == image_type:
                images[key] = None
        found = CustomImage.objects.prefetch_renditions("max-165x165").in_bulk([*images])
        shown = [found[int(key)] for key in images if int(key) in found]
        shown = [
            image
            for image in shown
            if not image.is_decorative and may_translate(self.request.user, image, self.target)
        ]
        pictures, number = [], first
        for image, segments in status.segments_of_stored(shown, self.source, self.target):
            cards = []
            for segment in segments:
                number += 1
                problems = self.problems(segment, segment.target)
                cards.append(self.card(segment, number, {}, problems=problems))
            if cards:
                pictures.append(
                    Picture(image, cards, view_url(units.unit_key(image), self.source, self.target))
                )
        return pictures

    def links(self):
        """Where else one may go from here: (label, url)."""
        yield _("Translations"), reverse("translation_board")
        if self.has_drafts:
            draft = reverse("wagtailadmin_pages:view_draft", args=[self.unit.pk])
            yield _("Preview"), f"{draft}?mode={self.target}"
            yield _("Languages"), reverse("page_languages", args=[self.unit.pk])
            query = urlencode({"page": self.unit.pk, "source": self.source, "target": self.target})
            yield _("Export for translation"), f"{reverse('translation_export')}?{query}"
        if edit_url := AdminURLFinder(self.request.user).get_edit_url(self.unit):
            yield _("Edit"), edit_url

    def pairs(self):
        """The same between other languages: dicts for the links."""
        return [
            {
                "source": source,
                "target": target,
                "url": view_url(units.unit_key(self.unit), source, target),
            }
            for source in cldr.language_codes()
            for target in editable_languages(self.request.user)
            if source != target and (source, target) != (self.source, self.target)
        ]

    def shortcuts(self):
        """The keys that the script knows: (keys, what they do)."""
        return [
            (("Ctrl", "Enter"), _("Save and go to the next unfinished text")),
            (("Alt", "↓"), _("Next text")),
            (("Alt", "↑"), _("Previous text")),
            (("Alt", "C"), _("Copy the source text")),
            (("Alt", "T"), _("Copy all tags of the source text")),
            (("Alt", "1"), _("Put the first tag around the selection; likewise up to 9")),
            (("Alt", "S"), _("Insert a suggestion; press again for the next one")),
            (("Alt", "R"), _("Still right: the outdated translation needs no change")),
            *([(("Alt", "M"), _("Translate by machine"))] if self.machine_name else ()),
        ]

    def get_page_subtitle(self):
        return units.title_of(self.unit, get_language())

    def get_header_title(self):
        return _("Translate “%(title)s”") % {"title": self.get_page_subtitle()}

    def get_breadcrumbs_items(self):
        if self.has_drafts:
            before = get_breadcrumbs_items_for_page(self.unit, self.request.user)
        else:
            before = self.breadcrumbs_items
        return [
            *before,
            {"url": "", "label": self.page_title, "sublabel": self.get_page_subtitle()},
        ]


class TranslateMenuItem(PageMenuItem):
    """Leads from a page's editor and from lists to its translation into one language."""

    icon_name = "globe"

    def is_shown(self, user):
        """Whether somebody may translate the page."""
        return units.is_translated(self.page) and self.page.permissions_for_user(user).can_edit()


def menu_items(page, user, priority):
    """The ways to a page's translation, from the language that it was written in into each that
    somebody may write."""
    source = units.source_language(page)
    for target in editable_languages(user):
        if target != source:
            name = cldr.name_in(target, get_language())
            yield TranslateMenuItem(
                label=_("Translate: %(language)s") % {"language": name},
                url=view_url(units.unit_key(page), source, target),
                page=page,
                priority=priority,
            )
