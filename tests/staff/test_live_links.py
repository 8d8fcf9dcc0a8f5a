"""The ways from the admin to what visitors read: a link for each language that is live."""

from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from tests.factories import ContentPageFactory


@pytest.fixture
def staff(admin_client_in, language):
    """A browser signed in to the admin, in each of its languages in turn."""
    return admin_client_in(language)


def links(html, within):
    """The links to live pages in a part of a screen: languages, addresses and labels."""
    part = BeautifulSoup(html, "html.parser").select_one(within)
    return [
        (tag["hreflang"], urlsplit(tag["href"]).path, tag.get_text(strip=True))
        for tag in part.select("a[hreflang]")
        if "w-hidden" not in tag["class"]
    ]


@pytest.mark.parametrize(
    ("released", "expected"),
    [
        ({"ar": True, "en": True}, [("ar", "العربية"), ("en", "English")]),
        ({"ar": True, "en": False}, [("ar", "العربية")]),
        ({"ar": False, "en": False}, []),
    ],
)
def test_there_is_a_link_for_each_live_language_and_no_other(staff, home, released, expected):
    page = ContentPageFactory(
        parent=home, slug="page", **{f"released_{code}": on for code, on in released.items()}
    )
    expected = [(code, f"/{code}/page/", name) for code, name in expected]
    editor = staff.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content
    assert links(editor, "header.w-slim-header") == expected
    explorer = staff.get(reverse("wagtailadmin_explore", args=[page.pk])).content
    assert links(explorer, "header.w-slim-header") == expected
    siblings = staff.get(reverse("wagtailadmin_explore", args=[home.pk])).content
    assert links(siblings, "table.listing tbody") == expected
