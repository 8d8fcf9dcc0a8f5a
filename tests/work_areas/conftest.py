"""The lists of news and publications, for the tests of what stands on them."""

import pytest
from bs4 import BeautifulSoup

from tests.factories import NewsIndexPageFactory, PublicationIndexPageFactory
from work_areas.models import PublicationKind


@pytest.fixture
def news(home):
    """The list of news."""
    return NewsIndexPageFactory(parent=home, title_ar="الأخبار", title_en="News")


@pytest.fixture
def publications(home):
    """The list of publications, with two kinds of them: guides before reports."""
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
    """A function that opens an address, which must be there; what it shows, as a document."""

    def open_page(address, status=200):
        response = client.get(address)
        assert response.status_code == status, address
        return BeautifulSoup(response.content, "html.parser")

    return open_page
