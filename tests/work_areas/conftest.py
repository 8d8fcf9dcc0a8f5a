"""Fixtures: the index pages of news and publications."""

import pytest
from bs4 import BeautifulSoup

from tests.factories import NewsIndexPageFactory, PublicationIndexPageFactory
from work_areas.models import PublicationKind


@pytest.fixture
def news(home):
    """The index page of news."""
    return NewsIndexPageFactory(parent=home, title_ar="الأخبار", title_en="News")


@pytest.fixture
def publications(home):
    """The index page of publications, with two kinds: guides before reports."""
    page = PublicationIndexPageFactory(parent=home, title_ar="المنشورات", title_en="Publications")
    page.kinds.set(
        [
            PublicationKind(title_ar="دليل", title_en="Guide", sort_order=0),
            PublicationKind(title_ar="تقرير", title_en="", sort_order=1),
        ]
    )
    page.save()
    return page


@pytest.fixture
def read(client):
    """A function that requests a URL; returns the parsed HTML."""

    def open_page(address, status=200):
        response = client.get(address)
        assert response.status_code == status, address
        return BeautifulSoup(response.content, "html.parser")

    return open_page
