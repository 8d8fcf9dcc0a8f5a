"""Releasing, withdrawing and scheduling each language of a page separately.

All live languages of a page form one revision. Releasing a language publishes a revision with that
language from a draft and the others from the live page; then the draft is saved again as the latest
revision. Callers check permissions.
"""

import logging
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from languages import cldr
from languages.texts import column
from pages.access.permissions import may_edit_shared
from pages.merging.revision_data import (
    by_key,
    content_of,
    difference,
    fill_bare_columns,
    item_models,
    own_texts,
    three_way,
    with_keys_of,
)
from pages.models import BasePage, ScheduledRelease
from pages.models.editing import ReleaseError

logger = logging.getLogger(__name__)

Action = ScheduledRelease.Action


class _Versions:
    """The live page and the draft that an action starts from; locks the page's row."""

    def __init__(self, page):
        self.page = BasePage.objects.select_for_update().get(pk=page.pk).specific
        if self.page.alias_of_id:
            raise ReleaseError(_("This page is an alias: it is published with its original."))
        if self.page.is_root():
            raise ReleaseError(_("The root page is never shown to visitors."))
        self.model = type(self.page)
        self.live = content_of(self.page)
        self.draft_revision = self.page.latest_revision
        has_draft = self.page.has_unpublished_changes and self.draft_revision
        self.draft = self.draft_revision.content if has_draft else self.live
        self.released = {
            language
            for language in cldr.language_codes()
            if self.page.live and self.live[column("released", language)]
        }

    def publish(self, content, released, user, *, new=()):
        """Publish a content and restore the draft; returns the revision that is now live.

        ``new`` are the languages with new texts: raises ReleaseError if they lack required ones.
        """
        self._prepare(content, released)
        version = self.page.with_content_json(content)
        version.go_live_at = None
        version.refuse_unfinished(released, items_in=new)
        try:
            revision = version.save_revision(user=user)
            version.publish(revision, user=user, log_action=False, skip_permission_checks=True)
        except ReleaseError:
            raise
        except ValidationError as error:
            raise ReleaseError(error) from error
        self._log_new_title(revision, user)
        self._put_draft_back(released)
        self._end_finished_workflow(user)
        return revision

    def _prepare(self, content, released):
        """Set a content's released languages and its items' primary keys."""
        for language in cldr.language_codes():
            content[column("released", language)] = language in released
        content["released"] = content[column("released", settings.LANGUAGE_CODE)]
        fill_bare_columns(self.model, content)
        with_keys_of(self.model, content, self.live)

    def _put_draft_back(self, released):
        """Save the draft's differences from the live page as the latest revision."""
        before, self.page = self.live, self.model.objects.get(pk=self.page.pk)
        self.live = content_of(self.page)
        draft = three_way(self.model, before, self.draft, self.live)
        if difference(self.model, self.live, draft):
            self.save_draft(draft, released, self.draft_revision and self.draft_revision.user)

    def save_draft(self, content, released, user, **options):
        """Save a content as the latest revision, and return it."""
        self._prepare(content, released)
        draft = self.page.with_content_json(content)
        return draft.save_revision(user=user, clean=False, **options)

    def _log_new_title(self, revision, user):
        version = revision.as_object()
        if (old := str(self.page)) != (new := str(version)) and self.page.live:
            title = {"title": {"old": old, "new": new}}
            log(version, "wagtail.rename", user=user, revision=revision, data=title)

    def _end_finished_workflow(self, user):
        """End a review with nothing left to publish."""
        page = self.model.objects.get(pk=self.page.pk)
        if not page.has_unpublished_changes and (state := page.current_workflow_state):
            state.cancel(user=user)


def _note(page, kind, language, user, revision=None, **data):
    """Log an action; only discarding changes a draft's content."""
    page = page.specific_class.objects.get(pk=page.pk)
    log(
        page,
        f"pages.{kind}",
        user=user,
        revision=revision,
        data={"language": language} | data,
        content_changed=kind == "discard",
    )


