"""How the logs read: one line for each event, with its time, its level and its request."""

import logging
import re
import time
from http import HTTPStatus

CONTROL_CHARACTERS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def on_one_line(text):
    """The text with control characters spelled out, so that nobody can forge a log line."""
    return CONTROL_CHARACTERS.sub(lambda match: f"\\x{ord(match[0]):02x}", text)


class LineFormatter(logging.Formatter):
    """``2026-01-31T12:00:00Z ERROR django.request: GET /en/ 500: ValueError: ...``

    A traceback follows on indented lines, and only for what is a fault of ours: a request that
    was refused, or met an outage (503), is told in its one line. Of a visitor nothing is written
    but the request line.
    """

    converter = time.gmtime
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = None

    def format(self, record):
        """The record as the line, and the traceback if there is one to show."""
        line = f"{self.formatTime(record)}Z {record.levelname} {record.name}: "
        line += on_one_line(self.describe(record))
        status = getattr(record, "status_code", 500)
        is_fault = status >= 500 and status != HTTPStatus.SERVICE_UNAVAILABLE
        if record.exc_info and record.exc_info[0] and is_fault:
            trace = self.formatException(record.exc_info)
            line += "".join(f"\n    {on_one_line(part)}" for part in trace.splitlines())
        return line

    def describe(self, record):
        """What happened; for a request, its line, its status and its exception come first."""
        request = getattr(record, "request", None)
        # The development server puts its socket here, and has the request in its message.
        if not hasattr(request, "get_full_path"):
            return record.getMessage()
        line = f"{request.method} {request.get_full_path()} {getattr(record, 'status_code', '-')}"
        error = record.exc_info[1] if record.exc_info else None
        return f"{line}: {type(error).__name__}: {error}" if error else line
