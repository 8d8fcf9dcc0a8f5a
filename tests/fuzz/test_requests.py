"""Whatever is sent to whatever address: no fault of the server, and nothing sent back unescaped.

500 requests in the default run; many by ``.venv/bin/python -m tests.fuzz 100000``.
"""

import os
import random
import sys
import time
import traceback

import pytest
from django.core.signals import got_request_exception
from django.db import transaction
from django.test import Client

from tests.factories import ContactPageFactory, GlossaryPageFactory, make_administrator
from tests.fuzz.mutations import Mutator
from tests.fuzz.texts import MARK
from tests.staff.test_admin_addresses import objects, path_of, who_may  # noqa: F401 - a fixture

NUMBER = int(os.environ.get("FUZZ_REQUESTS", "500"))
SEED = int(os.environ.get("FUZZ_SEED", "0"))
# The first is there to fail; the other would end what is tried.
LEFT_OUT = {"failwhale/", "logout/"}
PUBLIC = [
    "/", "/ar/", "/en/", "/en/page/", "/ar/contact/", "/en/contact/", "/en/glossary/",
    "/en/search/",
    "/ar/search/", "/en/search/suggestions/", "/robots.txt", "/sitemap.xml", "/sitemap-1.xml",
    "/healthz", "/media/images/x.png", "/documents/1/x.pdf", "/en/work-areas/", "/static/x.css",
]  # fmt: skip


@pytest.fixture
def admin_paths(objects):  # noqa: F811
    """Every address of the admin, about objects that exist."""
    return [
        path_of(address, objects)
        for method in ("get", "post")
        for address in who_may(method)
        if address not in LEFT_OUT
    ]


@pytest.fixture
def browser():
    """A browser signed in as an administrator, whose faults are answered and not raised."""
    client = Client(raise_request_exception=False)
    client.force_login(make_administrator("en"))
    return client


@pytest.fixture
def faults(caplog):
    """What the site failed with since this was last cleared."""
    caplog.set_level("CRITICAL")
    found = []

    def note(sender, **kwargs):
        error = sys.exc_info()[1]
        last = traceback.extract_tb(error.__traceback__)[-1]
        found.append(f"{type(error).__name__}: {error!s:.200} ({last.filename}:{last.lineno})")

    got_request_exception.connect(note)
    yield found
    got_request_exception.disconnect(note)


class Asking:
    """Sends requests of which each leaves everything as it was, and tells what was wrong."""

    def __init__(self, client, faults):
        self.client, self.faults = client, faults
        self.cookies = client.cookies.output(header="")
        self.slowest = []

    def wrong_with(self, method, path, body=b"", content_type="", headers=None):
        """What was wrong with the answer, as texts."""
        self.faults.clear()
        began = time.monotonic()
        with transaction.atomic():
            response = self.client.generic(
                method, path, body, content_type or "text/plain", headers=headers or {}
            )
            content = b"".join(response)
            transaction.set_rollback(True)
        response.close()
        self.slowest = sorted([(time.monotonic() - began, method, path), *self.slowest])[-10:]
        self.client.cookies.clear()
        self.client.cookies.load(self.cookies)
        wrong = [*self.faults]
        if response.status_code >= 500 and not wrong:
            wrong.append(f"status {response.status_code}")
        is_html = response.get("Content-Type", "").startswith("text/html")
        if is_html and MARK.encode() in content:
            wrong.append("what was sent was not escaped")
        return wrong


QUERIES = {
    "nothing": "",
    "what nobody expects": "&".join(
        f"{name}=x" for name in ("id", "p", "page", "parent_page_id", "ordering", "export", "key")
    ),
}


@pytest.mark.parametrize("query", QUERIES)
def test_every_address_of_the_admin_bears_requests_without_their_parts(
    admin_paths, browser, faults, query
):
    asking = Asking(browser, faults)
    sent, form = QUERIES[query], "application/x-www-form-urlencoded"
    wrong = []
    for path in admin_paths:
        for method in ("GET", "POST"):
            found = asking.wrong_with(method, f"{path}?{sent}", sent.encode(), form)
            wrong += [f"{method} {path}: {fault}" for fault in found]
    assert wrong == []


def test_mutated_requests_are_answered(admin_paths, home, index, browser, faults):
    ContactPageFactory(parent=home)
    GlossaryPageFactory(parent=home)
    asking = Asking(browser, faults)
    mutator = Mutator(random.Random(SEED), PUBLIC * 4 + admin_paths, browser)
    wrong = []
    for request in mutator.requests(NUMBER):
        found = asking.wrong_with(
            request.method, request.path, request.body, request.content_type, request.headers
        )
        wrong += [f"{fault}\n    {request}" for fault in found]
    if "FUZZ_REQUESTS" in os.environ:
        slowest = "\n".join(f"{seconds:.2f} s {what}" for seconds, *what in asking.slowest)
        sys.stdout.write(f"seed {SEED}\n{slowest}\n")
    assert wrong == [], "\n".join(wrong)
