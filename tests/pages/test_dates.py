"""Dates on pages: in the reader's language, month names and digits as the settings say."""

from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup

from languages import cldr
from tests.factories import ContentPageFactory


@pytest.fixture
def page(home):
    """A page published late on the last day of January by Stockholm's clocks."""
    return ContentPageFactory(
        parent=home, slug="page", last_published_at=datetime(2026, 1, 31, 22, 30, tzinfo=UTC)
    )


@pytest.fixture(autouse=True)
def _fresh_locales():
    """The settings' locales are remembered between calls: not between these tests."""
    cldr.format_locale.cache_clear()
    yield
    cldr.format_locale.cache_clear()


@pytest.mark.parametrize(
    ("language", "locale", "digits", "expected"),
    [
        ("ar", "ar-JO", "latn", "31 كانون الثاني 2026"),
        ("ar", "ar-EG", "latn", "31 يناير 2026"),
        ("ar", "ar-DZ", "latn", "31 جانفي 2026"),
        ("ar", "ar-JO", "arab", "٣١ كانون الثاني ٢٠٢٦"),
        ("en", "en-GB", "latn", "31 January 2026"),
    ],
)
def test_a_page_says_when_it_was_updated(
    client, page, settings, language, locale, digits, expected
):
    settings.FORMAT_LOCALES = {language: locale}
    settings.NUMBERING_SYSTEMS = {language: digits}

    document = BeautifulSoup(client.get(f"/{language}/page/").content, "html.parser")

    assert document.find("time").get_text() == expected
    assert document.find("time")["datetime"] == "2026-01-31T23:30:00+0100"
