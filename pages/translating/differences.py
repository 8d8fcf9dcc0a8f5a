"""What has changed in a text, word by word, for people to read."""

import re
from difflib import SequenceMatcher

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from pages.translating import markup

# Words with what is joined to them, such as vowel signs; spaces; other signs one by one.
_MARKS = r"\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670"
WORDS = re.compile(rf"[^\W_](?:[^\W_]|[{_MARKS}'’])*|\s+|.", re.DOTALL)
SAME, REMOVED, ADDED = "same", "removed", "added"


def changes(old, new):
    """How one text became another: (``SAME``, ``REMOVED`` or ``ADDED``, text) in reading order."""
    before, after = WORDS.findall(old), WORDS.findall(new)
    found = []

    def add(kind, words):
        if words:
            found.append((kind, "".join(words)))

    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind == "equal":
            add(SAME, before[start:end])
        else:
            add(REMOVED, before[start:end])
            add(ADDED, after[new_start:new_end])
    return _joined(found)


def _joined(found):
    """Replaces word after word, each after a space, by one replacement of them all."""
    joined = []
    for place, (kind, text) in enumerate(found):
        between = 0 < place < len(found) - 1
        if kind == SAME and text.isspace() and between and found[place + 1][0] != SAME:
            joined += [(REMOVED, text), (ADDED, text)]
        else:
            joined.append((kind, text))
    result, removed, added = [], "", ""
    for kind, text in [*joined, (SAME, "")]:
        if kind == REMOVED:
            removed += text
        elif kind == ADDED:
            added += text
        else:
            result += [(k, t) for k, t in ((REMOVED, removed), (ADDED, added)) if t]
            result += [(SAME, text)] if text else []
            removed = added = ""
    return result


def readable(segment, text):
    """A text of a segment without its tags."""
    return markup.plain(text) if segment.is_rich else text


def as_html(segment):
    """What has changed in the source of an outdated segment, as safe HTML: ``<del>`` and
    ``<ins>``; of a rich text its words, and a sentence where only its tags have changed."""
    old, new = readable(segment, segment.was or ""), readable(segment, segment.source)
    found = changes(old, new)
    if all(kind == SAME for kind, _text in found):
        note = _("The words are the same; links or formatting have changed.")
        return format_html("{} <em>({})</em>", new, note)
    elements = {SAME: "{}", REMOVED: "<del>{}</del>", ADDED: "<ins>{}</ins>"}
    return format_html_join("", "{}", ((format_html(elements[k], t),) for k, t in found))
