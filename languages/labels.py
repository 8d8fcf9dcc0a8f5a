"""Names of languages for labels that are made before anybody reads them."""

from django.utils.functional import lazystr
from django.utils.translation import get_language

from languages import cldr


def language_label(language):
    """A language's name, in the language of whoever reads it."""
    return lazystr(_LanguageName(language))


class _LanguageName:
    """Turned into words only when it is read."""

    def __init__(self, language):
        self.language = language

    def __str__(self):
        return cldr.name_in(self.language, get_language())
