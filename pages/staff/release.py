"""The languages of one page: what visitors read, what waits, what is planned, and what to do."""

from django import forms
from django.core.exceptions import BadRequest, PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.ui.menus.pages import PageMenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.pages.utils import GenericPageBreadcrumbsMixin
from wagtail.admin.widgets import AdminDateTimeInput

from languages import cldr
from pages.access.permissions import lock_for, require_readable
from pages.models import BasePage
from pages.models.editing import ReleaseError
from pages.staff.release_actions import ended_plan
from pages.translating.views.notes import translation_rows
from pages.versions.language_states import language_states
from pages.versions.releasing import (
    Action,
    cancel_schedule,
    discard_draft,
    planned,
    release,
    schedule,
    withdraw,
)


def version_of(page):
    """A name of what is drafted and live of a page: another one once somebody has saved."""
    saved = page.latest_revision_created_at
    return f"{page.latest_revision_id}/{saved and saved.isoformat()}/{page.live_revision_id}"


class ScheduleForm(forms.Form):
    """When a language is to be released or withdrawn, in the time zone of whoever plans it."""

    at = forms.DateTimeField(widget=AdminDateTimeInput)

    def __init__(self, *args, action, language, **kwargs):
        super().__init__(*args, prefix=f"{language}-{action}", **kwargs)
        self.action = action
        self.fields["at"].label = {
            Action.RELEASE: _("Publish at"),
            Action.WITHDRAW: _("Withdraw at"),
        }[action]
        self.fields["at"].help_text = _("Your time zone: %(zone)s") % {
            "zone": timezone.get_current_timezone_name()
        }


class LanguagesMenuItem(PageMenuItem):
    """Leads from lists and from the editor to the languages of a page."""

    label = gettext_lazy("Languages")
    icon_name = "globe"
    url_name = "page_languages"

    def is_shown(self, user):
        """Whether somebody may see the screen."""
        return not self.page.is_root() and self.page.permissions_for_user(user).can_view_revisions()


