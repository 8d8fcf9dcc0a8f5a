"""Compiles the interface catalogues and finds what is wrong in them, without system gettext."""

import os
import re
import sys
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

import django
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import PoFileError, read_po
from django.conf import settings
from django.utils.translation import to_language, to_locale

from languages.progress import whole_percent

LOCALE_DIR = Path(__file__).resolve().parent.parent / "locale"
DOMAINS = ("django", "djangojs")
# The language that the code's own texts are in, and those of packages.
SOURCE_LANGUAGE = "en"
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
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def catalogue_paths(locale_dir=LOCALE_DIR):
    """Every catalogue's source file: our own texts', and those that correct the packages'.

    They are called ``<language>/LC_MESSAGES/<domain>.po``, in ``locale`` and ``locale/packages``.
    """
    return sorted(Path(locale_dir).rglob("LC_MESSAGES/*.po"))


def read_catalogue(path):
    """The Babel catalogue in a ``.po`` file; a broken one raises PoFileError."""
    with path.open("rb") as source:
        return read_po(source, locale=path.parent.parent.name, abort_invalid=True)


@dataclass(frozen=True, slots=True)
class CatalogueState:
    """How far one catalogue of interface words is: texts, and words of the texts as the code has
    them. ``is_correction``: it puts right what installed packages say."""

    language: str
    domain: str
    is_correction: bool
    total: int
    untranslated: int
    fuzzy: int
    words: int
    words_left: int

    @property
    def percent(self):
        """How much is translated, in whole percent of words; 100 only if all is."""
        return whole_percent(self.words, self.words_left)


def catalogue_states(locale_dir=LOCALE_DIR):
    """The state of every catalogue, the site's own before those that correct packages; a file that
    cannot be read raises PoFileError."""
    states = []
    for path in catalogue_paths(locale_dir):
        stat = path.stat()
        states.append(_state_of(path, stat.st_mtime_ns, stat.st_size))
    order = [code for code, _name in settings.LANGUAGES]
    return sorted(
        (state for state in states if state.language in order),
        key=lambda state: (state.is_correction, state.domain, order.index(state.language)),
    )


@lru_cache(maxsize=64)
def _state_of(path, _changed, _size):
    """The state of the catalogue in a file; read again only when the file has changed."""
    language = to_language(path.parent.parent.name)
    total = untranslated = fuzzy = words = words_left = 0
    for message in read_catalogue(path):
        if not message.id:
            continue
        text = message.id[0] if message.pluralizable else message.id
        texts = message.string if message.pluralizable else (message.string,)
        # An empty text of the source language means its msgid.
        is_empty = language != SOURCE_LANGUAGE and not all(texts)
        number = len(text.split())
        total += 1
        words += number
        fuzzy += message.fuzzy
        untranslated += is_empty and not message.fuzzy
        words_left += number if is_empty or message.fuzzy else 0
    is_correction = path.parents[2].name == "packages"
    return CatalogueState(
        language, path.stem, is_correction, total, untranslated, fuzzy, words, words_left
    )


def catalogue_path(language, locale_dir=LOCALE_DIR):
    """Where the source of our own texts' catalogue in a language (BCP 47) lies."""
    return Path(locale_dir) / to_locale(language) / "LC_MESSAGES" / "django.po"


def compile_catalogues(locale_dir=LOCALE_DIR):
    """Write each ``.mo`` file that is missing or older than its source; return their paths.

    That of a further language is completed (see ``complete``). A file is replaced in one step, so
    that a server reading it never sees half of one.
    """
    source = catalogue_path(SOURCE_LANGUAGE, locale_dir)
    further = set(further_catalogue_paths(locale_dir)) if source.exists() else set()
    written = []
    for path in sorted({*catalogue_paths(locale_dir), *further}):
        target = path.with_suffix(".mo")
        sources = [one for one in (path, source if path in further else path) if one.exists()]
        newest = max(one.stat().st_mtime for one in sources)
        if target.exists() and target.stat().st_mtime >= newest:
            continue
        catalogue = read_catalogue(path) if path.exists() else Catalog(path.parent.parent.name)
        if path in further:
            complete(catalogue, path)
        path.parent.mkdir(parents=True, exist_ok=True)
        # Its own name for each process: several may start at once.
        partial = target.with_suffix(f".{os.getpid()}.partial")
        with partial.open("wb") as destination:
            write_mo(destination, catalogue)
        partial.replace(target)
        written.append(target)
    return written


def translations(source, target, locale_dir=LOCALE_DIR):
    """What the interface says in one language (its code) and in another: (text, text) pairs.

    Texts with plural forms are left out. What was read is remembered until a file changes.
    """
    paths = [
        Path(locale_dir) / to_locale(code) / "LC_MESSAGES" / "django.po"
        for code in (source, target)
    ]
    if not all(path.exists() for path in paths):
        return ()
    return _translations(*((path, path.stat().st_mtime_ns) for path in paths))


@lru_cache(maxsize=8)
def _translations(*paths_and_times):
    texts, others = (_texts(path) for path, _changed_at in paths_and_times)
    return tuple({(text, others[name]): None for name, text in texts.items() if name in others})


def _texts(path):
    return {
        (message.context, message.id): message.string
        for message in read_catalogue(path)
        if message.id and not message.pluralizable and message.string and not message.fuzzy
    }


def further_catalogue_paths(locale_dir):
    """Where the catalogues of the languages are that are neither the default nor the source one,
    whether somebody has made them or not."""
    others = {code for code, _name in settings.LANGUAGES}
    for code in others - {settings.LANGUAGE_CODE, SOURCE_LANGUAGE}:
        for domain in DOMAINS:
            yield catalogue_path(code, locale_dir).with_name(f"{domain}.po")


