"""Many at once, or many that do nothing: others are answered, and what is too much is told so."""

import http.client
import re
import select
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from urllib.parse import urlsplit

import pytest
from django.http import HttpResponse
from django.utils import translation

from site_config import shedding
from site_config.unavailable import unavailable
from tests.running_site import START_SECONDS, copy_of, started_site

# Seconds: far more than any answer takes, far less than it took while connections lay in the way.
PATIENCE = 20
AT_ONCE = 2
SENT = (
    "What you sent may not have been saved. Go back in your browser: your text is still there."
    " Then send it again."
)


@pytest.fixture(scope="module")
def site(first_start, tmp_path_factory):
    """A site that runs in one process, its (host, port)."""
    folder = tmp_path_factory.mktemp("overload")
    data = copy_of(first_start, folder / "data")
    log = folder / "log"
    with started_site(data, log, GRANIAN_WORKERS="1", REQUESTS_AT_ONCE=str(AT_ONCE)) as url:
        parts = urlsplit(url)
        yield parts.hostname, parts.port


def get(site, path, **headers):
    """The status, the headers and the text of the answer to a new visitor."""
    connection = http.client.HTTPConnection(*site, timeout=PATIENCE)
    try:
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        return response.status, response.headers, response.read().decode()
    finally:
        connection.close()


def opened(stack, site, sent=b""):
    """A connection that is open until the stack is left, on which so much was sent."""
    connection = stack.enter_context(socket.create_connection(site, timeout=PATIENCE))
    connection.sendall(sent)
    return connection


def test_connections_that_lie_idle_or_send_their_headers_slowly_keep_nobody_out(site):
    with ExitStack() as stack:
        for _number in range(200):
            opened(stack, site)
            opened(stack, site, b"GET /en/ HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: a")

        assert get(site, "/en/")[0] == 200
        assert get(site, "/healthz")[0] == 200


def test_browsers_that_keep_their_connections_open_keep_nobody_out(site):
    with ExitStack() as stack:
        for _number in range(128):
            connection = opened(stack, site, b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
            assert connection.recv(64).startswith(b"HTTP/1.1 200")

        assert get(site, "/en/")[0] == 200
        assert get(site, "/healthz")[0] == 200


def half_sent(stack, site):
    """A form of which a part is still to come: whoever reads it waits for the rest."""
    head = b"POST /admin/logout/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 64\r\n"
    head += b"Content-Type: application/x-www-form-urlencoded\r\n"
    # Without this cookie Django refuses the form before it reads any of it.
    head += b"Cookie: csrftoken=" + 32 * b"a" + b"\r\n\r\n"
    return opened(stack, site, head + b"username=")


def wait_for_refusals(connections, number):
    """Return once so many of these have their 503: from then on the others hold all turns."""
    waiting, refused = set(connections), 0
    while refused < number:
        answered, _, _ = select.select(waiting, [], [], START_SECONDS)
        assert answered, f"{refused} of {number} were refused"
        for connection in answered:
            assert connection.recv(64).startswith(b"HTTP/1.1 503")
            waiting.remove(connection)
            refused += 1


def test_who_comes_while_all_places_are_taken_is_told_so_and_probes_are_answered(site):
    with ExitStack() as stack:
        senders = [half_sent(stack, site) for _number in range(40)]
        # As many as may run hold their turns for good; whoever waits is refused in the end.
        wait_for_refusals(senders, len(senders) - AT_ONCE)
        for language, words in (("ar", "الموقع"), ("en", "The site is temporarily unavailable")):
            status, headers, html = get(site, f"/{language}/")

            assert status == 503
            assert int(headers["Retry-After"]) > 0
            assert re.search(rf'<html lang="{language}" dir="(rtl|ltr)"', html)
            assert words in html
            assert "Content-Security-Policy" in headers

        assert get(site, "/healthz")[0] == 200
        stylesheet = re.search(r'href="(/static/css/base[^"]+)"', html)[1]
        assert get(site, stylesheet)[0] == 200

    assert get(site, "/en/")[0] == 200


def test_a_burst_of_visitors_waits_for_its_turn(site):
    with ExitStack() as stack:
        connections = [
            opened(stack, site, b"GET /en/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
            for _number in range(4 * AT_ONCE)
        ]

        assert all(c.recv(64).startswith(b"HTTP/1.1 200") for c in connections)


@pytest.mark.parametrize(
    ("path", "accepted", "language"),
    [("/ar/", "en", "ar"), ("/en/", "ar", "en"), ("/admin/", "en", "en"), ("/admin/", "ar", "ar")],
)
def test_the_apology_is_in_the_language_of_the_address_or_of_the_browser(
    rf, path, accepted, language
):
    """Without the db fixture, any query would be an error."""
    response = unavailable(rf.get(path, headers={"accept-language": accepted}), "busy", 5)

    assert f'<html lang="{language}"' in response.text
    assert response["Content-Language"] == language
    assert response["Cache-Control"] == "no-store"


def test_who_sent_something_is_told_that_the_text_is_still_in_the_browser(rf, language):
    shown = unavailable(rf.get(f"/{language}/"), "outage", 60).text
    sent = unavailable(rf.post(f"/{language}/"), "outage", 60).text

    with translation.override(language):
        sentence = translation.gettext(SENT)
    assert sentence in sent
    assert sentence not in shown


@pytest.fixture
def held(monkeypatch, settings):
    """The middleware around a view that waits: (ask, let go), one at once and one in the queue."""
    settings.REQUESTS_AT_ONCE = 1
    monkeypatch.setattr(shedding, "WAITING_FOR_EACH", 1)
    begun, over = threading.Event(), threading.Event()

    def view(request):
        begun.set()
        assert over.wait(PATIENCE)
        return HttpResponse("read")

    ask = shedding.SheddingMiddleware(view)
    with ThreadPoolExecutor(2) as threads:
        try:
            yield ask, begun, over, threads
        finally:
            over.set()


def test_one_too_many_is_refused_and_places_become_free_again(held, rf):
    ask, begun, over, threads = held
    runs = threads.submit(ask, rf.get("/en/"))
    assert begun.wait(PATIENCE)
    waits = threads.submit(ask, rf.get("/en/"))
    while ask.queue.places._value:
        time.sleep(0.01)

    assert ask(rf.get("/en/")).status_code == 503
    over.set()
    assert [future.result(PATIENCE).status_code for future in (runs, waits)] == [200, 200]
    assert ask(rf.get("/en/")).status_code == 200


def test_whose_turn_does_not_come_is_refused(held, rf, monkeypatch):
    monkeypatch.setattr(shedding, "LONGEST_WAIT", 0.01)
    ask, begun, _over, threads = held
    threads.submit(ask, rf.get("/en/"))
    assert begun.wait(PATIENCE)

    assert ask(rf.get("/en/")).status_code == 503


def test_a_view_that_fails_gives_its_place_back(rf, settings):
    settings.REQUESTS_AT_ONCE = 1

    def fail(request):
        raise RuntimeError("a fault")

    ask = shedding.SheddingMiddleware(fail)
    for _number in range(10):
        with pytest.raises(RuntimeError):
            ask(rf.get("/en/"))
