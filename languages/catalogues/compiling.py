"""Compiles the interface catalogues, without system gettext."""

import os
from importlib.util import find_spec
from pathlib import Path

import django
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo, write_mo
from django.conf import settings

from languages.catalogues.files import (
    DOMAINS,
    LOCALE_DIR,
    SOURCE_LANGUAGE,
    catalogue_path,
    catalogue_paths,
    forms_of,
    message_key,
    read_catalogue,
)


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
        translated |= {message_key(message) for message in read_catalogue(corrections)}
    for folder in (own, *package_folders()):
        compiled = (folder / place).with_suffix(".mo")
        if folder != own and compiled.exists():
            with compiled.open("rb") as file:
                translated |= {message_key(message) for message in read_mo(file)}
        listed = folder / SOURCE_LANGUAGE / "LC_MESSAGES" / path.name
        if listed.exists():
            sources.append(read_catalogue(listed))
    for messages in sources:
        for message in messages:
            if message.id and message_key(message) not in translated:
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
