"""Addresses good and bad: never a server error, always a page in a language the reader reads."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from tests.factories import ContentPageFactory


@pytest.fixture
def visitor(home):
    """A visitor whose requests may show how the server fails."""
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("", "ar"),
        ("en", "en"),
        ("ar", "ar"),
        ("en-GB,en;q=0.9", "en"),
        ("ar-SY,ar;q=0.9,en;q=0.5", "ar"),
        ("sv,en;q=0.8,ar;q=0.3", "en"),
        ("sv", "ar"),
        ("fr;q=1,*;q=0.1", "ar"),
        ("en;q=0,ar;q=0.1", "ar"),
        ("EN-us", "en"),
        (";;;,,,q=", "ar"),
        ("en;q=banana", "ar"),
        ("\x00\x01\x7f", "ar"),
        ("عربي", "ar"),
        ("x" * 20_000, "ar"),
        (",".join(f"a{n}" for n in range(2_000)) + ",en", "ar"),
        ("../../etc/passwd", "ar"),
    ],
    ids=lambda value: ascii(value)[:24],
)
def test_the_bare_address_leads_to_the_readers_language(visitor, accepted, language):
    response = visitor.get("/", headers={"accept-language": accepted})
    assert (response.status_code, response["Location"]) == (302, f"/{language}/")
    assert "Accept-Language" in response["Vary"]
    assert not response.cookies


BAD_PATHS = [
    "nowhere/",
    "nowhere",
    "nowhere/at/all/",
    "work-areas/../../etc/passwd",
    "%00/",
    "a%00b/",
    "%ff%fe/",
    "%zz/",
    "%/",
    "%D8%B9%D9%86/",
    "a b/",
    "a;b=c/",
    "<script>/",
    "'--/",
    "\u202e/",
    "%2e%2e/",
    "/" * 50,
    "a" * 10_000 + "/",
    "a/" * 5_000,
    "?" + "q=%00&" * 500,
    "search/?q=%00",
    "search/?q=" + "a" * 10_000,
    "search/?q=%ff%fe&q[]=1&%00=%00",
    "search/?q='\";--<script>",
    'search/?q=* OR NEAR( ^ " -',
    "search/%00",
    "?page=%00&%ff=1",
]


@pytest.mark.parametrize("path", BAD_PATHS, ids=lambda path: ascii(path)[:24])
def test_a_bad_address_gets_a_helpful_page_in_its_language(visitor, language, path):
    response = visitor.get(f"/{language}/{path}", follow=True)
    assert response.status_code in (200, 400, 404)
    html = BeautifulSoup(response.content, "html.parser").html
    assert html["lang"] == language
    assert html["dir"] == {"ar": "rtl", "en": "ltr"}[language]
    assert html.find("h1").get_text().strip()
    assert html.find("a", href=f"/{language}/")
    assert "<script>/" not in response.content.decode()


@pytest.mark.parametrize(
    "path",
    ["/fr/", "/xx/page/", "/ar-/", "/%00/", "/favicon.ico", "//", "/nowhere"],
)
def test_an_address_without_a_language_of_ours_is_answered_in_the_readers(visitor, language, path):
    response = visitor.get(path, headers={"accept-language": language}, follow=True)
    assert response.status_code in (200, 400, 404)
    assert BeautifulSoup(response.content, "html.parser").html["lang"] == language


@pytest.mark.parametrize(("path", "language"), [("/AR/", "ar"), ("/en-GB/", "en")])
def test_a_language_is_known_however_its_code_is_written(visitor, path, language):
    response = visitor.get(path, headers={"accept-language": "sv"}, follow=True)
    assert response.status_code in (200, 404)
    assert BeautifulSoup(response.content, "html.parser").html["lang"] == language


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
def test_a_wrong_method_is_refused_with_a_page_and_what_is_allowed(home, language, method):
    ContentPageFactory(parent=home, slug="page")
    for path in (f"/{language}/", f"/{language}/page/", f"/{language}/search/"):
        visitor = Client(raise_request_exception=False)
        response = getattr(visitor, method)(path)
        assert response.status_code == 405, path
        assert {"GET", "HEAD"} <= {name.strip() for name in response["Allow"].split(",")}
        assert BeautifulSoup(response.content, "html.parser").html["lang"] == language


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_a_visitor_without_a_token_is_told_what_the_address_takes(home, language, method):
    visitor = Client(enforce_csrf_checks=True, raise_request_exception=False)
    for path, status in (
        (f"/{language}/", 405),
        (f"/{language}/search/", 405),
        (f"/{language}/no/", 404),
    ):
        response = getattr(visitor, method)(path)
        assert response.status_code == status, path
        assert response.has_header("Allow") == (status == 405)
        assert BeautifulSoup(response.content, "html.parser").html["lang"] == language


def test_a_form_from_elsewhere_is_refused_with_a_page(db):
    visitor = Client(enforce_csrf_checks=True, raise_request_exception=False)
    response = visitor.post("/admin/login/", {"username": "a"}, headers={"accept-language": "en"})
    assert response.status_code == 403
    assert BeautifulSoup(response.content, "html.parser").html["lang"] == "en"


def test_options_and_head_are_answered(visitor, language):
    response = visitor.options(f"/{language}/")
    assert (response.status_code, response.content) == (200, b"")
    head = visitor.head(f"/{language}/")
    assert (head.status_code, head.content) == (200, b"")


def test_a_page_is_in_its_languages_direction(visitor, language):
    html = BeautifulSoup(visitor.get(f"/{language}/").content, "html.parser").html
    assert (html["lang"], html["dir"]) == (language, {"ar": "rtl", "en": "ltr"}[language])


def test_a_visitor_gets_no_cookie(visitor, language):
    for path in (f"/{language}/", f"/{language}/nowhere/", f"/{language}/search/?q=a"):
        assert not visitor.get(path).cookies
