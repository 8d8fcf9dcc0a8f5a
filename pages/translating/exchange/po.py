"""PO files, which gettext and every tool for translators read, by polib.

The context of an entry is ``<unit>/<segment>``, and so is its reference, for some tools lose the
one and some the other. An outdated translation is fuzzy, with the previous source text beside it.
"""

import re
from tempfile import NamedTemporaryFile

import polib
from babel.messages.plurals import get_plural
from django.utils.translation import gettext as _

from languages import cldr
from languages.characters import says_nothing
from pages.translating.exchange.entries import (
    Document,
    Entry,
    EntryState,
    ExchangeError,
    checked,
    languages_of,
    shortened,
)
from pages.translating.segments import State, fingerprint

SUFFIX = ".po"
SOURCE_HEADER, COUNT_HEADER = "X-Source-Language", "X-Texts"
FINGERPRINT = "fingerprint:"
_FINGERPRINT = re.compile(rf"^{FINGERPRINT} ?([0-9a-f-]+)$", re.MULTILINE)
# A line that is, or ends with, a string: unless that is closed, the file was cut off.
_HAS_STRING = re.compile(r'^(?:#~ *|#\| *)?(?:msg\w*(?:\[\d+\])?\s*)?"')
_STRING = re.compile(r'^(?:#~ *|#\| *)?(?:msg\w*(?:\[\d+\])?\s*)?"(?:[^"\\]|\\.)*"$')
_CONTEXT = re.compile(r"([a-z]+-\d+)/(.+)", re.DOTALL)
_ERROR_LINE = re.compile(r"line (\d+)")


def dump(parts, source, target):
    """The bytes of a PO file with these parts, the same for the same parts."""
    file = polib.POFile(wrapwidth=0)
    file.header = "\n".join(_introduction(source, target))
    texts = [(part, text) for part in parts for text in part.texts]
    file.metadata = _metadata(parts, source, target, len(texts))
    for part, text in texts:
        file.append(_entry(part, text))
    return f"{file}".encode()


def _introduction(source, target):
    """The comment at the top of the file, in the target language."""
    names = {
        "source": cldr.name_in(source, target),
        "target": cldr.name_in(target, target),
    }
    yield _("Texts of the site, from: %(source)s, into: %(target)s.") % names
    yield _('Keep tags such as <b> or <a id="1">, and put them around the matching words.')
    yield _("Texts marked as fuzzy are not imported.")


def _metadata(parts, source, target, count):
    changed = max((part.changed_at for part in parts if part.changed_at), default=None)
    plural = get_plural(target.replace("-", "_"))
    return {
        "Project-Id-Version": "local-self-government",
        "Report-Msgid-Bugs-To": "",
        "POT-Creation-Date": _moment(changed),
        "PO-Revision-Date": _moment(changed),
        "Last-Translator": "",
        "Language-Team": "",
        "Language": target.replace("-", "_"),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": f"nplurals={plural.num_plurals}; plural={plural.plural_expr};",
        SOURCE_HEADER: source.replace("-", "_"),
        COUNT_HEADER: str(count),
    }


def _moment(when):
    return when.strftime("%Y-%m-%d %H:%M%z") if when else "1970-01-01 00:00+0000"


def _entry(part, text):
    segment = text.segment
    comments = [
        f"{part.title} – {text.label}",
        part.address,
        part.editor,
        *text.notes,
        f"{FINGERPRINT} {fingerprint(segment)}",
    ]
    is_outdated = segment.state == State.OUTDATED
    context = f"{part.key}/{segment.id}"
    return polib.POEntry(
        msgctxt=context,
        msgid=tidy(segment.source),
        msgstr=tidy(segment.target),
        comment="\n".join(" ".join(comment.split()) for comment in comments if comment),
        # References are separated by spaces.
        occurrences=[] if any(map(str.isspace, context)) else [(context, "")],
        flags=["fuzzy"] if is_outdated else [],
        previous_msgid=tidy(segment.was) if is_outdated else None,
    )


def tidy(text):
    """A text without the white space around it, which gettext would want to be alike on both
    sides."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def load(name, data):
    """The ``Document`` in the bytes of a PO file; raises ExchangeError."""
    text = _decoded(name, data)
    _check_strings(name, text)
    file = _parsed(name, text)
    charset = re.search(r"charset=([\w-]+)", file.metadata.get("Content-Type", ""))
    if charset and charset[1].lower() not in ("utf-8", "utf8", "charset"):
        raise ExchangeError(_not_utf8(), name)
    source, target = languages_of(
        file.metadata.get(SOURCE_HEADER), file.metadata.get("Language"), name
    )
    entries = [_read(entry) for entry in file if not entry.obsolete]
    count = file.metadata.get(COUNT_HEADER, "")
    if count.isascii() and count.isdecimal() and len(count) < 9 and len(entries) < int(count):
        message = _(
            "The file is incomplete: it has %(found)d of %(count)d texts. If you "
            "removed some yourself, delete the line %(header)s from its header."
        )
        values = {"found": len(entries), "count": int(count), "header": COUNT_HEADER}
        raise ExchangeError(message % values, name)
    return checked(Document(name, source, target, entries))


def _not_utf8():
    return _("The file is not in UTF-8. Save it in this encoding, and try again.")


def _decoded(name, data):
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise ExchangeError(_not_utf8(), name, line) from error
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise ExchangeError(_("This is not a text file."), name, line)
    return text


def _check_strings(name, text):
    """Find what polib forgives: strings without an end, and texts without a translation's line."""
    lines = re.split(r"\r\n|\r|\n", text)
    waiting = None
    for number, line in enumerate(map(str.strip, lines), 1):
        if _HAS_STRING.match(line) and not _STRING.match(line):
            raise _broken(name, number)
        keyword = line.removeprefix("#~").lstrip().partition(" ")[0].partition('"')[0]
        if keyword == "msgid":
            if waiting:
                raise _broken(name, waiting)
            waiting = number
        elif keyword.startswith("msgstr"):
            waiting = None
    if waiting:
        raise _broken(name, waiting)


def _broken(name, line):
    return ExchangeError(_("The PO file is incomplete or damaged here."), name, line)


def _parsed(name, text):
    # By way of a file: polib splits a string at signs that end no line of a file, and takes one
    # that names a file for that.
    with NamedTemporaryFile("w", encoding="utf-8", suffix=SUFFIX, newline="") as copy:
        copy.write(text)
        copy.flush()
        try:
            return polib.pofile(copy.name, encoding="utf-8", wrapwidth=0)
        except OSError as error:
            line = _ERROR_LINE.search(str(error))
            raise _broken(name, line and int(line[1])) from error


def _read(entry):
    names = [entry.msgctxt or "", *(name for name, _line in entry.occurrences)]
    match = next(filter(None, map(_CONTEXT.fullmatch, names)), None)
    unit, segment = match.groups() if match else ("", shortened(names[0] or entry.msgid))
    exported = _FINGERPRINT.search(entry.comment)
    state = EntryState.FUZZY if entry.fuzzy else EntryState.TRANSLATED
    return Entry(
        unit=unit,
        segment=segment,
        source=entry.msgid,
        target=entry.msgstr,
        state=EntryState.EMPTY if says_nothing(entry.msgstr) else state,
        exported=exported[1] if exported else "",
        line=entry.linenum,
    )
