"""How far each interface catalogue is translated, and what it says in two languages."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import to_language, to_locale

from languages.catalogues.files import LOCALE_DIR, SOURCE_LANGUAGE, catalogue_paths, read_catalogue
from languages.progress import whole_percent


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
