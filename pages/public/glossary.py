"""The glossary as other pages use it: the terms of a language, remembered until they change."""

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from django.core.cache import cache
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from wagtail.contrib.frontend_cache.utils import get_backends, purge_pages_from_cache
from wagtail.models import PageViewRestriction
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from languages import cldr
from languages.texts import column, is_blank
from pages.models import BasePage, GlossaryPage, GlossaryTerm, HasBody
from pages.public.terms import TermFinder, explain

# Seconds. What changes is forgotten at once; this bounds what a process remembers that had read
# the terms just before they changed.
_REMEMBERED = 300


@dataclass(frozen=True, slots=True)
class Term:
    """A term in one language: its anchor on the glossary page, and what readers are told."""

    anchor: str
    name: str
    definition: str
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Glossary:
    """The terms that visitors may read in one language, and the glossary's address in each."""

    terms: tuple[Term, ...]
    urls: dict[str, str]


def _cache_key(language):
    return f"glossary.{language}"


def glossary_in(language):
    """The Glossary of a language (its code), empty where there is none; asks one query at most."""
    found = cache.get(_cache_key(language))
    if found is None:
        found = _read(language)
        cache.set(_cache_key(language), found, _REMEMBERED)
    return found


def _read(language):
    items = GlossaryTerm.objects.filter(
        page__in=GlossaryPage.objects.available_in(language)
    ).select_related("page")
    name, definition = column("term", language), column("definition", language)
    terms, urls = [], {}
    for item in items.order_by("pk"):
        if is_blank(getattr(item, name)) or is_blank(getattr(item, definition)):
            continue
        texts = (getattr(item, name), getattr(item, definition))
        terms.append(Term(item.anchor, *texts, tuple(item.forms(language))))
        urls = urls or _urls(item.page)
    return Glossary(tuple(terms), urls)


def _urls(page):
    urls = {}
    for code in cldr.language_codes():
        with translation.override(code):
            urls[code] = page.get_url()
    return urls


def explained(html, language):
    """HTML of a text in a language, the first use of each term of the glossary in it a control
    that shows its definition."""
    glossary = glossary_in(language)
    if not glossary.terms:
        return html
    url = glossary.urls[translation.get_language()]
    terms = {term.anchor: term for term in glossary.terms}
    explanations = Counter()

    def control(anchor, words):
        term = terms[anchor]
        explanations[anchor] += 1
        number = explanations[anchor]
        return format_html(
            '<button type="button" class="term" popovertarget="{identifier}">{words}</button>'
            '<span class="term-note" id="{identifier}" popover role="note">'
            '<dfn><a href="{url}#{anchor}">{name}</a></dfn> {definition}</span>',
            anchor=anchor,
            identifier=anchor if number == 1 else f"{anchor}-{number}",
            # A part of the HTML that was given.
            words=mark_safe(words),  # noqa: S308
            url=url,
            name=term.name,
            definition=term.definition,
        )

    return explain(html, _finder(language, glossary.terms), control)


@lru_cache(maxsize=8)
def _finder(language, terms):
    return TermFinder(language, [(form, term.anchor) for term in terms for form in term.forms])


def forget(**kwargs):
    """Forget all terms, once what is being written is written."""
    keys = [_cache_key(language) for language in cldr.language_codes()]
    transaction.on_commit(lambda: cache.delete_many(keys))


def purge(instance, **kwargs):
    """Let the cache in front forget all pages with texts when the glossary changes for visitors.

    Which of them use a term, only showing them would tell; and a glossary changes rarely.
    """
    page = instance.page if isinstance(instance, PageViewRestriction) else instance
    if get_backends() and issubclass(page.specific_class, GlossaryPage):
        pages = BasePage.objects.live().type(HasBody)
        transaction.on_commit(lambda: purge_pages_from_cache(pages))


def connect():
    """Forget the terms whenever others may be read, or the page that holds them may be not."""
    for signal in (post_save, post_delete):
        for model in (GlossaryPage, GlossaryTerm, PageViewRestriction):
            signal.connect(forget, sender=model, dispatch_uid=f"glossary-{model.__name__}")
        signal.connect(purge, sender=PageViewRestriction, dispatch_uid="glossary-purge")
    for signal in (page_unpublished, page_slug_changed, post_page_move):
        signal.connect(forget, dispatch_uid="glossary")
    # What is deleted is withdrawn first.
    for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
        signal.connect(purge, dispatch_uid="glossary-purge")
