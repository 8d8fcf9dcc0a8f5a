"""The glossary's terms for translators: what each is called in two languages."""

from dataclasses import dataclass

from languages.texts import column, is_blank
from pages.models import GlossaryTerm
from pages.public.terms import TermFinder


@dataclass(frozen=True, slots=True)
class TermPair:
    """One term in both languages: its names, and the forms by which the target's texts may call
    it."""

    source: str
    target: str


class Terms:
    """The glossary between two languages (their codes); asks one query."""

    def __init__(self, source, target):
        items = [
            item
            for item in GlossaryTerm.objects.order_by("pk")
            if not any(is_blank(getattr(item, column("term", code))) for code in (source, target))
        ]
        self.pairs = {
            item.pk: TermPair(*(getattr(item, column("term", code)) for code in (source, target)))
            for item in items
        }
        self._source, self._target = (
            TermFinder(code, [(form, item.pk) for item in items for form in item.forms(code)])
            for code in (source, target)
        )

    def found_in(self, text):
        """The terms in a piece of source text without tags: (start, end, TermPair)."""
        for start, end, pk in self._source.find(text):
            yield start, end, self.pairs[pk]

    def lacking(self, source_text, target_text):
        """The terms of a source text whose counterparts its translation lacks, each once; both
        texts without tags."""
        used = {pk for _start, _end, pk in self._target.find(target_text)}
        wanted = dict.fromkeys(pk for _start, _end, pk in self._source.find(source_text))
        return [self.pairs[pk] for pk in wanted if pk not in used]
