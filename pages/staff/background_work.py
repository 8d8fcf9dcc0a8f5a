"""What the site does in the background, where it needs somebody: told, and tried again."""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.generic import TemplateView
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max
from wagtail.admin import messages
from wagtail.admin.ui.components import Component
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from pages.background import retrying
from pages.background.models import OutgoingMail
from pages.models import CustomDocument

SUPERVISE = "background.supervise"
# What a task does, and what is missing until it is done, by its dotted path.
WORDS = {
    "pages.background.tasks.send_mail": (
        gettext_lazy("Sending a mail to staff"),
        gettext_lazy("These people have not been told."),
    ),
    "pages.search.tasks.read_document": (
        gettext_lazy("Reading the text of a document"),
        gettext_lazy("Visitors find the document only by its title."),
    ),
    "wagtail.contrib.frontend_cache.tasks.purge_urls_from_cache_task": (
        gettext_lazy("Telling the cache in front of the site of a change"),
        gettext_lazy("Visitors may still see an earlier version."),
    ),
    "wagtail.tasks.delete_file_from_storage_task": (
        gettext_lazy("Deleting a file"),
        gettext_lazy("The file is still there."),
    ),
}
# A task that is due for longer than this waits in vain.
PATIENCE = timedelta(minutes=5)


def subject_of(row):
    """What a task is about, as lines that may be in any language."""
    arguments = row.args_kwargs["args"]
    if row.task_path == "pages.background.tasks.send_mail":
        mail = OutgoingMail.objects.filter(pk=arguments[0]).first()
        return [mail.subject, ", ".join(mail.recipients)] if mail else []
    if row.task_path == "pages.search.tasks.read_document":
        return [document.title for document in CustomDocument.objects.filter(pk=arguments[0])]
    if row.task_path.endswith("purge_urls_from_cache_task"):
        return arguments[0]
    if row.task_path.endswith("delete_file_from_storage_task"):
        return [arguments[1]]
    return []


def described(row):
    """What the screen tells of a task."""
    what, missing = WORDS.get(row.task_path, (row.task_path, ""))
    now = timezone.now()
    return {
        "row": row,
        "what": what,
        "missing": missing,
        "subject": subject_of(row),
        "reason": retrying.reason_of(row),
        "next_at": row.run_after if now < row.run_after < get_date_max() else None,
        "given_up": row.status == TaskResultStatus.FAILED,
    }


def waiting_in_vain():
    """How many tasks are due for so long, while none was begun, that no worker can be running."""
    since = timezone.now() - PATIENCE
    if DBTaskResult.objects.filter(started_at__gt=since).exists():
        return 0
    return (
        DBTaskResult.objects.ready()
        .exclude(run_after__range=(since, timezone.now()))
        .filter(enqueued_at__lt=since)
        .count()
    )


def untold(page):
    """The mails about a page that could not be sent yet."""
    return OutgoingMail.objects.filter(page=page).exclude(last_error="").order_by("created_at")


class UntoldMixin:
    """An editor that says when nobody was told of what happened to the page."""

    def get_context_data(self, **kwargs):
        page = self.real_page_record
        in_review = page.current_workflow_state
        return {
            **super().get_context_data(**kwargs),
            "untold": untold(page),
            "nobody_is_told": bool(in_review) and not settings.MAIL_IS_SET_UP,
        }


class BackgroundView(WagtailAdminTemplateMixin, TemplateView):
    """What failed, why, and when it is tried again."""

    template_name = "pages/staff/background/list.html"
    page_title = gettext_lazy("Background work")
    header_icon = "cogs"
    _show_breadcrumbs = True

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm(SUPERVISE):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        return {
            **super().get_context_data(**kwargs),
            "tasks": [described(row) for row in retrying.in_trouble()],
            "in_vain": waiting_in_vain(),
        }


class TryAgainView(View):
    """Has a task run again as soon as possible."""

    http_method_names = ["post"]

    def post(self, request, pk):
        if not request.user.has_perm(SUPERVISE):
            raise PermissionDenied
        row = get_object_or_404(retrying.in_trouble(), pk=pk)
        retrying.from_the_start(row)
        messages.success(
            request, _("It is tried again now. Load this page anew to see how it went.")
        )
        return HttpResponseRedirect(reverse("background_work"))


class BackgroundPanel(Component):
    """On the admin's first screen: that something went wrong in the background, if it did."""

    name = "background"
    template_name = "pages/staff/background/panel.html"
    order = 215

    def get_context_data(self, parent_context):
        if not parent_context["request"].user.has_perm(SUPERVISE):
            return {}
        return {"number": retrying.in_trouble().count(), "in_vain": waiting_in_vain()}