class LanguagesView(GenericPageBreadcrumbsMixin, WagtailAdminTemplateMixin, TemplateView):
    """Shows each language of a page as a card, and does what its buttons say."""

    # What visitors or writers would miss is asked about before it is done.
    ASK_FIRST = frozenset({"withdraw", "discard"})

    template_name = "pages/staff/release/languages.html"
    page_title = gettext_lazy("Languages")
    header_icon = "globe"

    def dispatch(self, request, *args, page_id, **kwargs):
        self.object = get_object_or_404(BasePage, pk=page_id, depth__gt=1).specific
        self.permissions = self.object.permissions_for_user(request.user)
        require_readable(request.user, self.object)
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self):
        return self.object.get_admin_display_title()

    def get_breadcrumbs_items(self):
        own = {"url": "", "label": self.page_title, "sublabel": self.get_page_subtitle()}
        return [*self.breadcrumbs_items, own]

    @cached_property
    def lock(self):
        """What keeps the person from changing the page, if anything does."""
        return lock_for(self.object, self.request.user)

    @transaction.atomic
    def post(self, request, **kwargs):
        """Do what a button says for one ``language``; what is refused is said in its card.

        It is done to the version that the screen showed, or not at all.
        """
        # Nobody may save between our looking at the page and our doing.
        self.object = BasePage.objects.select_for_update().get(pk=self.object.pk).specific
        language, action = request.POST.get("language"), request.POST.get("do", "")
        if language not in cldr.language_codes():
            raise BadRequest("No such language.")
        if self.lock:
            messages.error(request, self.lock.get_message(request.user))
            return self.done()
        do = {
            "release": self.release,
            "withdraw": self.withdraw,
            "discard": self.discard,
            "schedule-release": self.schedule,
            "schedule-withdraw": self.schedule,
            "cancel-release": self.cancel,
            "cancel-withdraw": self.cancel,
        }.get(action)
        if do is None:
            raise BadRequest("No such action.")
        if not (
            self.permissions.can_discard_draft(language)
            if action == "discard"
            else self.permissions.can_release()
        ):
            raise PermissionDenied
        self.bound = {}
        if not action.startswith("cancel") and request.POST.get("seen") != version_of(self.object):
            message = _(
                "Someone has saved this page in the meantime. Check it again before you continue."
            )
            return self.refuse(language, [message])
        if action in self.ASK_FIRST and "confirmed" not in request.POST:
            return self.render_to_response(self.get_context_data(asked=(language, action)))
        try:
            message = do(language, action.partition("-")[2])
        except ReleaseError as error:
            return self.refuse(language, error.messages)
        if message is None:
            return self.refuse(language)
        messages.success(request, message % {"language": cldr.name_in(language, get_language())})
        return self.done()

    def done(self):
        """Back to the screen, as it is now."""
        return HttpResponseRedirect(reverse("page_languages", args=[self.object.pk]))

    def refuse(self, language, refusals=()):
        """The screen again with what lacks, the time that was chosen still in its field."""
        context = self.get_context_data(refused=language, refusals=refusals)
        return self.render_to_response(context)

    def release(self, language, _planned):
        self.do_by_hand(release, Action.RELEASE, language)
        return _("Published: %(language)s.")

    def withdraw(self, language, _planned):
        self.do_by_hand(withdraw, Action.WITHDRAW, language)
        return _("Withdrawn: %(language)s.")

    def do_by_hand(self, do, action, language):
        """Do it now, and say so if that ends a plan to do it."""
        ends_plan = planned(self.object, action, [language])
        do(self.object, language, user=self.request.user)
        if ends_plan:
            messages.info(self.request, ended_plan(language))

    def discard(self, language, _planned):
        discard_draft(self.object, language, user=self.request.user)
        return _("Draft discarded: %(language)s.")

    def schedule(self, language, planned):
        form = ScheduleForm(self.request.POST, action=Action(planned), language=language)
        self.bound[language, planned] = form
        if not form.is_valid():
            return None
        at = form.cleaned_data["at"]
        try:
            schedule(self.object, language, planned, at, user=self.request.user)
        except ReleaseError as error:
            if getattr(error, "code", "") != "time":
                raise
            form.add_error("at", ValidationError(error.messages))
            return None
        return _("Scheduled: %(language)s.")

    def cancel(self, language, planned):
        plan = self.object.scheduled_releases.filter(language=language, action=planned).first()
        if plan:
            cancel_schedule(plan, user=self.request.user)
        return _("Schedule cancelled: %(language)s.")

    def get_context_data(self, refused=None, refusals=(), asked=None, **kwargs):
        states = language_states([self.object])[self.object.pk]
        plans = {
            (plan.language, plan.action): plan for plan in self.object.scheduled_releases.all()
        }
        urls = self.object.language_urls(self.request)
        media = ScheduleForm(action=Action.RELEASE, language="").media
        translations = {
            row["cell"].language: row for row in translation_rows(self.object, self.request.user)
        }
        return super().get_context_data(
            page=self.object,
            media=media,
            seen=version_of(self.object),
            lock_message=self.lock and self.lock.get_message(self.request.user),
            edit_url=self.permissions.can_edit()
            and reverse("wagtailadmin_pages:edit", args=[self.object.pk]),
            cards=[
                {
                    "language": language,
                    "own_name": cldr.own_name(language),
                    "direction": cldr.direction(language),
                    "name": cldr.name_in(language, get_language()),
                    "state": state,
                    "translation": translations[language],
                    "url": urls.get(language),
                    "draft_url": self.draft_url(language),
                    "refusals": refusals if language == refused else (),
                    "asked": asked[1] if asked and asked[0] == language else "",
                    "plans": [self.planning(language, action, plans) for action in Action],
                    "may_publish": self.permissions.can_release(),
                    "may_discard": state.has_draft and self.permissions.can_discard_draft(language),
                    "compare_url": self.compare_url if self.object.live and state.has_draft else "",
                }
                for language, state in states.items()
            ],
            **kwargs,
        )

    def planning(self, language, action, plans):
        """The plan for an action, and the form to make one."""
        plan = plans.get((language, action))
        form = getattr(self, "bound", {}).get((language, action.value))
        return {
            "action": action,
            "plan": plan,
            "is_overdue": plan and plan.at <= timezone.now(),
            "form": form or ScheduleForm(action=action, language=language),
        }

    @property
    def compare_url(self):
        """Where the draft is compared with what is live."""
        return reverse(
            "wagtailadmin_pages:revisions_compare", args=[self.object.pk, "live", "latest"]
        )

    def draft_url(self, language):
        """Where the draft is shown in a language as visitors would see it."""
        url = reverse("wagtailadmin_pages:view_draft", args=[self.object.pk])
        return f"{url}?mode={language}"
