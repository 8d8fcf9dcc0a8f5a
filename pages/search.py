"""Search in a language."""

from pages.models import BasePage

RESULTS_LIMIT = 50
# More than are shown: some of the best matches may not be available in the reader's language.
HITS_LIMIT = 200


def search_pages(query, language):
    """The pages available in a language (BCP 47) that hold the words of ``query``, best first."""
    hits = [page.pk for page in BasePage.objects.search(query)[:HITS_LIMIT]]
    available = BasePage.objects.available_in(language).in_bulk(hits)
    return [available[pk] for pk in hits if pk in available][:RESULTS_LIMIT]
