"""Changed text and the states of translations, as the admin shows them."""

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from pages.translating.differences import Change
from pages.translating.segments import State

STATE_LABELS = {
    State.MISSING: pgettext_lazy("translation", "Missing"),
    State.OUTDATED: pgettext_lazy("translation", "Outdated"),
    State.COMPLETE: pgettext_lazy("translation", "Complete"),
}


def changes_as_html(changes):
    """What ``difference`` returns as HTML, ``<del>`` and ``<ins>`` named for screen readers; its
    pieces are escaped unless they are safe."""
    elements = {Change.REMOVED: ("del", _("removed:")), Change.ADDED: ("ins", _("added:"))}
    parts = [
        format_html('<{0}><span class="w-sr-only">{1} </span>{2}</{0}>', *elements[change], piece)
        if change in elements
        else piece
        for change, piece in changes
    ]
    return format_html_join("", "{}", ((part,) for part in parts))