def planned(page, action, languages):
    """The languages with a scheduled ``action``: doing it manually ends the schedule."""
    plans = ScheduledRelease.objects.filter(page=page, action=action, language__in=languages)
    return [code for code in languages if code in set(plans.values_list("language", flat=True))]


def _drop_plans(page, action, languages, user):
    for plan in ScheduledRelease.objects.filter(page=page, action=action, language__in=languages):
        cancel_schedule(plan, user=user)


def release(page, language, *, revision=None, user=None):
    """Publish one language of a page from a revision, by default the latest draft.

    Shared content, including the set and order of items, is published with it; other languages'
    texts stay as they are, live and in the draft. Returns the revision that is now live. Raises
    ReleaseError, with messages that name the missing texts.
    """
    return _release(page, [language], revision, user)


def release_all(page, *, revision=None, user=None):
    """Publish every language of a page, as ``release`` does for one."""
    return _release(page, cldr.language_codes(), revision, user)


@transaction.atomic
def _release(page, languages, revision, user, base=None):
    """Release languages; ``base`` is what was live when the revision was approved, if it has
    changed."""
    versions = _Versions(page)
    source = revision.content if revision else versions.draft
    content = _content_to_release(versions, source, languages, base)
    published = versions.publish(content, versions.released | {*languages}, user, new=languages)
    for language in languages:
        _note(page, "release", language, user, published)
    _drop_plans(page, Action.RELEASE, languages, user)
    return published


def _content_to_release(versions, source, languages, base=None):
    """The content to publish: the given languages from ``source``, others as live."""
    others = [code for code in cldr.language_codes() if code not in languages]
    content = three_way(
        versions.model,
        base or versions.live,
        versions.live,
        source,
        of_first=others,
        of_second=languages,
    )
    _leave_out_emptied_items(versions, content, source, others)
    # A page needs its title in the default language, whichever language is released first.
    default_title = column("title", settings.LANGUAGE_CODE)
    content[default_title] = content[default_title] or source[default_title]
    return content


def _leave_out_emptied_items(versions, content, source, languages):
    """Remove items from a content that are not live and have no text left, but have texts in
    ``languages`` in ``source``."""
    for relation, item_model in item_models(versions.model).items():
        live, written = by_key(versions.live[relation]), by_key(source[relation])
        content[relation] = [
            item
            for item in content[relation]
            if item["key"] in live
            or not any(own_texts(item_model, written[item["key"]], code) for code in languages)
            or any(own_texts(item_model, item, code) for code in cldr.language_codes())
        ]


@transaction.atomic
def withdraw(page, language, *, user=None):
    """Withdraw one language of a page; without any released language, the page is unpublished.

    Its texts are kept. Raises ReleaseError if the language is not released, or if the home page
    would become unavailable.
    """
    versions = _Versions(page)
    if language not in versions.released:
        raise ReleaseError(_("The page is not published in this language."))
    released = versions.released - {language}
    if released:
        versions.publish(dict(versions.live), released, user)
    elif versions.page.is_site_root():
        raise ReleaseError(_("The home page must stay published in at least one language."))
    else:
        setattr(versions.page, column("released", language), False)
        versions.page.unpublish(user=user)
        if versions.draft_revision:
            versions.page = versions.model.objects.get(pk=page.pk)
            versions.save_draft(dict(versions.draft), released, versions.draft_revision.user)
    _note(page, "withdraw", language, user)
    _drop_plans(page, Action.WITHDRAW, [language], user)


@transaction.atomic
def discard_draft(page, language, *, user=None):
    """Reset a language of the draft to what is live; the old draft stays in the history.

    An item that exists only in the draft and has no text left is removed, if the ``user`` may
    change shared content. Raises ReleaseError if the page is not live.
    """
    versions = _Versions(page)
    model, live = versions.model, versions.live
    if not versions.page.live:
        raise ReleaseError(
            _("The page is not published, so there is no published version to go back to.")
        )
    draft = three_way(model, live, live, versions.draft, of_first=[language])
    if user is None or may_edit_shared(user):
        _leave_out_emptied_items(versions, draft, versions.draft, [language])
    is_left = bool(difference(model, live, draft))
    revision = versions.save_draft(draft, versions.released, user, changed=is_left)
    if not is_left:
        # What is live is all there is now.
        BasePage.objects.filter(pk=page.pk).update(has_unpublished_changes=False)
    _note(page, "discard", language, user, revision)


