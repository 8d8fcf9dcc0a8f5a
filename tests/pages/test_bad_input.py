"""Whatever is sent to the public site, in any place: an answer with the right status, never
unescaped, never a failure of the server."""

from collections import defaultdict
from itertools import cycle
from urllib.parse import quote, unquote_to_bytes

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import QueryDict
from django.test import override_settings
from factory import make_factory
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from wagtail.models import PageViewRestriction, get_page_models

from pages.contact.models import ContactPage
from pages.limits.models import UseCount
from pages.models import BasePage, CustomDocument, HomePage
from tests.conftest import LANGUAGES
from tests.factories import (
    ContactPageFactory,
    ContentPageFactory,
    DocumentFactory,
    GlossaryPageFactory,
    ImageFactory,
    NewsIndexPageFactory,
    NewsPageFactory,
    PageFactory,
    PartnershipIndexPageFactory,
    PartnershipPageFactory,
    PublicationIndexPageFactory,
    PublicationPageFactory,
    WorkAreaIndexPageFactory,
)
from tests.html import parse
from tests.visitors import Visitor
from work_areas.models import PublicationKind, RelatedArea, WorkAreaPage

pytestmark = pytest.mark.both_databases

# What nobody writes by mistake: as an element, as an attribute, as a product that is worked out.
ELEMENT, ATTRIBUTE, PRODUCT = "<x-naughty", '" x-naughty="', "56944"
NULL = "\x00"
# Each as it stands in an address: what is no text could not be written otherwise.
NAUGHTY = [
    # No characters, half ones, and those that no text has.
    "",
    "%00",
    "a%00b",
    "%FF%FE",
    "%C0%AF",  # an overlong slash
    "%C0%80",  # an overlong null byte
    "%E0%A4%A",  # cut off
    "%ED%A0%80",  # half of a pair of surrogates
    "%F4%90%80%80",  # beyond the last character
    "%EF%BF%BE",  # a non-character
    "%zz",
    "%",
    "%250",
    "%0D%0ASet-Cookie:%20x=1",
    "%7F%1B%5B31m",
    "%07%08%0B%0C",
    # What turns, joins and hides.
    quote("\u202e\u2066abc"),
    quote("\u200f\u061c\u200b\u2060\ufeff"),
    quote("a" + "\u0301" * 300),
    quote("👩‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿"),
    quote("ﷺﷻ﷽ــــ"),
    quote("ﬀﬁİıßẞς"),
    # Numbers that are too large, or none.
    "0",
    "-1",
    "1.5",
    "1e309",
    "NaN",
    "0x10",
    "1_000",
    "9223372036854775808",
    "9" * 5000,
    quote("٣"),
    quote("۹۹"),
    quote("²½Ⅷ"),
    "%201%20",
    # What other programs would run.
    quote(f"{ELEMENT}>"),
    quote(f"</script>{ELEMENT} onload=alert(1)>"),
    quote(f"</title></textarea>{ELEMENT}>"),
    quote(ATTRIBUTE),
    quote("' x-naughty='"),
    quote("javascript:alert(1)"),
    quote("{{ 7118*8 }}{% 7118|add:1 %}${7118*8}"),
    quote("'; DROP TABLE pages_basepage; --"),
    quote("' OR 1=1) UNION SELECT NULL, NULL --"),
    quote('* OR NEAR("a" ^ -b) & !c <-> :*'),
    quote("%s %(x)s {0} {x.__class__}"),
    quote("../../../etc/passwd\\..\\"),
    quote("//evil.example/"),
    quote("a" * 3000),
    quote("ع" * 3000),
]
# The parameters that are read at each address, by its path below the language.
PARAMETERS = {
    "search/": {"q", "kind", "area", "page"},
    "search/suggestions/": {"q"},
    "news/": {"year", "area", "page"},
    "publications/": {"kind", "year", "area", "page"},
    "partnerships/": {"area", "theme", "country", "status", "page"},
    "contact/": {"sent"},
}
# Under no language, or found nowhere.
ELSEWHERE = ["/", "/robots.txt", "/sitemap.xml", "/healthz", "/nothing/", "/admin/login/"]
HEADERS = [
    "Accept",
    "Accept-Encoding",
    "Accept-Language",
    "Authorization",
    "Content-Length",
    "Content-Type",
    "Cookie",
    "If-Match",
    "If-Modified-Since",
    "If-None-Match",
    "If-Range",
    "If-Unmodified-Since",
    "Origin",
    "Range",
    "Referer",
    "Save-Data",
    "Sec-Fetch-Site",
    "User-Agent",
    "X-Forwarded-For",
    "X-Forwarded-Host",
    "X-Forwarded-Proto",
    "X-Requested-With",
]
# As WSGI hands headers over: each byte a character.
NAUGHTY_HEADERS = [
    # No server lets a null byte or the end of a line through.
    *(unquote_to_bytes(v).decode("latin-1").translate(dict.fromkeys(b"\0\r\n")) for v in NAUGHTY),
    "bytes=0-",
    "bytes=-0,5-1,9-",
    f"bytes={','.join(['0-1'] * 500)}",
    '"a", W/"b", *',
    "Thu, 99 Foo 9999 99:99:99 GMT",
    "gzip;q=a, br;q=, *;q=9",
    ",".join(["ar;q=0.1"] * 500),
    "multipart/form-data; boundary=" + "x" * 300,
]
COOKIES = ["sessionid", "csrftoken", "messages", "django_language"]


