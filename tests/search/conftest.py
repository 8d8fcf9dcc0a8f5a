"""Fixtures of search tests: the search page, and the evaluation's texts."""

import pytest
from bs4 import BeautifulSoup
from django.db import transaction

from bench.search import evaluation
from pages.search.querying import Search


@pytest.fixture
def search_page(client):
    """A function that requests the search page; returns the parsed HTML."""

    def ask(language, status=200, **query):
        response = client.get(f"/{language}/search/", query)
        assert response.status_code == status
        return BeautifulSoup(response.content, "html.parser")

    return ask


@pytest.fixture
def found(db):
    """A function that searches; returns slugs, best first."""

    def ask(query, language, **filters):
        hits = Search(query, language, **filters).results().hits
        return [result.page.slug for result in hits.object_list if result.page] if hits else []

    return ask


@pytest.fixture(scope="module")
def _loaded_texts(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        evaluation.add_texts()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def texts(_loaded_texts, db):
    """Creates the pages of the evaluation's texts; their slugs."""
    return set(evaluation.read("texts"))
