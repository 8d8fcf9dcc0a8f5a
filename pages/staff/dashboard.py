"""What waits, and for whom: the admin's first screen."""

from django.db.models import CharField
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component
from wagtail.models import GroupApprovalTask, TaskState
from wagtail.permissions import policy_registry

from languages import cldr
from pages.access.permissions import editable_languages
from pages.admin_urls import board_url, languages_url
from pages.models import BasePage, ScheduledRelease
from pages.translating import board
from pages.versions.language_states import language_states

# How many pages of a kind are named; the others are a click away.
ROWS = 5


def explorable_pages(user):
    """The pages that a person may see in the admin."""
    policy = policy_registry.get_by_type(BasePage)
    pages = policy.explorable_instances(user).values("pk")
    return BasePage.objects.filter(depth__gt=1, pk__in=pages)


def list_url(language, state):
    """The explorer's list of all pages in a state of a language."""
    query = urlencode({f"state_{language}": state, "search_all": "on"})
    return f"{reverse('wagtailadmin_explore_root')}?{query}"


class WaitingPanel(Component):
    """For each language, which pages lack it, hold it back, or have changes to publish.

    Who may write some languages only is told of these.
    """

    name = "waiting"
    template_name = "pages/staff/dashboard/waiting_panel.html"
    order = 230

    def get_context_data(self, parent_context):
        user = parent_context["request"].user
        pages = explorable_pages(user)
        drafts = list(
            pages.filter(has_unpublished_changes=True).order_by("-latest_revision_created_at")
        )
        states = language_states(drafts)
        totals = {total.language: total for total in board.totals(model=BasePage)}
        languages = []
        for language in editable_languages(user) or cldr.language_codes():
            drafted = [page for page in drafts if states[page.pk][language].has_draft]
            groups = [
                group_of(_("Unpublished changes"), "draft", language, drafted),
                # Translators: Pages whose language is ready, but not released to visitors.
                group_of(_("Not published"), "held", language, pages.held_in(language)),
                # Translators: Pages without texts in a language.
                group_of(_("Missing"), "missing", language, pages.untitled_in(language)),
            ]
            waiting = [group for group in groups if group["total"]]
            languages.append(
                {
                    "code": language,
                    "groups": waiting,
                    "total": totals[language],
                    "board_url": board_url(language=language),
                    "outdated_url": board_url(language=language, state=board.OUTDATED),
                }
            )
        return {"languages": languages}


def group_of(heading, state, language, pages):
    """What the panel shows of the pages in one state, a list or a queryset of ``BasePage``."""
    total = len(pages) if isinstance(pages, list) else pages.count()
    return {
        "heading": heading,
        "total": total,
        "pages": [{"page": page, "url": languages_url(page)} for page in pages[:ROWS]],
        "all_url": list_url(language, state) if total > ROWS else "",
    }


class PlannedPanel(Component):
    """Which language of which page is released or withdrawn next."""

    name = "planned"
    template_name = "pages/staff/dashboard/planned_panel.html"
    order = 240

    def get_context_data(self, parent_context):
        pages = explorable_pages(parent_context["request"].user).values("pk")
        plans = ScheduledRelease.objects.filter(page__in=pages).select_related("page")
        return {
            "plans": [{"plan": plan, "url": languages_url(plan.page)} for plan in plans[: 2 * ROWS]]
        }


class InReviewPanel(Component):
    """What others are to review: nothing for this person to do, but it tells why a page waits, and
    for whom."""

    name = "in-review"
    template_name = "pages/staff/dashboard/in_review_panel.html"
    order = 225

    def get_context_data(self, parent_context):
        user = parent_context["request"].user
        # Revisions know their page by its key as a text.
        pages = explorable_pages(user).values_list(Cast("pk", CharField()), flat=True)
        tasks = (
            TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS)
            .exclude(pk__in=TaskState.objects.reviewable_by(user).values("pk"))
            .filter(revision__object_id__in=pages)
            .select_related("task", "workflow_state__requested_by", "revision")
            .prefetch_related("revision__content_object")
            .order_by("started_at")
        )
        tasks = list(tasks[:ROWS])
        groups = reviewers([task.task_id for task in tasks])
        rows = []
        for task in tasks:
            page = task.revision.content_object
            can_edit = page.permissions_for_user(user).can_edit()
            url = reverse("wagtailadmin_pages:edit", args=[page.pk])
            rows.append(
                {
                    "state": task,
                    "page": page,
                    "url": url if can_edit else languages_url(page),
                    "reviewers": groups.get(task.task_id, []),
                }
            )
        return {"tasks": rows}


def reviewers(task_ids):
    """The names of the groups that may approve, by the task's key."""
    tasks = GroupApprovalTask.objects.filter(pk__in=task_ids).prefetch_related("groups")
    return {task.pk: [group.name for group in task.groups.all()] for task in tasks}


def panels():
    """The panels besides Wagtail's own: what is to be reviewed by this person, what
    this person has in review, their last edits and their locks."""
    return [InReviewPanel(), WaitingPanel(), PlannedPanel()]