def make_site():
    """A page of each type."""
    home = HomePage.objects.get()
    for language in LANGUAGES:
        for name in ("title", "summary"):
            setattr(home, f"{name}_{language}", "Home")
        setattr(home, f"released_{language}", True)
    home.save()
    ContentPageFactory(parent=home, slug="about")
    ContactPageFactory(parent=home)
    GlossaryPageFactory(parent=home, terms=[{"term_en": "Town", "definition_en": "<p>One.</p>"}])
    index = WorkAreaIndexPageFactory(parent=home)
    for model in get_page_models():
        if issubclass(model, WorkAreaPage):
            make = make_factory(model, FACTORY_CLASS=PageFactory)
            area = make(parent=index, slug=model.__name__.lower())
    about = {"related_areas": [RelatedArea(area=area)]}
    kind = PublicationKind(title_ar="دليل", title_en="Guide", sort_order=0)
    publications = PublicationIndexPageFactory(parent=home, kinds=[kind])
    PublicationPageFactory(
        parent=publications, slug="guide", kind=kind, cover=ImageFactory(), **about
    )
    NewsPageFactory(parent=NewsIndexPageFactory(parent=home), slug="meeting", **about)
    PartnershipPageFactory(
        parent=PartnershipIndexPageFactory(parent=home), slug="towns", areas=[area]
    )
    DocumentFactory()


@pytest.fixture(scope="module")
def made_site(django_db_setup, django_db_blocker, tmp_path_factory):
    """The folder of the uploads of a site with a page of each type, until the module ends."""
    uploads = tmp_path_factory.mktemp("uploads")
    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=uploads),
        transaction.atomic(),
    ):
        make_site()
        yield uploads
        transaction.set_rollback(True)


@pytest.fixture
def paths(made_site, db, settings):
    """The addresses of the pages of that site, below their language."""
    settings.MEDIA_ROOT = made_site
    pages = BasePage.objects.live().filter(depth__gt=1).order_by("path")
    return [page.get_url().removeprefix("/ar/") for page in pages]


@pytest.fixture
def get(paths, client):
    """A function that asks for an address as it stands, with headers; the response, looked at."""

    def ask(address, query="", **extra):
        return looked_at(client.get(address, QUERY_STRING=query, **extra), (address, query, extra))

    return ask


def in_turn(values, number, step=7):
    """Rows of so many values each, in which each place has each value once."""
    for first in range(len(values)):
        yield [values[(first + step * place) % len(values)] for place in range(number)]


