"""Middleware for every request: trusted proxies, health check, security headers, compression."""

import ipaddress
import json
import logging
import re

import brotli
from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from django.conf import settings
from django.db import Error, connection
from django.http import HttpResponse
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.text import compress_string

from site_config import caches, databases, outages

logger = logging.getLogger(__name__)


class TrustedProxyMiddleware:
    """Accepts ``X-Forwarded-Proto`` and ``X-Forwarded-For`` only from TRUSTED_PROXIES, and sets the
    request's ``client_address``."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.networks = [ipaddress.ip_network(name) for name in settings.TRUSTED_PROXIES]

    def __call__(self, request):
        """Remove forwarded headers of untrusted peers before they are read."""
        request.client_address = self.client_address(request)
        if not self.is_trusted(request.META.get("REMOTE_ADDR", "")):
            request.META.pop("HTTP_X_FORWARDED_PROTO", None)
            request.META.pop("HTTP_X_FORWARDED_FOR", None)
        return self.get_response(request)

    def client_address(self, request):
        """The last address in the forwarding chain that is not a trusted proxy; earlier ones could
        be forged."""
        address = request.META.get("REMOTE_ADDR", "")
        forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        while forwarded and self.is_trusted(address):
            before = without_port(forwarded.pop())
            if not before:
                break
            address = before
        return address

    def is_trusted(self, address):
        """Whether a peer's address is a trusted proxy."""
        try:
            peer = ipaddress.ip_address(address)
        except ValueError:
            return False
        peer = getattr(peer, "ipv4_mapped", None) or peer
        return any(peer in network for network in self.networks)


def without_port(text):
    """The address in ``192.0.2.1:80`` or ``[2001:db8::1]:80``, empty if there is none."""
    text = text.strip()
    host = text[1:].partition("]")[0] if text.startswith("[") else text
    host = host.partition(":")[0] if host.count(":") == 1 else host
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        return ""


# The health check's database timeout in seconds, and its note on an unusable cache, with which the
# site still works.
HEALTH_SECONDS = 2
WITHOUT_CACHE = "degraded: the cache cannot be used"


class HealthMiddleware:
    """Answers ``/healthz``: 200 if the database responds, else 503.

    An unusable cache is reported in a second line: the site works without it.

    Runs before host checks, redirects, languages and sessions, which a probe does not know.
    """

    path = "/healthz"

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """The health report, or the site's response to any other URL."""
        if request.path_info != self.path:
            return self.get_response(request)
        if request.method not in ("GET", "HEAD"):
            response = HttpResponse("method not allowed\n", status=405, content_type="text/plain")
            response["Allow"] = "GET, HEAD"
            return response
        try:
            with databases.answers_within(HEALTH_SECONDS), connection.cursor() as cursor:
                cursor.execute("SELECT 1")
            status, text = 200, "ok\n" if caches.is_used() else f"ok\n{WITHOUT_CACHE}\n"
        except Error as error:
            logger.error("The database does not answer: %s", error)  # noqa: TRY400 - one line
            reason = outages.of_database(error) or outages.CANNOT_BE_REACHED
            status, text = 503, f"database unavailable: it {reason}\n"
        return HttpResponse(
            text, status=status, content_type="text/plain", headers={"Cache-Control": "no-store"}
        )


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """The strict policy for visitors, and the strictest working one for the admin."""

    def process_response(self, request, response):
        """The response with its policy, unless it already has one, as uploads do.

        Other sites may not embed it either, unless it says so.
        """
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if HEADER in response:
            return response
        return super().process_response(request, response)

    def get_policy_parts(self, request, response, report_only=False):
        """The policy parts from which django-csp builds the header."""
        parts = super().get_policy_parts(request, response, report_only)
        if parts.config is None and not report_only and is_staff_area(request):
            parts.config = settings.ADMIN_CONTENT_SECURITY_POLICY
        return parts


def is_staff_area(request):
    """Whether the URL lies in the admin."""
    return request.path_info.startswith(reverse("wagtailadmin_home"))


class StaffScriptMiddleware:
    """Allows the admin's widgets to start under a policy without inline scripts.

    Wagtail starts choosers, date pickers and inline panels by short inline scripts, some built in
    Python. A script gets the nonce only if it is a single call of a known starter with JSON
    arguments: an injected script could at most start one more widget.
    """

    script = re.compile(r"<script>(?P<code>[^<]*)</script>")
    starter = re.compile(
        r"\s*(?:new (?:Chooser|PageChooser|ImageChooser|DocumentChooser|SnippetChooser|TaskChooser)"
        r"|init(?:Date|Time|DateTime)Chooser)\((?P<data>.*)\);\s*",
        re.DOTALL,
    )
    panel_starter = re.compile(
        r"\s*\(function\(\) \{\s*var panel = new (?:Inline|MultipleChooser)Panel\("
        r"JSON\.parse\((?P<data>\"[^\"]*\")\)\);\s*\}\)\(\);\s*"
    )

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """The response, with the nonce on each allowed script."""
        response = self.get_response(request)
        if (
            is_staff_area(request)
            and not response.streaming
            and response.get("Content-Type", "").startswith("text/html")
        ):
            html = response.text
            marked = self.script.sub(lambda match: self.mark(match, request), html)
            if marked != html:
                response.content = marked
        return response

    def mark(self, match, request):
        """The script element, with the nonce if it is allowed."""
        if not self.only_starts_a_widget(match["code"]):
            return match[0]
        return f'<script nonce="{request.csp_nonce}">{match["code"]}</script>'

    def only_starts_a_widget(self, code):
        """Whether the code is a single known call with JSON arguments."""
        call = self.starter.fullmatch(code) or self.panel_starter.fullmatch(code)
        if not call:
            return False
        try:
            json.loads(f"[{call['data']}]")
        except ValueError:
            return False
        return True


class CompressionMiddleware:
    """Compresses dynamic text responses with brotli or gzip.

    Django's middleware knows only gzip, and would compress images and partial content too.
    """

    compressible = ("text/", "application/json", "application/xml", "image/svg+xml")
    # Shorter texts would still take one packet.
    smallest = 860
    # The best ratio for the time: see bench/README.md.
    brotli_quality = 5

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """The response, compressed if that is smaller and the browser accepts it."""
        response = self.get_response(request)
        if (
            response.streaming
            or response.status_code == 206
            or response.has_header("Content-Encoding")
            or not response.get("Content-Type", "").startswith(self.compressible)
            or len(response.content) < self.smallest
        ):
            return response
        patch_vary_headers(response, ("Accept-Encoding",))
        accepted = accepted_encodings(request.META.get("HTTP_ACCEPT_ENCODING", ""))
        if "br" in accepted:
            content = brotli.compress(
                response.content, mode=brotli.MODE_TEXT, quality=self.brotli_quality
            )
            encoding = "br"
        elif "gzip" in accepted:
            # A random-length file name in the gzip header protects against BREACH, as in Django.
            content = compress_string(response.content, max_random_bytes=100)
            encoding = "gzip"
        else:
            return response
        if len(content) < len(response.content):
            response.content = content
            response["Content-Encoding"] = encoding
            response["Content-Length"] = str(len(content))
            if response.get("ETag", "").startswith('"'):
                response["ETag"] = f"W/{response['ETag']}"
        return response


def accepted_encodings(header):
    """The codings in an ``Accept-Encoding`` header, without those with ``q=0``."""
    accepted = set()
    for part in header.lower().split(","):
        name, _, parameter = part.partition(";")
        if not re.fullmatch(r"\s*q\s*=\s*0(\.0*)?\s*", parameter):
            accepted.add(name.strip())
    return accepted
