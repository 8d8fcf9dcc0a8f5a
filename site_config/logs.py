"""The log format: one line per event, with time, level and request."""

import logging
import re
import time
from http import HTTPStatus

CONTROL_CHARACTERS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def on_one_line(text):
    """The text with control characters escaped, so that it cannot forge log lines."""
    return CONTROL_CHARACTERS.sub(lambda match: f"\\x{ord(match[0]):02x}", text)


class LineFormatter(logging.Formatter):
    """``2026-01-31T12:00:00Z ERROR django.request: GET /en/ 500: ValueError: ...``

    A traceback follows on indented lines, but only for our own errors, not for rejected requests or
    outages (503). Of a request, only its request line is logged.
    """

    converter = time.gmtime
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = None

    def format(self, record):
        """The record as a line, with its traceback if it is shown."""
        line = f"{self.formatTime(record)}Z {record.levelname} {record.name}: "
        line += on_one_line(self.describe(record))
        status = getattr(record, "status_code", 500)
        is_fault = status >= 500 and status != HTTPStatus.SERVICE_UNAVAILABLE
        if record.exc_info and record.exc_info[0] and is_fault:
            trace = self.formatException(record.exc_info)
            line += "".join(f"\n    {on_one_line(part)}" for part in trace.splitlines())
        return line

    def describe(self, record):
        """The message; for a request, preceded by request line, status and exception."""
        request = getattr(record, "request", None)
        # The development server puts its socket here; its message contains the request.
        if not hasattr(request, "get_full_path"):
            return record.getMessage()
        line = f"{request.method} {request.get_full_path()} {getattr(record, 'status_code', '-')}"
        error = record.exc_info[1] if record.exc_info else None
        return f"{line}: {type(error).__name__}: {error}" if error else line
