"""Answers malformed requests to the admin with 400, where Wagtail's views would crash on them."""

import logging

from django.forms.forms import BaseForm
from django.urls import NoReverseMatch
from django.utils.datastructures import MultiValueDictKeyError

from pages.public.views import bad_request
from site_config.middleware import is_staff_area

logger = logging.getLogger(__name__)

# What code raises that reads a value it did not expect.
MISREADINGS = (AttributeError, LookupError, NoReverseMatch, OverflowError, TypeError, ValueError)


class BadRequestMiddleware:
    """Refuses parameters that a view could not read, and forms that lack what their page sends.

    Such requests come from scanners or with half a form, and are no faults of the site.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """The site's response."""
        return self.get_response(request)

    def process_exception(self, request, exception):
        """The page for a malformed request; ``None`` for any other exception."""
        if not is_staff_area(request):
            return None
        if isinstance(exception, MultiValueDictKeyError) or (
            isinstance(exception, MISREADINGS) and quotes_what_was_sent(exception, request)
        ):
            return bad_request(request)
        if isinstance(exception, MISREADINGS) and happened_in_a_form(exception):
            # It may be a fault of the form itself: the log shows where it was raised.
            logger.error("A form could not read what was sent.", exc_info=exception)
            return bad_request(request)
        return None


def quotes_what_was_sent(exception, request):
    """Whether an exception names a value of the request that could not be read: ``invalid literal
    for int() with base 10: 'x'``. PostgreSQL's adapter does not quote a text with a null byte."""
    text = str(exception)
    sent = [
        value for data in (request.GET, request.POST) for _key, v in data.lists() for value in v
    ]
    return any(value and repr(value) in text for value in sent) or (
        "NUL" in text and any("\x00" in value for value in sent)
    )


def happened_in_a_form(exception):
    """Whether a form was reading what was sent when this was raised."""
    traceback = exception.__traceback__
    while traceback:
        if traceback.tb_frame.f_code is BaseForm.full_clean.__code__:
            return True
        traceback = traceback.tb_next
    return False
