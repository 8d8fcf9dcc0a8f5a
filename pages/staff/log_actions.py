"""What the history says about releasing: each action with its language, in the reader's words."""

from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogFormatter
from wagtail.utils.timestamps import render_timestamp

from languages import cldr
from pages.models import ScheduledRelease

# By action: its name in filters, and the sentence in a page's history.
ACTIONS = {
    "pages.release": (_("Publish a language"), _("Published in %(language)s")),
    "pages.withdraw": (_("Withdraw a language"), _("Withdrawn in %(language)s")),
    "pages.discard": (_("Discard a draft"), _("Draft in %(language)s discarded")),
}
# What is about no single language.
KEPT = {
    "pages.keep_version": (
        _("Keep an unused version"),
        _("Own version kept in the history; the changes of others were chosen"),
    ),
}
PLANS = {
    "pages.schedule": {
        "label": _("Schedule publication or withdrawal"),
        ScheduledRelease.Action.RELEASE: _("Publication in %(language)s scheduled for %(time)s"),
        ScheduledRelease.Action.WITHDRAW: _("Withdrawal in %(language)s scheduled for %(time)s"),
    },
    "pages.cancel_schedule": {
        "label": _("Cancel scheduled publication or withdrawal"),
        ScheduledRelease.Action.RELEASE: _("Scheduled publication in %(language)s cancelled"),
        ScheduledRelease.Action.WITHDRAW: _("Scheduled withdrawal in %(language)s cancelled"),
    },
}


def words_for(data):
    """What the sentences say of an entry's data: the language and the time, as the reader has
    them."""
    at = data.get("at")
    return {
        "language": cldr.name_in(data["language"], get_language()),
        "time": render_timestamp(parse_datetime(at)) if at else "",
    }


class LanguageFormatter(LogFormatter):
    """The words of an action on one language."""

    def format_message(self, log_entry):
        return self.message % words_for(log_entry.data)


class PlanFormatter(LogFormatter):
    """The words of a plan, which differ by what was planned."""

    def format_message(self, log_entry):
        return self.messages[log_entry.data["action"]] % words_for(log_entry.data)


def register(actions):
    """Make the actions known to Wagtail's registry of log actions."""
    for action, (label, message) in ACTIONS.items():
        words = {"label": label, "message": message}
        actions.register_action(action)(type("_Formatter", (LanguageFormatter,), words))
    for action, (label, message) in KEPT.items():
        actions.register_action(action, label, message)
    for action, messages in PLANS.items():
        words = {"label": messages["label"], "messages": messages}
        actions.register_action(action)(type("_Formatter", (PlanFormatter,), words))
