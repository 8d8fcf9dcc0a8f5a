"""What every response carries, what none carries, and whose word about https is believed."""

import base64
import re

import brotli
import pytest
from django.db import OperationalError, connection
from django.test import Client, RequestFactory, override_settings

from site_config.middleware import (
    CompressionMiddleware,
    StaffScriptMiddleware,
    TrustedProxyMiddleware,
    accepted_encodings,
)
from tests.factories import make_administrator

pytestmark = pytest.mark.django_db

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}


@pytest.fixture
def answers(home, client):
    """One response of every sort, by name: pages, files, redirects, refusals, faults."""
    from django.conf import settings

    (settings.STATIC_ROOT / "probe.css").write_text("p {}")
    rendition = settings.MEDIA_ROOT / "images" / "probe.png"
    rendition.parent.mkdir(parents=True)
    rendition.write_bytes(b"png")
    fresh = Client(raise_request_exception=False)
    responses = {
        "page in Arabic": fresh.get("/ar/"),
        "page in English": fresh.get("/en/"),
        "choice of language": fresh.get("/"),
        "search": fresh.get("/ar/search/"),
        "not found": fresh.get("/en/nowhere/"),
        "bad host": fresh.get("/en/", headers={"host": "evil.example.org"}),
        "wrong method": fresh.delete("/en/"),
        "static file": fresh.get("/static/probe.css"),
        "upload": fresh.get("/media/images/probe.png"),
        "health": fresh.get("/healthz"),
        "sign-in": fresh.get("/admin/login/"),
        "redirect to sign-in": fresh.get("/admin/"),
    }
    yield responses
    for response in responses.values():
        response.close()


def policy(response):
    """The directives of a response's content security policy, by name."""
    parts = response["Content-Security-Policy"].split("; ")
    return {name: value for name, _, value in (part.partition(" ") for part in parts)}


def test_every_response_carries_the_security_headers(answers):
    for name, response in answers.items():
        for header, value in HEADERS.items():
            assert response.get(header) == value, (name, header)
        assert "camera=()" in response["Permissions-Policy"], name
        assert policy(response)["default-src"] == "'none'", name


def test_fault_carries_them_too(home, monkeypatch):
    def fail(*_arguments):
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr("pages.models.HomePage.serve", fail)
    response = Client(raise_request_exception=False).get("/ar/")
    assert response.status_code == 500
    assert response["X-Content-Type-Options"] == "nosniff"
    assert policy(response)["default-src"] == "'none'"


def test_no_public_policy_allows_inline_scripts_or_styles(answers):
    for name, response in answers.items():
        if "sign-in" not in name:
            assert "unsafe" not in response["Content-Security-Policy"], name
    public = policy(answers["page in Arabic"])
    assert public["script-src"] == public["style-src"] == "'self'"
    assert public["object-src"] == public["base-uri"] == "'none'"
    assert public["form-action"] == public["frame-ancestors"] == "'self'"


def test_policy_of_the_cms_allows_inline_style_elements_and_no_more(answers):
    staff = policy(answers["sign-in"])
    assert staff["script-src"] == staff["style-src"] == "'self'"
    assert [name for name, value in staff.items() if "unsafe" in value] == ["style-src-elem"]


def test_visitor_gets_no_cookie(answers):
    for name, response in answers.items():
        if "sign-in" not in name:
            assert not response.cookies, name
            assert "Cookie" not in response.get("Vary", ""), name