@transaction.atomic
def schedule(page, language, action, at, *, revision=None, user=None):
    """Schedule the release of a language of a page from a revision (by default the latest draft),
    or its withdrawal; replaces an earlier schedule of the same action. Returns the
    ScheduledRelease.

    ``action`` is a ``ScheduledRelease.Action``, ``at`` an aware datetime. Raises ReleaseError if
    the time has passed, if texts are missing, or if the language would be withdrawn before it is
    released.
    """
    versions = _Versions(page)
    if at <= timezone.now():
        raise ReleaseError(_("Choose a time in the future."), code="time")
    plans = ScheduledRelease.objects.filter(page=page, language=language)
    planned = {plan.action: plan.at for plan in plans.exclude(action=action)} | {action: at}
    if action == Action.WITHDRAW:
        if language not in versions.released and Action.RELEASE not in planned:
            raise ReleaseError(_("The page is not published in this language."), code="time")
        revision = None
    else:
        revision = revision or versions.draft_revision or versions.page.save_revision(user=user)
        content = _content_to_release(versions, revision.content, [language])
        versions.page.with_content_json(content).refuse_unfinished([language], items_in=[language])
    if (
        language not in versions.released
        and len(planned) == len(Action)
        and planned[Action.WITHDRAW] <= planned[Action.RELEASE]
    ):
        raise ReleaseError(_("A language cannot be withdrawn before it is released."), code="time")
    plan, _is_new = ScheduledRelease.objects.update_or_create(
        page_id=page.pk,
        language=language,
        action=action,
        defaults={
            "at": at,
            "revision": revision,
            "live_content": versions.live if versions.page.live else None,
            "created_at": timezone.now(),
            "created_by": user,
        },
    )
    _note(page, "schedule", language, user, revision, action=action, at=at.isoformat())
    return plan


@transaction.atomic
def cancel_schedule(plan, *, user=None):
    """Delete a ScheduledRelease and log it as cancelled."""
    plan.delete()
    _note(plan.page, "cancel_schedule", plan.language, user, action=plan.action)


@dataclass(frozen=True)
class PlanResult:
    """The result of running a ScheduledRelease; ``error`` is None on success."""

    plan: ScheduledRelease
    error: str | None = None


def run_due(now=None):
    """Run the scheduled releases due at ``now``, in order of time; yields a PlanResult for each.

    Each runs in its own transaction. Failed ones stay scheduled and are retried next time.
    """
    plans = ScheduledRelease.objects.filter(at__lte=now or timezone.now())
    for pk, page_id in list(plans.values_list("pk", "page")):
        with transaction.atomic():
            # Lock the page first, as every other action does, to avoid deadlocks.
            BasePage.objects.select_for_update().filter(pk=page_id).first()
            plan = ScheduledRelease.objects.select_for_update(of=["self"]).filter(pk=pk).first()
            # Another process or a user may have run or cancelled it.
            due = plan and _run(plan)
        if due:
            yield due


def _run(plan):
    try:
        with transaction.atomic():
            # Delete it here, or it would be logged as cancelled.
            ScheduledRelease.objects.filter(pk=plan.pk).delete()
            if plan.action == Action.WITHDRAW:
                withdraw(plan.page, plan.language, user=plan.created_by)
            else:
                _release(
                    plan.page, [plan.language], plan.revision, plan.created_by, plan.live_content
                )
    except ValidationError as error:
        return PlanResult(plan, " ".join(error.messages))
    except Exception as error:
        # An error in one page must not stop the others.
        logger.exception("Planned release %s of page %s failed", plan.pk, plan.page_id)
        return PlanResult(plan, f"{type(error).__name__}: {error}")
    return PlanResult(plan)
