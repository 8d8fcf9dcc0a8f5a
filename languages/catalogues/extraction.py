"""Finds the texts that our own code marks for translation, without system gettext."""

import re
from io import BytesIO
from pathlib import Path

from babel.messages.extract import extract_python

# What gettext calls are named in Python, and what Django's template tags turn into.
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


def extract_from_python(source):
    """The (context, msgid) pairs that Python source marks for translation.

    In: the source as bytes. Out: a set; context is None for a text without one.
    """
    found = set()
    for _line, function, arguments, _comments in extract_python(
        BytesIO(source), KEYWORDS, [], {"encoding": "utf-8"}
    ):
        arguments = arguments if isinstance(arguments, tuple) else (arguments,)
        has_context = function.removesuffix("_lazy") in ("pgettext", "npgettext")
        context, msgid = arguments[:2] if has_context else (None, arguments[0])
        if msgid:
            found.add((context, msgid))
    return found


def extract_from_template(source):
    """The (context, msgid) pairs that a Django template marks for translation."""
    from django.utils.translation.template import templatize

    # What templatize leaves is Python calls among words of X: only the calls are looked at, each
    # on a line of its own, for what lies between them is no Python.
    calls = re.findall(
        r"""(?<!\w)(?:(?:np|n|p)?gettext|_)\((?:u?"(?:\\.|[^"\\])*"|u?'(?:\\.|[^'\\])*'|[\s,\w])*\)""",
        templatize(source),
    )
    return extract_from_python("\n".join(calls).encode())


def extract_all(base_dir):
    """Every (context, msgid) that our own Python files and templates mark for translation."""
    base_dir = Path(base_dir)
    found = set()
    for room in ("languages", "pages", "work_areas", "site_config"):
        for path in (base_dir / room).rglob("*.py"):
            found |= extract_from_python(path.read_bytes())
    for path in (base_dir / "templates").rglob("*.*"):
        if path.suffix in (".html", ".txt"):
            found |= extract_from_template(path.read_text())
    return found
