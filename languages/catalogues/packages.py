"""The project's corrections to the catalogues of the installed packages, in ``locale/packages``.

A package may leave a text of its admin untranslated, or translate it wrongly. What is put right
here wins over the package, and ``makemessages``, which knows only our own texts, leaves it alone.
"""

import re
from pathlib import Path

import django
from django.apps import apps

from languages.catalogues.faults import PLACEHOLDER
from languages.catalogues.files import (
    DOMAINS,
    LOCALE_DIR,
    SOURCE_LANGUAGE,
    forms_of,
    read_catalogue,
)
from languages.own_apps import is_own

PACKAGES_DIR = LOCALE_DIR / "packages"
TAG = re.compile(r"<[^>]*>")


def package_locale_dirs():
    """The catalogue folders of Django and of every installed app that is not the project's own."""
    found = [Path(django.__file__).parent / "conf" / "locale"]
    for app in apps.get_app_configs():
        folder = Path(app.path, "locale")
        if folder.is_dir() and not is_own(app):
            found.append(folder)
    return found


def read_messages(locale_dir, language, domain):
    """The messages of one catalogue by (context, msgid); none when it does not exist."""
    path = Path(locale_dir) / language / "LC_MESSAGES" / f"{domain}.po"
    if not path.exists():
        return {}
    return {
        (message.context, message.id[0] if message.pluralizable else message.id): message
        for message in read_catalogue(path)
        if message.id
    }


def is_words(msgid):
    """Whether a text has words; one of placeholders and signs is the same in every language."""
    return bool(re.search(r"[^\W\d_]", PLACEHOLDER.sub("", TAG.sub("", msgid))))


def is_translated(message):
    """Whether a reader is shown a text of their language: no form empty, doubtful or English."""
    ids = set(message.id if message.pluralizable else (message.id,))
    return not message.fuzzy and all(forms_of(message)) and not ids & set(forms_of(message))


def package_faults(language, corrections_dir=PACKAGES_DIR, locale_dirs=None):
    """What is wrong between the installed packages and our corrections, one line per fault.

    In: a language that has corrections, their folder, and the packages' catalogue folders (those
    installed, when not given). Told are: a correction of a text that no package has any longer, one
    that says what the package says itself by now, and a package's text that nobody has translated.
    """
    locale_dirs = package_locale_dirs() if locale_dirs is None else locale_dirs
    faults = []
    for domain in DOMAINS:
        ours = read_messages(corrections_dir, language, domain)
        where = Path(corrections_dir) / language / "LC_MESSAGES" / f"{domain}.po"
        wanted, theirs = {}, {}
        for locale_dir in locale_dirs:
            translated = read_messages(locale_dir, language, domain)
            # A package's English catalogue lists its texts; one without it is taken at its word.
            listed = read_messages(locale_dir, SOURCE_LANGUAGE, domain) or translated
            wanted |= listed
            for key in listed.keys() & translated.keys():
                theirs.setdefault(key, []).append(translated[key])
        for key, message in ours.items():
            same = [forms_of(their) == forms_of(message) for their in theirs.get(key, ())]
            if key not in wanted or wanted[key].pluralizable != message.pluralizable:
                faults.append(f"{where}: {key[1]!r} is in no installed package any longer")
            elif same and all(same) and is_translated(message):
                faults.append(f"{where}: {key[1]!r} says what the package itself says")
        faults += [
            f"{where}: {msgid!r} of an installed package is not translated"
            for context, msgid in sorted(wanted, key=lambda key: (key[1], key[0] or ""))
            if language != SOURCE_LANGUAGE
            and (context, msgid) not in ours
            and is_words(msgid)
            and not any(is_translated(their) for their in theirs.get((context, msgid), ()))
        ]
    return faults


def corrected_languages(corrections_dir=PACKAGES_DIR):
    """The languages in which packages are corrected, as codes."""
    return sorted(path.name for path in Path(corrections_dir).glob("*") if path.is_dir())
