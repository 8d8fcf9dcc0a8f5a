"""What visitors wrote, for those who may read it: a list, each message, a table to take away."""

import django_filters
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views import View
from wagtail.admin import messages
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from languages import cldr
from pages.contact.forms import Kind
from pages.contact.mailing import answers_for, first_text
from pages.contact.models import ContactMessage, ContactPage
from pages.forms.fields import PageChoiceField
from pages.spreadsheets import TableMixin, local_time

VIEW, CHANGE, DELETE = (
    f"contact.{action}_contactmessage" for action in ("view", "change", "delete")
)


def form_title(message):
    """The title of the form by which a message came, marked where it is in another language."""
    return marked(first_text(message.form_titles, get_language()))


def unit_title(message):
    """The unit that the visitor chose, the same way."""
    return marked(first_text(message.unit_titles, get_language()))


def marked(text):
    """A text as HTML, with its own language where it is not the reader's."""
    return format_html("<span{}>{}</span>", text.attrs, text) if text else ""


def state_of(message):
    """The words for how far a message has got."""
    return format_html(
        '<span class="message-state message-state--{}">{}</span>',
        message.state,
        message.get_state_display(),
    )


def language_of(message):
    """The language in which the visitor read the form."""
    return cldr.name_in(message.language, get_language())


class HandledFilter(django_filters.ChoiceFilter):
    """Messages that staff have done with, or not."""

    def filter(self, queryset, value):
        if not value:
            return queryset
        return queryset.filter(handled_at__isnull=value == "open")


class FormFilter(django_filters.ModelChoiceFilter):
    """Messages that came by one form."""

    field_class = PageChoiceField


class MessageFilterSet(WagtailFilterSet):
    """Messages by form, by state, and by the day on which they came."""

    page = FormFilter(label=gettext_lazy("Form"), queryset=ContactPage.objects.order_by("path"))
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"), choices=ContactMessage.State.choices
    )
    handled = HandledFilter(
        # Translators: Messages that somebody has dealt with.
        label=gettext_lazy("Handled"),
        # Translators: In a filter: messages that nobody has dealt with.
        choices=[("open", gettext_lazy("Not yet")), ("done", gettext_lazy("Handled"))],
    )
    received_at = django_filters.DateFromToRangeFilter(
        # Translators: When a visitor’s message came.
        label=gettext_lazy("Received"),
        widget=DateRangePickerWidget,
    )

    class Meta:
        model = ContactMessage
        fields = ["page", "state", "handled", "received_at"]


class MessageIndexView(TableMixin, generic.IndexView):
    """The messages, newest first."""

    any_permission_required = ["view"]
    filterset_class = MessageFilterSet
    default_ordering = "-received_at"
    page_title = gettext_lazy("Messages")

    @cached_property
    def columns(self):
        """What a message is about without opening it, as far as it can be told in a line."""
        return [
            self._get_title_column("reference"),
            # Translators: When a visitor’s message came.
            DateColumn("received_at", label=_("Received"), sort_key="received_at"),
            Column("form", label=_("Form"), accessor=form_title),
            Column("unit", label=_("Unit"), accessor=unit_title),
            Column("sender", label=_("Sender")),
            Column("state", label=_("State"), accessor=state_of, sort_key="state"),
            # Translators: Messages that somebody has dealt with.
            DateColumn("handled_at", label=_("Handled"), sort_key="handled_at"),
        ]

    def table_of(self, objects):
        """A row for each message; the fields of all their forms as columns, in their order."""
        messages = list(objects)
        headings = {name: label for name, (label, _value) in FIXED.items()}
        headings |= answer_headings(messages, get_language())
        return headings, [row_of(message, headings) for message in messages]


# The columns that every message has: label and value.
FIXED = {
    "reference": (gettext_lazy("Reference"), lambda message: message.reference),
    "received": (gettext_lazy("Received"), lambda message: local_time(message.received_at)),
    "form": (
        gettext_lazy("Form"),
        lambda message: str(first_text(message.form_titles, get_language())),
    ),
    "unit": (
        gettext_lazy("Unit"),
        lambda message: str(first_text(message.unit_titles, get_language())),
    ),
    "language": (gettext_lazy("Language"), language_of),
    "state": (gettext_lazy("State"), lambda message: str(message.get_state_display())),
    "handled": (gettext_lazy("Handled"), lambda message: local_time(message.handled_at)),
}


def answer_headings(messages, language):
    """A heading for each field that one of these messages answers, by the field's key: its label
    as it was last."""
    headings = {}
    for message in messages:
        for answer in message.answers:
            headings.setdefault(answer["key"], str(first_text(answer["label"], language)))
    return headings


