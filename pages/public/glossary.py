"""The glossary as other pages use it: a language's terms, cached until they change."""

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

# Seconds. Changes clear the cache at once; this bounds the life of an entry written by a process
# that had read the terms just before a change.
_REMEMBERED = 300


@dataclass(frozen=True, slots=True)
class Term:
    """A term in one language: its id on the glossary page, its name and definition."""

    anchor: str
    name: str
    definition: str
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Glossary:
    """A language's published terms, and the glossary page's URL in each language."""

    terms: tuple[Term, ...]
    urls: dict[str, str]


def _cache_key(language):
    return f"glossary.{language}"


def glossary_in(language):
    """The Glossary of a language (its code), empty if there is none; at most one query."""
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
    """HTML of a text in a language, with a control on the first use of each glossary term that
    shows its definition."""
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
            # The words come from the given HTML, so they are safe already.
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
    """Clear the cached terms when the transaction is committed."""
    keys = [_cache_key(language) for language in cldr.language_codes()]
    transaction.on_commit(lambda: cache.delete_many(keys))


def purge(instance, **kwargs):
    """Purge all pages with texts from the frontend cache when the glossary changes for visitors.

    Only rendering would tell which pages use a term, and the glossary rarely changes.
    """
    page = instance.page if isinstance(instance, PageViewRestriction) else instance
    if get_backends() and issubclass(page.specific_class, GlossaryPage):
        pages = BasePage.objects.live().type(HasBody)
        transaction.on_commit(lambda: purge_pages_from_cache(pages))


def connect():
    """Connect the signals after which other terms, or none, may be published."""
    for signal in (post_save, post_delete):
        for model in (GlossaryPage, GlossaryTerm, PageViewRestriction):
            signal.connect(forget, sender=model, dispatch_uid=f"glossary-{model.__name__}")
        signal.connect(purge, sender=PageViewRestriction, dispatch_uid="glossary-purge")
    for signal in (page_unpublished, page_slug_changed, post_page_move):
        signal.connect(forget, dispatch_uid="glossary")
    # A page is unpublished before it is deleted.
    for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
        signal.connect(purge, dispatch_uid="glossary-purge")
