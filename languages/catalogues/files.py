"""Where the interface catalogues lie, and how they are read."""

from pathlib import Path

from babel.messages.pofile import read_po
from django.utils.translation import to_locale

LOCALE_DIR = Path(__file__).resolve().parents[2] / "locale"
DOMAINS = ("django", "djangojs")
# The language that the code's own texts are in, and those of packages.
SOURCE_LANGUAGE = "en"


def catalogue_paths(locale_dir=LOCALE_DIR):
    """Every catalogue's source file: our own texts', and those that correct the packages'.

    They are called ``<language>/LC_MESSAGES/<domain>.po``, in ``locale`` and ``locale/packages``.
    """
    return sorted(Path(locale_dir).rglob("LC_MESSAGES/*.po"))


def catalogue_path(language, locale_dir=LOCALE_DIR):
    """Where the source of our own texts' catalogue in a language (BCP 47) lies."""
    return Path(locale_dir) / to_locale(language) / "LC_MESSAGES" / "django.po"


def read_catalogue(path):
    """The Babel catalogue in a ``.po`` file; a broken one raises PoFileError."""
    with path.open("rb") as source:
        return read_po(source, locale=path.parent.parent.name, abort_invalid=True)


def message_key(message):
    """What a message is known by: its context and its text, or the first of its forms."""
    return message.context, message.id[0] if message.pluralizable else message.id


def forms_of(message):
    """A message's translation as a tuple: one text, or one per plural form."""
    return tuple(message.string) if message.pluralizable else (message.string,)