def row_of(message, columns):
    """A message's row of the table: values by column, empty for what it does not answer."""
    row = dict.fromkeys(columns, "")
    row |= {name: value(message) for name, (_label, value) in FIXED.items()}
    for answer, shown in zip(message.answers, answers_for(message, get_language()), strict=True):
        # A day as every program reads it.
        values = [answer["value"]] if answer["kind"] == Kind.DATE else shown["values"]
        row[answer["key"]] = "\n".join(map(str, values))
    return row


class MessageView(generic.InspectView):
    """One message, and what can be done with it."""

    any_permission_required = ["view"]
    template_name = "pages/contact/staff/message.html"
    page_title = gettext_lazy("Message from a visitor")

    def get_fields(self):
        """None by themselves: the template tells them."""
        return []

    def get_context_data(self, **kwargs):
        message = self.object
        language = get_language()
        return {
            **super().get_context_data(**kwargs),
            "message": message,
            "answers": answers_for(message, language),
            "form_title": form_title(message),
            "unit_title": unit_title(message),
            "language": language_of(message),
            "state": state_of(message),
            "is_lost_soon": ContactMessage.objects.lost_soon(timezone.now())
            .filter(pk=message.pk)
            .exists(),
            "mail_is_set_up": settings.MAIL_IS_SET_UP,
            "may_change": self.request.user.has_perm(CHANGE),
            "action_url": reverse("contactmessage:act", args=[message.pk]),
        }


class ActView(View):
    """Does what a button of a message says."""

    http_method_names = ["post"]

    def post(self, request, pk):
        message = get_object_or_404(ContactMessage, pk=pk)
        if not request.user.has_perm(CHANGE):
            raise PermissionDenied
        action = request.POST.get("do")
        if action == "mail":
            if message.mail_again():
                messages.success(request, _("The message will be sent within a minute."))
            else:
                messages.warning(request, _("The message is being sent."))
        elif action in ("handled", "open"):
            is_handled = action == "handled"
            message.handled_at = timezone.now() if is_handled else None
            message.handled_by = request.user if is_handled else None
            message.save(update_fields=["handled_at", "handled_by"])
            done = _("Marked as handled.") if is_handled else _("Marked as not handled.")
            messages.success(request, done)
        return HttpResponseRedirect(reverse("contactmessage:inspect", args=[pk]))


class MessageViewSet(ModelViewSet):
    """Where staff read messages. Nobody writes or changes one: those views are left out."""

    model = ContactMessage
    name = "contactmessage"
    url_prefix = "messages"
    icon = "mail"
    menu_label = gettext_lazy("Messages")
    menu_order = 260
    add_to_admin_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    index_view_class = MessageIndexView
    inspect_view_class = MessageView
    # By what can be told of a message by telephone, without all that it says.
    search_fields = ["reference", "sender"]
    search_backend_name = None
    export_filename = "messages"
    form_fields = []

    def get_common_view_kwargs(self, **kwargs):
        nowhere = dict.fromkeys(
            ("add_url_name", "edit_url_name", "history_url_name", "usage_url_name")
        )
        return super().get_common_view_kwargs(**nowhere, **kwargs)

    def get_inspect_view_kwargs(self, **kwargs):
        kwargs = super().get_inspect_view_kwargs(**kwargs)
        return kwargs | {"template_name": MessageView.template_name}

    def register_admin_url_finder(self):
        """A message has no editor to find."""

    def get_urlpatterns(self):
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("<int:pk>/", self.inspect_view, name="inspect"),
            path("<int:pk>/act/", ActView.as_view(), name="act"),
            path("<int:pk>/delete/", self.delete_view, name="delete"),
        ]


message_viewset = MessageViewSet()


class MessagesPanel(Component):
    """On the admin's first screen: how many messages wait for somebody, and what was not mailed."""

    name = "messages"
    template_name = "pages/contact/staff/messages_panel.html"
    order = 220

    def get_context_data(self, parent_context):
        user = parent_context["request"].user
        if not user.has_perm(VIEW):
            return {}
        found = ContactMessage.objects
        index = reverse("contactmessage:index")
        return {
            "open": found.filter(handled_at=None).count(),
            "open_url": f"{index}?handled=open",
            "failed": found.filter(state=ContactMessage.State.FAILED).count(),
            "failed_url": f"{index}?state=failed",
            "lost_soon": found.lost_soon(timezone.now()).count(),
            "lost_soon_url": f"{index}?handled=open&ordering=received_at",
            "mail_is_set_up": settings.MAIL_IS_SET_UP,
        }
