"""Finds what is wrong in the interface catalogues."""

import re

from babel.messages.pofile import PoFileError
from django.conf import settings

from languages.catalogues.extraction import extract_all
from languages.catalogues.files import LOCALE_DIR, SOURCE_LANGUAGE, catalogue_path, read_catalogue

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


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
