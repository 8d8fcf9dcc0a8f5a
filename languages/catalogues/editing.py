"""Interface catalogues as translators edit them: one language's ``.po`` files, message by message.

A file is read, changed and replaced as a whole, with its comments and its order, and compiled.
"""

import fcntl
import gettext
import os
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import polib
from babel.messages.pofile import PoFileError, read_po
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation.reloader import translation_file_changed

from languages.catalogues.compiling import compile_catalogues
from languages.catalogues.faults import placeholder_faults
from languages.catalogues.files import LOCALE_DIR, catalogue_paths

# No catalogue is nearly as large (bytes).
LARGEST_FILE = 5_000_000
# Numbers among which each plural form has its examples.
EXAMPLES_UP_TO = 200
MOST_EXAMPLES = 4


class CatalogueError(Exception):
    """A file that is no catalogue, or not of this language; the message says why."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message: ``key`` names it in forms, ``texts`` are its translations, one per form.

    ``ids`` are its msgid and its plural's if it has one; ``notes`` what the code says to
    translators, ``places`` where it is used.
    """

    key: str
    ids: tuple[str, ...]
    texts: tuple[str, ...]
    context: str
    notes: str
    places: tuple[str, ...]
    is_fuzzy: bool

    @property
    def is_translated(self):
        """Whether readers are given it."""
        return all(self.texts) and not self.is_fuzzy


def named_paths(language, locale_dir=LOCALE_DIR):
    """The catalogues of a language (its code) by the names that addresses have for them."""
    return {
        "-".join([*path.parent.parent.parent.relative_to(locale_dir).parts, path.stem]): path
        for path in catalogue_paths(locale_dir)
        if path.parent.parent.name == translation.to_locale(language)
    }


def entry_key(entry):
    """A short name of a message, from its context and its msgid."""
    return sha256(f"{entry.msgctxt or ''}\x04{entry.msgid}".encode()).hexdigest()[:16]


def texts_of(entry):
    """A message's translations: one, or one for each plural form."""
    if entry.msgid_plural:
        return tuple(entry.msgstr_plural[form] for form in sorted(entry.msgstr_plural))
    return (entry.msgstr,)


class Catalogue:
    """One ``.po`` file, read when made; CatalogueError is raised where it cannot be."""

    def __init__(self, path):
        self.path = Path(path)
        self.po = _read(str(self.path))

    @property
    def messages(self):
        """The messages in the order of the file."""
        return [
            Message(
                key=entry_key(entry),
                ids=tuple(filter(None, (entry.msgid, entry.msgid_plural))),
                texts=self._padded(entry),
                context=entry.msgctxt or "",
                notes=entry.comment,
                places=tuple(place for place, _line in entry.occurrences),
                is_fuzzy=entry.fuzzy,
            )
            for entry in self.po
            if not entry.obsolete
        ]

    def _padded(self, entry):
        texts = texts_of(entry)
        wanted = self.number_of_forms if entry.msgid_plural else 1
        return (*texts, *[""] * (wanted - len(texts)))

    @cached_property
    def plural_rule(self):
        """From the file's head: the number of forms, and what tells a number's form."""
        fields = dict(
            part.strip().split("=", 1)
            for part in self.po.metadata.get("Plural-Forms", "nplurals=1; plural=0").split(";")
            if "=" in part
        )
        return int(fields["nplurals"]), gettext.c2py(fields["plural"])

    @property
    def number_of_forms(self):
        """How many plural forms the language has (CLDR plural rules)."""
        return self.plural_rule[0]

    @property
    def examples(self):
        """For each plural form some numbers that take it."""
        number, form_of = self.plural_rule
        found = [[] for _form in range(number)]
        for value in range(EXAMPLES_UP_TO):
            if len(found[form_of(value)]) < MOST_EXAMPLES:
                found[form_of(value)].append(value)
        return found


def _read(source):
    """A polib catalogue from a path or from a text."""
    try:
        # A missing path would be taken for a text.
        return polib.pofile(source, wrapwidth=78, check_for_duplicates=True)
    except (OSError, ValueError, UnicodeDecodeError) as error:
        raise CatalogueError(_("This is not a readable PO file: %s") % _reason(error)) from error


def _reason(error):
    return str(error).replace(str(LOCALE_DIR), "").strip()[:200]


