"""The pages and queries of the search benchmark, and its scores."""

import tomllib
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from languages import cldr
from languages.texts import column
from pages.models import BasePage, ContentPage, HomePage
from pages.search.analysis import query_words
from pages.search.models import SearchEntry
from pages.search.querying import Search

FOLDER = Path(__file__).parent
# The query files, in the order in which they were written.
FILES = ("queries", "unseen", "newest")
MISLEADING = "misleading"
FIRST = 5


def read(name):
    """The data of a TOML file."""
    with (FOLDER / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


def queries(language, only=None, name="queries"):
    """(kind, query, slug of the expected page) for every query in a language (``name`` is one of
    ``FILES``); ``only`` keeps the queries for these slugs."""
    return [
        (kind, query, slug)
        for kind, pages in read(f"{name}-{language}").items()
        for slug, asked in pages.items()
        for query in asked
        if only is None or slug in only
    ]


def add_texts():
    """Create a page for each text, below the home page; returns their slugs."""
    home = HomePage.objects.get()
    for slug, texts in read("texts").items():
        page = ContentPage(slug=slug)
        for language in cldr.language_codes():
            setattr(page, column("title", language), texts["title"][language])
            setattr(page, column("summary", language), texts["summary"][language])
            body = [("rich_text", f"<p>{texts['body'][language]}</p>")]
            setattr(page, column("body", language), body)
            setattr(page, column("released", language), True)
        home.add_child(instance=page)
    return set(read("texts"))


def ours(query, language):
    """The slugs that our search finds, best first."""
    search = Search(query, language)
    if not search.words:
        return []
    slugs = dict(BasePage.objects.values_list("pk", "slug"))
    pages = dict(SearchEntry.objects.values_list("pk", "page_id"))
    keys = search.keys(1000)
    if not keys and search.loosen():
        keys = search.keys(1000)
    return [slugs.get(pages[key]) for key in keys]


def wagtails(query, language):
    """The slugs of Wagtail's default search, filtered to what is available in the language."""
    words = " ".join(word.text for word in query_words(query, language))
    if not words:
        return []
    hits = [page.pk for page in BasePage.objects.search(words)[:1000]]
    available = BasePage.objects.available_in(language).in_bulk(hits)
    return [available[key].slug for key in hits if key in available]


@dataclass
class Score:
    """The score of a kind of query: number of queries, number with the page among the first five,
    and sum of reciprocal ranks."""

    asked: int = 0
    found: int = 0
    reciprocals: float = 0.0
    missed: list = field(default_factory=list)

    @property
    def recall(self):
        return self.found / self.asked

    @property
    def rank(self):
        """The mean reciprocal rank."""
        return self.reciprocals / self.asked


def evaluate(search, language, only=None, name="queries"):
    """A search's ``Score`` by kind of query in a language (see ``ours``). For misleading queries,
    ``found`` counts false matches."""
    scores = defaultdict(Score)
    for kind, query, slug in queries(language, only, name):
        found, score = search(query, language), scores[kind]
        score.asked += 1
        rank = found.index(slug) + 1 if slug in found else None
        if kind == MISLEADING:
            score.found += rank is not None
            if rank:
                score.missed.append((query, slug))
        elif rank and rank <= FIRST:
            score.found += 1
            score.reciprocals += 1 / rank
        else:
            score.reciprocals += 1 / rank if rank else 0
            score.missed.append((query, slug, rank, found[:FIRST]))
    return scores
