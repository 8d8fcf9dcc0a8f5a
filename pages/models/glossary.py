"""The glossary page and its terms, in every language."""

import re

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import InlinePanel

from languages.collation import first_letter, sort_key
from languages.panels import TranslatedFieldPanel
from languages.texts import LocalizedText, column, is_blank, localized
from pages.models.base import BasePage
from pages.models.items import KeyedItem

# Commas and semicolons of any script, and line ends.
_SEPARATOR = re.compile(r"[,;،؛\n]+")


class GlossaryPage(BasePage):
    """One page of all terms, sorted for the reader's language."""

    content_panels = [
        *BasePage.content_panels,
        InlinePanel("terms", label=_("term"), heading=_("Terms")),
    ]

    parent_page_types = ["pages.HomePage"]
    subpage_types = []
    max_count = 1

    class Meta:
        verbose_name = _("glossary")
        verbose_name_plural = _("glossaries")

    def get_context(self, request, *args, **kwargs):
        """Adds ``letters``, a list of dicts in alphabetical order: ``letter``, ``id`` (of its
        section), ``language`` and ``terms``."""
        return {**super().get_context(request, *args, **kwargs), "letters": self._letters()}

    def _letters(self):
        """The terms grouped by first letter, those in the reader's language first."""
        reader_language = get_language()
        shown = self.text_languages(reader_language)
        named = []
        for term in self.terms.all():
            term.name = localized(term, "term", reader_language)
            term.meaning = localized(term, "definition", reader_language)
            if term.name and term.meaning:
                term.elsewhere = [name for name in term.names(shown) if name != term.name]
                named.append(term)
        named.sort(
            key=lambda term: (
                shown.index(term.name.language),
                sort_key(str(term.name), term.name.language),
            )
        )
        letters = {}
        for term in named:
            language = term.name.language
            letter = first_letter(str(term.name), language)
            letters.setdefault((language, letter), []).append(term)
        return [
            {"id": f"letter-{number}", "letter": letter, "language": language, "terms": terms}
            for number, ((language, letter), terms) in enumerate(letters.items(), start=1)
        ]


class GlossaryTerm(KeyedItem):
    """A term and its definition."""

    page = ParentalKey(GlossaryPage, on_delete=models.CASCADE, related_name="terms")
    term = models.CharField(_("term"), max_length=100)
    definition = models.TextField(_("definition"), blank=True)
    other_forms = models.CharField(
        _("other forms"),
        max_length=500,
        blank=True,
        help_text=_(
            "Plurals, spellings and synonyms used in texts, separated by commas. Forms with the "
            "article or joined prefixes are recognised automatically."
        ),
    )

    panels = [
        TranslatedFieldPanel("term"),
        TranslatedFieldPanel("definition"),
        TranslatedFieldPanel("other_forms"),
    ]

    # A term's other forms in one language need no counterparts in another.
    in_own_words = ("other_forms",)

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")

    def __str__(self):
        return self.term or ""

    def text_languages(self, reader_language):
        """The languages that the glossary page may show."""
        return self.page.text_languages(reader_language)

    @property
    def anchor(self):
        """The id of the term on the page, independent of its wording."""
        return f"term-{self.key.hex[:12]}"

    def forms(self, language):
        """The term in a language and its other forms."""
        others = _SEPARATOR.split(getattr(self, column("other_forms", language)) or "")
        forms = [getattr(self, column("term", language)) or "", *others]
        return [form.strip() for form in forms if not is_blank(form)]

    def names(self, languages):
        """The term's names in these languages, where it has one."""
        names = [(getattr(self, column("term", language)), language) for language in languages]
        reader_language = get_language()
        return [
            LocalizedText(name, language, reader_language)
            for name, language in names
            if not is_blank(name)
        ]