def looked_at(response, sent, signs=(ELEMENT, ATTRIBUTE, PRODUCT, NULL)):
    """The response, which is none of a server that failed, nor repeats anything as markup."""
    assert response.status_code < 500, sent
    if response.streaming:
        response.getvalue()
    elif "html" in response.get("Content-Type", ""):
        for sign in signs:
            assert sign not in response.text, (sign, sent)
    return response


def test_there_is_a_page_of_every_type(paths):
    types = {type(page) for page in BasePage.objects.live().filter(depth__gt=1).specific()}

    assert types == set(get_page_models()) - {BasePage}


def test_these_are_all_parameters_that_the_site_reads(get, paths, monkeypatch):
    read = defaultdict(set)

    def watched(name):
        inner = getattr(QueryDict, name)

        def method(self, key, *args, **kwargs):
            read[path].add(key)
            return inner(self, key, *args, **kwargs)

        return method

    for name in ("get", "__getitem__", "getlist", "__contains__"):
        monkeypatch.setattr(QueryDict, name, watched(name))
    for path in (*paths, "search/", "search/suggestions/", "news/feed/", "nothing/"):
        get(f"/ar/{path}")

    assert dict(read) == PARAMETERS


def expected(path, query):
    """The statuses that are right for an address with such values."""
    # A part of this list that is not there is not found.
    return (200, 404) if path == "partnerships/" and "page=" in query else (200,)


@pytest.mark.parametrize("path", PARAMETERS)
def test_any_value_of_any_parameter_gives_a_page(get, path):
    names = sorted(PARAMETERS[path])
    languages = cycle(LANGUAGES)
    for number, values in enumerate(in_turn(NAUGHTY, len(names))):
        pairs = [f"{name}={value}" for name, value in zip(names, values, strict=True)]
        # By turns one alone, beside what there is; and all at once, twice, and as a name.
        alone = pairs[number % len(pairs)]
        there = "" if alone.startswith("q=") else "&q=number"
        together = "&".join([*pairs, *reversed(pairs), f"{values[0]}=1"])
        query = together if number % 2 else alone + there
        response = get(f"/{next(languages)}/{path}", query)
        assert response.status_code in expected(path, query), query


def test_a_page_passes_over_what_it_does_not_read(get, paths, language):
    rubbish = "&".join(f"{value}={value}" for value in NAUGHTY if len(value) < 1000)
    for path in [*paths, "news/feed/"]:
        assert get(f"/{language}/{path}", rubbish).status_code == 200, path
    for path in ELSEWHERE:
        assert get(path, rubbish).status_code in (200, 302, 404), path


def test_a_query_of_very_many_parameters_is_refused_with_a_page(get, language):
    for path, status in (("", 200), ("search/", 400), ("news/", 400), ("nothing/", 404)):
        response = get(f"/{language}/{path}", "page=1&" * 10_001)
        assert response.status_code in (status, 400), path
        assert parse(response).html["lang"] == language


PLACES = [
    "/{}/",
    "/{}",
    "/en/{}/",
    "/ar/news/{}/",
    "/en/news/feed/{}",
    "/ar/work-areas/symbiocitypage/{}/",
    "/en/search/{}",
    "/ar/_util/authenticate_with_password/{}/{}/",
    "/media/{}",
    "/media/images/{}.jpg",
    "/media/images/social/{}-en/a.jpg",
    "/media/images/social/1-{}/{}.jpg",
    "/documents/{}/{}",
    "/documents/1/{}",
    "/documents/authenticate_with_password/{}/",
    "/sitemap-{}.xml",
    "/static/{}",
    "/admin/{}/",
]


def test_nothing_is_found_at_an_address_that_is_none(get):
    for number, place in enumerate(PLACES):
        # Where numbers are looked up, all; elsewhere every fifth, other ones each time.
        for value in NAUGHTY if "documents" in place else NAUGHTY[number % 5 :: 5]:
            path = place.replace("{}", value)
            response = get(path)
            assert response.status_code in (200, 301, 302, 400, 404), path
            # Never to another host.
            location = response.get("Location", "/")
            assert location.startswith("/"), (path, location)
            assert not location.startswith(("//", "/\\")), (path, location)


