"""The state of each language of a page: live, draft, completeness, schedule."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from wagtail.models import Revision

from languages import cldr
from languages.texts import column
from pages.merging.revision_data import item_models, own_texts, text_columns, texts
from pages.models import ScheduledRelease
from pages.querysets import REQUIRED_TEXTS, is_filled


@dataclass(frozen=True, slots=True)
class LanguageState:
    """The state of one language of a page.

    ``is_live``: the page can be read in this language by those who may open it; ``has_draft``: the
    latest draft differs from what is live; ``filled`` of ``total``: how many of the texts are
    filled, out of those filled in any language or required; ``release_at``, ``withdraw_at``:
    scheduled times, or None.
    """

    language: str
    is_live: bool
    is_released: bool
    has_draft: bool
    filled: int
    total: int
    release_at: datetime | None = None
    withdraw_at: datetime | None = None

    @property
    def status(self):
        """``"missing"``, ``"partial"`` or ``"complete"``."""
        if not self.filled:
            return "missing"
        return "complete" if self.filled == self.total else "partial"


def language_states(pages):
    """The states of pages' languages: ``{page pk: {language: LanguageState}}``, the default
    language first.

    In: pages, as ``BasePage`` or specific. The number of queries depends on the number of page
    types, not of pages.
    """
    pages = list(pages)
    live = _live_texts(pages)
    drafts = _draft_texts(pages)
    schedules = _schedules(pages)
    return {
        page.pk: _states_of(page, live[page.pk], drafts.get(page.pk), schedules[page.pk])
        for page in pages
    }


def _states_of(page, live, draft, schedule):
    latest = live if draft is None else draft
    wanted = set().union(*latest.values(), ((name,) for name in REQUIRED_TEXTS))
    states = {}
    for language in cldr.language_codes():
        is_released = page.live and bool(getattr(page, column("released", language)))
        states[language] = LanguageState(
            language=language,
            is_live=is_released and all(is_filled(page, name, language) for name in REQUIRED_TEXTS),
            is_released=is_released,
            has_draft=latest[language] != (live[language] if page.live else {}),
            filled=len(latest[language]),
            total=len(wanted),
            release_at=schedule.get((language, ScheduledRelease.Action.RELEASE)),
            withdraw_at=schedule.get((language, ScheduledRelease.Action.WITHDRAW)),
        )
    return states


def _draft_texts(pages):
    """The texts of the latest drafts by page and language; pages without a draft are left out."""
    drafts = {
        page.latest_revision_id: page
        for page in pages
        if page.has_unpublished_changes and page.latest_revision_id
    }
    if not drafts:
        return {}
    found = {}
    for pk, content in Revision.objects.filter(pk__in=drafts).values_list("pk", "content"):
        page = drafts[pk]
        found[page.pk] = {
            language: texts(page.specific_class, content, language)
            for language in cldr.language_codes()
        }
    return found


def _live_texts(pages):
    """The stored texts of the pages and their items, by page and language."""
    found = {page.pk: {language: {} for language in cldr.language_codes()} for page in pages}
    page_models, relations = defaultdict(list), {}
    for page in pages:
        page_models[page.specific_class].append(page.pk)
        for name, model in item_models(page.specific_class).items():
            relations[name, model] = None
    for model, pks in page_models.items():
        for values in _stored(model).filter(pk__in=pks).values("pk", *text_columns(model)):
            for language, page_texts in found[values["pk"]].items():
                page_texts |= own_texts(model, values, language)
    for relation, model in relations:
        if not text_columns(model):
            continue
        items = _stored(model).filter(page__in=found)
        for values in items.values("page", "key", *text_columns(model)):
            for language, page_texts in found[values["page"]].items():
                where = (relation, str(values["key"]))
                page_texts |= own_texts(model, values, language, where)
    return found


def _stored(model):
    """A model's base queryset, without its own manager's joins."""
    return model._base_manager.order_by()


def _schedules(pages):
    """The scheduled times, by page and then by (language, action)."""
    found = defaultdict(dict)
    for plan in ScheduledRelease.objects.filter(page__in=[page.pk for page in pages]):
        found[plan.page_id][plan.language, plan.action] = plan.at
    return found
