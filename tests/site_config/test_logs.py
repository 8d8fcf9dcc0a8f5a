"""What an administrator reads in the logs, and what nobody does."""

import logging
import re
import sys

import pytest
from django.test import RequestFactory

from site_config.logs import LineFormatter


def line(message, *arguments, error=None, level=logging.ERROR, **extra):
    """The formatted text of a record."""
    info = None
    if error:
        try:
            raise error
        except type(error):
            info = sys.exc_info()
    record = logging.LogRecord("site.test", level, __file__, 1, message, arguments, info)
    vars(record).update(extra)
    return LineFormatter().format(record)


def test_line_has_time_level_source_and_message():
    text = line("%d pages", 3, level=logging.WARNING)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ WARNING site\.test: 3 pages", text)


def test_fault_tells_its_request_and_its_exception_on_the_first_line():
    request = RequestFactory().get("/en/search/?q=water")
    text = line("Failed", request=request, status_code=500, error=ValueError("no water"))
    first, *rest = text.splitlines()
    assert first.endswith("site.test: GET /en/search/?q=water 500: ValueError: no water")
    assert rest
    assert all(part.startswith("    ") for part in rest)


def test_refused_request_has_one_line_without_traceback():
    request = RequestFactory().get("/en/")
    text = line("Refused", request=request, status_code=400, error=ValueError("bad host"))
    assert text.count("\n") == 0


def test_request_that_met_an_outage_has_one_line_without_traceback():
    request = RequestFactory().get("/en/")
    text = line("Out", request=request, status_code=503, error=OSError("no space"))
    assert text.endswith("GET /en/ 503: OSError: no space")
    assert text.count("\n") == 0


@pytest.mark.parametrize("trick", ["a\nb", "a\r\nb", "a\x1b[2Jb", "a\u2028b", "a\x85b"])
def test_nobody_can_forge_a_line(trick):
    text = line("%s", trick)
    assert text.isprintable()
    assert "a\\x" in text
    forged = line("%s", "x", error=ValueError(trick), request=RequestFactory().get("/"))
    assert all(part.startswith("    ") for part in forged.splitlines()[1:])
    assert forged.splitlines()[0].endswith("b")


@pytest.mark.django_db
def test_visitor_who_is_refused_leaves_no_log_line(home, client, caplog):
    caplog.set_level(logging.INFO)
    client.get("/en/nowhere/")
    client.post("/en/")
    from django.conf import settings

    level = getattr(logging, settings.LOGGING["loggers"]["django.request"]["level"])
    shown = [
        record
        for record in caplog.records
        if not record.name.startswith("django.request") or record.levelno >= level
    ]
    assert shown == []


def test_a_scanner_s_host_name_leaves_no_log_line(home, client, caplog):
    assert client.get("/en/", headers={"host": "scanner.example.org"}).status_code == 400
    assert caplog.records == []
