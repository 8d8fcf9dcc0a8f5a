"""What visitors wrote, for those who may read it: a list, each message, a table to take away."""

from dataclasses import dataclass

import django_filters
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views import View
from django_filters.fields import ModelChoiceField
from wagtail.admin import messages
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from languages import cldr
from pages.contact.forms import Kind
from pages.contact.mailing import answers_for, first_text
from pages.models import ContactMessage, ContactPage

VIEW, CHANGE, DELETE = (f"pages.{action}_contactmessage" for action in ("view", "change", "delete"))
# What a spreadsheet would take for a formula, by its first sign.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


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


class FormChoiceField(ModelChoiceField):
    """A choice of a page that takes a number larger than any for a wrong one."""

    def to_python(self, value):
        try:
            return super().to_python(value)
        except OverflowError as error:
            raise ValidationError(self.error_messages["invalid_choice"]) from error


class FormFilter(django_filters.ModelChoiceFilter):
    """Messages that came by one form."""

    field_class = FormChoiceField


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


@dataclass(frozen=True)
class AnswerColumn:
    """A column of the table that is taken away: what was answered to one field."""

    key: str
    label: str


class MessageIndexView(generic.IndexView):
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

    # The table to take away

    list_export = True

    def as_spreadsheet(self, queryset, spreadsheet_format):
        """The messages as rows; the fields of all their forms as columns, in their order."""
        queryset = list(queryset)
        self.answer_columns = columns_of(queryset, get_language())
        self.list_export = [*FIXED, *(column.key for column in self.answer_columns)]
        return super().as_spreadsheet(queryset, spreadsheet_format)

    def get_heading(self, queryset, field):
        """The heading of a column, in the language of whoever takes the table away."""
        if field in FIXED:
            return str(FIXED[field][0])
        return harmless(next(c.label for c in self.answer_columns if c.key == field))

    def to_row_dict(self, item):
        """A message's row."""
        row = {name: value(item) for name, (_label, value) in FIXED.items()}
        row |= dict.fromkeys((column.key for column in self.answer_columns), "")
        for answer, shown in zip(item.answers, answers_for(item, get_language()), strict=True):
            # A day as every program reads it.
            values = [answer["value"]] if answer["kind"] == Kind.DATE else shown["values"]
            row[answer["key"]] = "\n".join(map(str, values))
        return {
            name: harmless(value) if isinstance(value, str) else value
            for name, value in row.items()
        }

    def stream_csv(self, queryset):
        """The whole file at once, while the language of whoever asks is active; its first sign
        tells programs that know no better that the text is Unicode."""
        return ["\N{BYTE ORDER MARK}".encode(), *super().stream_csv(queryset)]


def moment(value):
    """A time as the table has it: the site's own, without a zone, or nothing."""
    return value and timezone.make_naive(value)


# The columns that every message has: label and value.
FIXED = {
    "reference": (gettext_lazy("Reference"), lambda message: message.reference),
    "received": (gettext_lazy("Received"), lambda message: moment(message.received_at)),
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
    "handled": (gettext_lazy("Handled"), lambda message: moment(message.handled_at)),
}


def columns_of(queryset, language):
    """A column for each field that one of these messages answers, labelled as it was last."""
    labels = {}
    for message in queryset:
        for answer in message.answers:
            labels.setdefault(answer["key"], str(first_text(answer["label"], language)))
    return [AnswerColumn(key, label) for key, label in labels.items()]


def harmless(text):
    """A text that no spreadsheet takes for a formula (OWASP, CSV injection)."""
    return f"'{text}" if text.startswith(FORMULA) else text


class MessageView(generic.InspectView):
    """One message, and what can be done with it."""

    any_permission_required = ["view"]
    template_name = "pages/contact/staff/message.html"
    page_title = gettext_lazy("A visitor’s message")

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
                messages.success(request, _("The message will be mailed within a minute."))
            else:
                messages.warning(request, _("The message is being mailed right now."))
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
            "mail_is_set_up": settings.MAIL_IS_SET_UP,
        }