def as_meta(name):
    """A header's name as WSGI has it."""
    return f"HTTP_{name.upper().replace('-', '_')}"


def test_any_header_is_survived(get):
    picture = parse(get("/en/publications/guide/")).find("img")["src"]
    addresses = cycle(
        [
            "/",
            "/en/",
            "/ar/news/feed/",
            "/ar/search/",
            "/en/nothing/",
            picture,
            CustomDocument.objects.get().url,
            "/healthz",
            "/ar/contact/",
        ]
    )
    # Twice round, for each address to meet other values.
    for values in [*in_turn(NAUGHTY_HEADERS, len(HEADERS), 5)] * 2:
        headers = dict(zip(map(as_meta, HEADERS), values, strict=True))
        response = get(next(addresses), **headers)
        assert response.status_code in (200, 206, 302, 304, 400, 404, 412, 416), headers


def test_any_cookie_is_survived(get, client):
    values = [unquote_to_bytes(value).decode("latin-1") for value in NAUGHTY]
    # In quotes, cookies have their own way to write any byte.
    values += ['"\\000\\000abcdefgh"', '"\\377\\376abcdefgh"', '"\\015\\012abcdefgh"', "; ; =;"]
    languages = cycle(LANGUAGES)
    for value in values:
        cookies = "; ".join(f"{name}={value}" for name in COOKIES)
        # A page where somebody may be signed in.
        response = get(f"/{next(languages)}/", HTTP_COOKIE=cookies)
        assert response.status_code == 200, cookies
        client.cookies.clear()


def test_an_unknown_host_is_refused_with_a_page(get):
    languages = cycle(LANGUAGES)
    for value in filter(None, NAUGHTY_HEADERS):
        language = next(languages)
        response = get(f"/{language}/", HTTP_HOST=value)
        assert response.status_code == 400, value
        assert parse(response).html["lang"] == language
    assert get("/healthz", HTTP_HOST="evil.example").status_code == 200


@pytest.fixture
def visitor(paths, client, settings, language):
    """Somebody at the contact form, in each language in turn, who is never too often there."""
    settings.CONTACT_PER_ADDRESS = settings.CONTACT_PER_NETWORK = settings.CONTACT_PER_FORM = 10_000
    return Visitor(client, ContactPage.objects.get(), language)


def test_any_text_in_any_field_is_answered(visitor):
    names = [*visitor.names.values(), "token", "homepage", "unknown"]
    usual = {name: quote(value) for name, value in visitor.data().items()}
    rows = [*in_turn(NAUGHTY, len(names))][LANGUAGES.index(visitor.language) :: len(LANGUAGES)]
    for number, values in enumerate(rows):
        name = names[number % len(names)]
        # All of them at once, and one alone.
        for sent in (dict(zip(names, values, strict=True)), usual | {name: values[0]}):
            body = "&".join(f"{key}={value}" for key, value in sent.items())
            response = visitor.client.post(
                visitor.address, body, content_type="application/x-www-form-urlencoded"
            )
            assert looked_at(response, body).status_code in (303, 422), body


def test_files_in_place_of_texts_are_refused_whatever_they_are_called(visitor):
    content = f"{ELEMENT}>\x00".encode()
    for value in NAUGHTY[::2]:
        name = unquote_to_bytes(value[:1000]).decode("utf-8", "replace")
        file = SimpleUploadedFile(name or "x", content, content_type="text/html")
        files = dict.fromkeys([*visitor.names.values(), name or "y"], file)
        response = looked_at(visitor.send(visitor.data() | files), name)
        assert response.status_code in (400, 422), name
        assert parse(response).html["lang"] == visitor.language