def message_faults(message, texts):
    """What is wrong with new texts of a message: lazy messages, none for a text left empty."""
    if not any(texts):
        return []
    faults = []
    if not all(texts):
        faults.append(_("Every plural form needs a text."))
    unknown, lacks_one = placeholder_faults(message.ids, texts)
    if unknown:
        names = ", ".join(sorted(unknown))
        faults.append(_("Unknown placeholder: %(names)s.") % {"names": names})
    elif lacks_one:
        faults.append(_("A placeholder of the original is missing."))
    for text in filter(None, texts):
        if _breaks(text) != _breaks(message.ids[0]):
            faults.append(_("Line breaks at the beginning and the end must be the original’s."))
            break
    return faults


def _breaks(text):
    """Whether a text begins and ends with a line break: gettext wants both sides the same."""
    return text.startswith("\n"), text.endswith("\n")


@contextmanager
def _locked(path):
    """One process at a time changes a catalogue."""
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def change(path, texts_by_key, seen=None):
    """Write translations into a catalogue and compile it.

    In: its path; new texts by the messages' keys; ``seen``, by key, the texts that they replace,
    where that is known. Out: faults by key (see ``message_faults``) of what was not written, among
    them what somebody else has changed meanwhile. All that has none is written.
    """
    path, seen = Path(path), seen or {}
    with _locked(path):
        catalogue = Catalogue(path)
        messages = {message.key: message for message in catalogue.messages}
        entries = {entry_key(entry): entry for entry in catalogue.po if not entry.obsolete}
        faults, is_changed = {}, False
        for key, texts in texts_by_key.items():
            message = messages.get(key)
            if message is None:
                faults[key] = [_("This message is not in the catalogue any more.")]
            elif texts == message.texts and not message.is_fuzzy:
                continue
            elif key in seen and seen[key] not in (message.texts, texts):
                faults[key] = [_("Somebody else has changed this translation.")]
            elif found := message_faults(message, texts):
                faults[key] = found
            else:
                is_changed = True
                _set(entries[key], texts)
        if is_changed:
            _replace(path, catalogue.po)
    return faults


def _set(entry, texts):
    if entry.msgid_plural:
        entry.msgstr_plural = dict(enumerate(texts))
    else:
        entry.msgstr = texts[0]
    if entry.fuzzy and all(texts):
        entry.flags.remove("fuzzy")
        entry.previous_msgctxt = entry.previous_msgid = entry.previous_msgid_plural = None


def _replace(path, po):
    """Put a changed file in place of the old one in one step, and have readers given its texts."""
    partial = path.with_suffix(f".{os.getpid()}.partial")
    partial.write_text(str(po) + "\n", encoding="utf-8")
    partial.replace(path)
    path.with_suffix(".mo").unlink(missing_ok=True)
    compile_catalogues(path.parent.parent)
    # What this process has loaded is read again, as when a developer's server sees a new file.
    language = translation.get_language()
    translation_file_changed(None, path.with_suffix(".mo"))
    translation.activate(language)


def take_in(path, content, language):
    """Write the translations of a whole PO file into a catalogue.

    In: the catalogue's path, the file's bytes, and the language's code. Out: how many messages were
    looked at, and (line, msgid, faults) of each that was refused. What is fuzzy or empty is passed
    over. Raises CatalogueError, having changed nothing, for what is no catalogue of the language.
    """
    if len(content) > LARGEST_FILE:
        raise CatalogueError(_("The file is too large."))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CatalogueError(_("The file is not encoded in UTF-8.")) from error
    try:
        # Tells what is torn, which the other reader passes over.
        read_po(BytesIO(content), abort_invalid=True)
    except (PoFileError, ValueError) as error:
        raise CatalogueError(_("This is not a readable PO file: %s") % _reason(error)) from error
    if "msgid" not in text or "\0" in text:
        raise CatalogueError(_("There is no message in the file."))
    po = _read(text)
    said = po.metadata.get("Language", "").strip().replace("_", "-")
    if said and said.split("-")[0].lower() != language.split("-")[0].lower():
        raise CatalogueError(_("The file is in another language: %s") % said)
    lines = {entry_key(entry): entry for entry in po if entry.translated() and not entry.obsolete}
    faults = change(path, {key: texts_of(entry) for key, entry in lines.items()})
    refused = [(lines[key].linenum, lines[key].msgid, found) for key, found in faults.items()]
    return len(lines), sorted(refused, key=lambda row: row[0])
