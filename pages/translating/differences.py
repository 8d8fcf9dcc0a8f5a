"""Pure: the difference between two versions of a text, word by word."""

import re
from difflib import SequenceMatcher
from enum import StrEnum

# A tag, a word with its vowel signs, white space, or a sign.
_TOKEN = re.compile(r"</?\w[^<>]*>|&\w+;|[\w\u0610-\u061a\u064b-\u065f]+|\s+|.", re.DOTALL)


class Change(StrEnum):
    """The change of a piece of text."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


def difference(old: str, new: str) -> list[tuple[Change, str]]:
    """The (Change, piece) pairs between two versions of a text, in reading order; a replacement
    follows what it replaces."""
    olds, news = _TOKEN.findall(old), _TOKEN.findall(new)
    found = []
    matcher = SequenceMatcher(str.isspace, olds, news, autojunk=False)
    for kind, *ends in matcher.get_opcodes():
        removed, added = "".join(olds[slice(*ends[:2])]), "".join(news[slice(*ends[2:])])
        if kind == "equal":
            found.append((Change.KEPT, added))
            continue
        # Join two changes with only a space between them.
        if len(found) > 2 and found[-1] == (Change.KEPT, " "):
            found.pop()
            (_added, last_added), (_removed, last_removed) = found.pop(), found.pop()
            removed, added = f"{last_removed} {removed}", f"{last_added} {added}"
        found += [(Change.REMOVED, removed), (Change.ADDED, added)]
    return [(change, piece) for change, piece in found if piece]