def complete(catalogue, path):
    """Give the catalogue that belongs at a path the texts that nobody has translated, ours and
    those of packages, as the source language has them.

    Django would look for them in the default language, which their readers may not know at all.
    """
    place, own = path.relative_to(path.parents[2]), path.parents[2]
    translated, sources = set(), []
    corrections = own / "packages" / place
    if corrections.exists():
        translated |= {key_of(message) for message in read_catalogue(corrections)}
    for folder in (own, *package_folders()):
        compiled = (folder / place).with_suffix(".mo")
        if folder != own and compiled.exists():
            with compiled.open("rb") as file:
                translated |= {key_of(message) for message in read_mo(file)}
        listed = folder / SOURCE_LANGUAGE / "LC_MESSAGES" / path.name
        if listed.exists():
            sources.append(read_catalogue(listed))
    for messages in sources:
        for message in messages:
            if message.id and key_of(message) not in translated:
                _complete_with(catalogue, message)


def _complete_with(catalogue, message):
    known = catalogue.get(message.id, message.context)
    if known and not known.fuzzy and all(forms_of(known)):
        return
    texts = forms_of(message) if all(forms_of(message)) else message.id
    if message.pluralizable:
        # What is said of one thing alone would be wrong of another number of the same form.
        texts = [texts[-1]] * catalogue.num_plurals
    elif not isinstance(texts, str):
        [texts] = texts
    catalogue.delete(message.id, message.context)
    catalogue.add(message.id, texts, context=message.context)


def package_folders():
    """The catalogue folders of Django and of the installed packages; the apps need not be ready."""
    yield Path(django.__file__).parent / "conf" / "locale"
    for name in settings.INSTALLED_APPS:
        for place in find_spec(name).submodule_search_locations or ():
            yield Path(place) / "locale"


def key_of(message):
    """What a message is known by: its context and its text, or the first of its forms."""
    return message.context, message.id[0] if message.pluralizable else message.id


def forms_of(message):
    """A message's translation as a tuple: one text, or one per plural form."""
    return tuple(message.string) if message.pluralizable else (message.string,)


def placeholder_faults(ids, texts):
    """What is wrong with the placeholders of a message's translation.

    In: its msgid, and its plural's if it has one; its text, or one for each plural form. Out: the
    set of those that the msgids do not have, and whether a text leaves one out.
    """
    known = set(PLACEHOLDER.findall(" ".join(ids)))
    unknown, lacks_one = set(), False
    for text in filter(None, texts):
        found = set(PLACEHOLDER.findall(text))
        unknown |= found - known
        # A plural form may say "one" or "two" in words; a singular text may leave nothing out.
        lacks_one |= len(ids) == 1 and bool(known - found)
    return unknown, lacks_one


def catalogue_faults(path):
    """What a reader of this catalogue would stumble over, one line per fault."""
    try:
        catalogue = read_catalogue(path)
    except PoFileError as error:
        return [f"{path}: {error}"]
    faults = []
    for message in catalogue:
        if not message.id:
            continue
        ids = message.id if message.pluralizable else (message.id,)
        texts = message.string if message.pluralizable else (message.string,)
        where = f"{path}: {ids[0]!r}"
        if message.fuzzy:
            faults.append(f"{where} is fuzzy")
        if message.pluralizable and len(texts) != catalogue.num_plurals:
            faults.append(f"{where} needs {catalogue.num_plurals} plural forms, has {len(texts)}")
        # An empty text of the source language means its msgid.
        if path.parent.parent.name != SOURCE_LANGUAGE and not all(texts):
            faults.append(f"{where} is not translated")
        unknown, lacks_one = placeholder_faults(ids, texts)
        if unknown:
            faults.append(f"{where} has the unknown placeholder {', '.join(sorted(unknown))}")
        elif lacks_one:
            faults.append(f"{where} leaves out a placeholder")
    faults += [f"{path}: {key!r} is obsolete" for key in catalogue.obsolete]
    return faults


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


def code_faults(base_dir, locale_dir=LOCALE_DIR):
    """One line for each text of the code that a language's catalogue does not know, and for each
    of the catalogue's that is not in the code any more."""
    wanted = extract_all(base_dir)
    faults = []
    for code, _name in settings.LANGUAGES:
        path = catalogue_path(code, locale_dir)
        if not path.exists():
            faults.append(f"{path} does not exist")
            continue
        known = {
            (message.context, message.id[0] if message.pluralizable else message.id)
            for message in read_catalogue(path)
            if message.id
        }
        for texts, fault in (
            (wanted - known, "is missing"),
            (known - wanted, "is not in the code"),
        ):
            faults += [
                f"{path}: {msgid!r} {fault}"
                for _context, msgid in sorted(texts, key=lambda pair: (pair[1], pair[0] or ""))
            ]
    return faults


def main():
    """Compile what is stale, then print every fault; exit with 1 when there is one."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_config.settings")
    django.setup()
    from languages.package_catalogues import corrected_languages, package_faults

    faults = [fault for path in catalogue_paths() for fault in catalogue_faults(path)]
    # What cannot be read cannot be compiled or searched either.
    with suppress(PoFileError):
        compile_catalogues()
        faults += code_faults(LOCALE_DIR.parent)
        for language in corrected_languages():
            faults += package_faults(language)
    print("\n".join(faults) or "Every text is in every catalogue.")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
