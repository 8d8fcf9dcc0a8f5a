"""Language names for labels that are evaluated lazily."""

from django.utils.functional import lazystr
from django.utils.translation import get_language

from languages import cldr


def language_label(language):
    """A language's name, in the language active when the label is shown."""
    return lazystr(_LanguageName(language))


class _LanguageName:
    """Looks up the name each time it is converted to a str."""

    def __init__(self, language):
        self.language = language

    def __str__(self):
        return cldr.name_in(self.language, get_language())