FORM, PARTS = "application/x-www-form-urlencoded", "multipart/form-data"
PART = b'--x\r\nContent-Disposition: form-data; name="token"'
BODIES = [
    (PARTS, b"--x\r\n\r\n"),
    (f"{PARTS}; boundary=", b"--\r\n"),
    (f"{PARTS}; boundary=\xff", b"--\xff\r\n"),
    (f"{PARTS}; boundary={'x' * 300}", PART),
    (f"{PARTS}; boundary=x", PART),
    (
        f"{PARTS}; boundary=x",
        PART
        + b"; filename*=utf-8''%ff%00\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!\r\n--x--",
    ),
    (f"{PARTS}; boundary=x", PART + b"\r\nContent-Type: text/plain; charset=no\r\n\r\na\r\n--x--"),
    (f"{PARTS}; boundary=x", (PART + b'; filename="f"\r\n\r\na\r\n') * 60 + b"--x--"),
    (f"{FORM}; charset=utf-7", b"a=+ADw-"),
    (f"{FORM}; charset=no", b"a=b"),
    (FORM, b"a=b&" * 10_001),
    (FORM, b"a=" + b"b" * 600_000),
    (FORM, b"a=" + b"b" * (11 * 1024 * 1024)),
]


def test_a_body_that_cannot_be_read_is_refused_with_a_page(visitor):
    for content_type, body in BODIES:
        response = visitor.client.generic("POST", visitor.address, body, content_type)
        assert looked_at(response, body[:100]).status_code in (400, 413, 422), body[:100]
        assert parse(response).html["lang"] == visitor.language


def test_bad_names_and_passwords_open_nothing(paths, client):
    page = BasePage.objects.get(slug="about")
    restriction = PageViewRestriction.objects.create(
        page=page, restriction_type="password", password="secret"
    )
    gates = [
        f"/ar/_util/authenticate_with_password/{restriction.pk}/{page.pk}/",
        f"/en/_util/authenticate_with_password/{restriction.pk}/{page.pk}/",
        "/admin/login/",
    ]
    for number, (one, other) in enumerate(in_turn(NAUGHTY, 2)):
        body = f"username={one}&password={one}&next={other}&return_url={other}"
        address = f"{gates[number % len(gates)]}?next={other}"
        # As if each came from somebody else.
        UseCount.objects.all().delete()
        response = client.post(address, body, content_type=FORM)
        # Django's own form shows again what it was given.
        response = looked_at(response, (address, body), (ELEMENT, ATTRIBUTE, PRODUCT))
        assert response.status_code == 200, (address, body)
    assert "secret" not in client.get("/en/about/").text


def test_signs_that_turn_the_text_turn_nothing_but_themselves(get, language):
    turning = "\u202eabc\u2066"
    for path in PARAMETERS.keys() - {"search/suggestions/"}:
        query = "&".join(f"{name}={quote(turning)}" for name in PARAMETERS[path] - {"page"})
        document = parse(get(f"/{language}/{path}", query))
        for text in document.find_all(string=lambda text: "\u202e" in text):
            assert text.find_parent("bdi") or text.find_parent(dir="auto"), (path, text)


anything = st.one_of(
    st.sampled_from(NAUGHTY),
    st.binary(max_size=20).map(quote),
    st.text(max_size=20).map(lambda text: quote(text, errors="replace")),
)
parameters = st.sampled_from(sorted(set().union(*PARAMETERS.values())))


@hypothesis_settings(
    max_examples=50,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    language=st.sampled_from(LANGUAGES),
    path=st.sampled_from([*PARAMETERS, "", "about/"]) | anything.map("{}/".format),
    query=st.lists(st.tuples(parameters | anything, anything), max_size=6),
    header=st.tuples(st.sampled_from(HEADERS).map(as_meta), st.sampled_from(NAUGHTY_HEADERS)),
)
def test_any_mixture_of_all_this_is_answered(get, language, path, query, header):
    response = get(
        f"/{language}/{path}",
        "&".join(f"{name}={value}" for name, value in query),
        **dict([header]),
    )
    assert response.status_code in (200, 301, 302, 304, 400, 404, 412)
