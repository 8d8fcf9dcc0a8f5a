"""Search in a language."""

import unicodedata

from pages.models import BasePage

RESULTS_LIMIT = 50
# More than are shown: some of the best matches may not be available in the reader's language.
HITS_LIMIT = 200


def words_of(query):
    """A query's words alone: signs would be operators to the database's own search.

    In: any text. Out: its letters, digits and marks (such as vowel signs), the rest as spaces.
    """
    kept = (letter if unicodedata.category(letter)[0] in "LNM" else " " for letter in query)
    return " ".join("".join(kept).split())


def search_pages(query, language):
    """The pages available in a language (BCP 47) that hold the words of ``query``, best first."""
    if not (query := words_of(query)):
        return []
    hits = [page.pk for page in BasePage.objects.search(query)[:HITS_LIMIT]]
    available = BasePage.objects.available_in(language).in_bulk(hits)
    return [available[pk] for pk in hits if pk in available][:RESULTS_LIMIT]
