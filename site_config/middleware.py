"""What wraps every request: who may be believed, is the site well, headers, compression."""

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
    """Believes ``X-Forwarded-Proto`` and ``X-Forwarded-For`` from the proxies named in
    TRUSTED_PROXIES only; gives the request ``client_address``, from where it really came."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.networks = [ipaddress.ip_network(name) for name in settings.TRUSTED_PROXIES]

    def __call__(self, request):
        """Drop what a stranger forwards before anything reads it."""
        request.client_address = self.client_address(request)
        if not self.is_trusted(request.META.get("REMOTE_ADDR", "")):
            request.META.pop("HTTP_X_FORWARDED_PROTO", None)
            request.META.pop("HTTP_X_FORWARDED_FOR", None)
        return self.get_response(request)

    def client_address(self, request):
        """The last address on the way here that is no proxy of ours: what stands before it was
        written by strangers."""
        address = request.META.get("REMOTE_ADDR", "")
        forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        while forwarded and self.is_trusted(address):
            before = without_port(forwarded.pop())
            if not before:
                break
            address = before
        return address

    def is_trusted(self, address):
        """Whether this peer is one of the named proxies."""
        try:
            peer = ipaddress.ip_address(address)
        except ValueError:
            return False
        peer = getattr(peer, "ipv4_mapped", None) or peer
        return any(peer in network for network in self.networks)


def without_port(text):
    """The address in ``192.0.2.1:80`` or ``[2001:db8::1]:80``, empty when there is none."""
    text = text.strip()
    host = text[1:].partition("]")[0] if text.startswith("[") else text
    host = host.partition(":")[0] if host.count(":") == 1 else host
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        return ""


# How long a probe waits for the database, and what it is told besides: visitors read on.
HEALTH_SECONDS = 2
WITHOUT_CACHE = "degraded: the cache cannot be used"


class HealthMiddleware:
    """Answers ``/healthz`` for load balancers: 200 when the database answers, 503 otherwise.

    A cache that cannot be used is told in a second line: the site goes on without it.

    It stands before host names, redirects, languages and sessions, for a probe knows none of them.
    """

    path = "/healthz"

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """The probe's answer, or whatever the site answers to any other address."""
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
    """The strict public policy for visitors, the strictest working one for staff's area."""

    def process_response(self, request, response):
        """The response with its policy; one that brings its own, as uploads do, keeps it."""
        if HEADER in response:
            return response
        return super().process_response(request, response)

    def get_policy_parts(self, request, response, report_only=False):
        """The parts that django-csp builds the header from."""
        parts = super().get_policy_parts(request, response, report_only)
        if parts.config is None and not report_only and is_staff_area(request):
            parts.config = settings.ADMIN_CONTENT_SECURITY_POLICY
        return parts


def is_staff_area(request):
    """Whether the address lies in the CMS."""
    return request.path_info.startswith(reverse("wagtailadmin_home"))


class StaffScriptMiddleware:
    """Lets the CMS's own widgets start under a policy that forbids inline scripts.

    Wagtail starts choosers, date pickers and inline panels by a short inline script each, some of
    them from Python code that no template reaches. A script is allowed, by nonce, when it is one
    call of a known starter with nothing but JSON data in its brackets: whoever smuggled such a
    script in could start one more widget, and nothing else.
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
        """The response, with the nonce on each script that may run."""
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
        """The script element with the nonce if it only starts a widget, as it was otherwise."""
        if not self.only_starts_a_widget(match["code"]):
            return match[0]
        return f'<script nonce="{request.csp_nonce}">{match["code"]}</script>'

    def only_starts_a_widget(self, code):
        """Whether this code is a single known call with JSON data."""
        call = self.starter.fullmatch(code) or self.panel_starter.fullmatch(code)
        if not call:
            return False
        try:
            json.loads(f"[{call['data']}]")
        except ValueError:
            return False
        return True


class CompressionMiddleware:
    """Compresses text that is made for this request, by brotli or gzip.

    Django's own middleware knows gzip only, and would also compress images and parts of files.
    """

    compressible = ("text/", "application/json", "application/xml", "image/svg+xml")
    # Shorter texts would not leave in fewer packets.
    smallest = 860
    # The best ratio for the time of one page: see bench/README.md.
    brotli_quality = 5

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """The response, compressed if that makes it shorter and the browser can read it."""
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
            # A file name of random length hides how well a secret in the page compresses.
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
    """The encodings in an ``Accept-Encoding`` header that are not refused by ``q=0``."""
    accepted = set()
    for part in header.lower().split(","):
        name, _, parameter = part.partition(";")
        if not re.fullmatch(r"\s*q\s*=\s*0(\.0*)?\s*", parameter):
            accepted.add(name.strip())
    return accepted