def test_staff_cookies_are_kept_from_scripts_and_other_sites(client):
    make_administrator("en")
    response = client.get("/admin/login/")
    cookie = response.cookies["csrftoken"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_other_sites_may_embed_pictures_and_nothing_else(answers):
    for name, response in answers.items():
        expected = "cross-origin" if name == "upload" else "same-origin"
        assert response["Cross-Origin-Resource-Policy"] == expected, name


# Health


def test_health_is_told_without_redirect_language_or_known_host(client):
    response = client.get("/healthz", headers={"host": "10.1.2.3:8000"})
    assert response.status_code == 200
    assert response.content == b"ok\n"
    assert response["Cache-Control"] == "no-store"


@override_settings(SECURE_SSL_REDIRECT=True)
def test_health_is_told_over_http_on_an_https_site(client):
    assert Client().get("/healthz").status_code == 200


def test_health_is_503_when_the_database_does_not_answer(client, monkeypatch):
    def refuse():
        raise OperationalError("no connection\nto the server")

    monkeypatch.setattr(connection, "cursor", refuse)
    response = client.get("/healthz")
    assert response.status_code == 503
    assert b"connection" not in response.content


def test_health_takes_reading_methods_only(client):
    assert client.head("/healthz").status_code == 200
    response = client.post("/healthz")
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD"


# Proxies and https


@pytest.mark.parametrize(
    ("trusted", "peer", "believed"),
    [
        ([], "127.0.0.1", False),
        (["10.0.0.0/8"], "10.20.30.40", True),
        (["10.0.0.0/8"], "::ffff:10.20.30.40", True),
        (["10.0.0.0/8"], "203.0.113.9", False),
        (["2001:db8::1"], "2001:db8::1", True),
        (["10.0.0.1", "10.0.0.2"], "10.0.0.2", True),
        (["10.0.0.0/8"], "", False),
    ],
)
def test_forwarded_scheme_is_believed_from_named_proxies_only(settings, trusted, peer, believed):
    settings.TRUSTED_PROXIES = trusted
    request = RequestFactory().get("/", headers={"x-forwarded-proto": "https"}, REMOTE_ADDR=peer)
    seen = TrustedProxyMiddleware(lambda request: request.is_secure())(request)
    assert seen is believed


@override_settings(
    SECURE_SSL_REDIRECT=True, SECURE_HSTS_SECONDS=31536000, TRUSTED_PROXIES=["127.0.0.1"]
)
def test_https_site_redirects_http_and_asks_to_stay(home):
    client = Client()
    plain = client.get("/ar/")
    assert plain.status_code == 301
    assert plain["Location"] == "https://testserver/ar/"
    secure = client.get("/ar/", headers={"x-forwarded-proto": "https"})
    assert secure.status_code == 200
    assert secure["Strict-Transport-Security"] == "max-age=31536000"


# Scripts of the CMS


@pytest.mark.parametrize(
    "code",
    [
        'new PageChooser("id_page", {"modalUrl": "/admin/choose-page/"});',
        'new ImageChooser("id_image", {"a": [1, null, true]});',
        'initDateTimeChooser("id_go_live_at", {"format": "Y-m-d H:i"});',
        "\n (function() {\n var panel = "
        'new InlinePanel(JSON.parse("{\\u0022a\\u0022: 1}"));\n })();\n',
    ],
)
def test_script_that_starts_a_widget_is_allowed(code):
    assert StaffScriptMiddleware(None).only_starts_a_widget(code)


@pytest.mark.parametrize(
    "code",
    [
        "alert(1)",
        'new PageChooser("id", alert(1));',
        'new PageChooser("id"); alert(1);',
        'new PageChooser("id", {"a": 1}); alert("x");',
        'new PageChooser("id")["constructor"]("alert(1)")();',
        'new Function("alert(1)");',
        'initDateChooser("id", {format: alert(1)});',
        '(function() { var panel = new InlinePanel(JSON.parse("{}")); alert(1); })();',
        '(function() { var panel = new InlinePanel(JSON.parse("\\") + alert(1) + (\\"")); })();',
        "",
    ],
)
def test_any_other_script_is_not(code):
    assert not StaffScriptMiddleware(None).only_starts_a_widget(code)


def test_nonce_is_on_the_widgets_scripts_and_new_each_time(home, admin_client_in, language):
    client = admin_client_in(language)
    address = f"/admin/pages/{home.pk}/edit/"
    nonces = set()
    for _time in range(2):
        response = client.get(address)
        found = set(re.findall(r'<script nonce="([^"]+)"', response.text))
        assert len(found) == 1
        nonce = found.pop()
        assert len(base64.b64decode(nonce)) >= 16
        assert f"'nonce-{nonce}'" in policy(response)["script-src"]
        nonces.add(nonce)
        # Nothing inline is left that would not run.
        left = re.findall(r"<script>", response.text)
        assert left == []
    assert len(nonces) == 2


def test_public_page_has_no_nonce(home, client):
    assert "nonce" not in client.get("/ar/")["Content-Security-Policy"]


# Compression


def compressed(accept, body=b"some text " * 200, content_type="text/html", **headers):
    """The response of the middleware to a browser that accepts these encodings."""
    from django.http import HttpResponse

    request = RequestFactory().get("/", headers={"accept-encoding": accept})
    response = HttpResponse(body, content_type=content_type, headers=headers)
    return CompressionMiddleware(lambda request: response)(request)


def test_brotli_is_preferred_and_gzip_understood():
    response = compressed("gzip, deflate, br;q=0.5")
    assert response["Content-Encoding"] == "br"
    assert brotli.decompress(response.content) == b"some text " * 200
    assert response["Vary"] == "Accept-Encoding"
    assert compressed("gzip")["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in compressed("")
    assert compressed("")["Vary"] == "Accept-Encoding"


def test_what_would_gain_nothing_is_left_alone():
    assert "Content-Encoding" not in compressed("br", body=b"short")
    assert "Content-Encoding" not in compressed("br", content_type="image/png")
    assert "Content-Encoding" in compressed("br", content_type="application/json")
    assert compressed("br", **{"Content-Encoding": "zstd"})["Content-Encoding"] == "zstd"


def test_compressed_version_has_a_weak_tag():
    assert compressed("br", ETag='"abc"')["ETag"] == 'W/"abc"'


@pytest.mark.parametrize(
    ("header", "encodings"),
    [
        ("", {""}),
        ("br", {"br"}),
        ("gzip;q=1.0, BR ; q=0", {"gzip"}),
        ("gzip;q=0.0, br;q=0.1", {"br"}),
    ],
)
def test_refused_encoding_is_not_used(header, encodings):
    assert accepted_encodings(header) == encodings


def test_pages_leave_compressed(home, client):
    response = client.get("/ar/", headers={"accept-encoding": "br"})
    assert response["Content-Encoding"] == "br"
    assert "<html" in brotli.decompress(response.content).decode()
