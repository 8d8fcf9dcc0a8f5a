"""Helpful error pages for requests that Django and Wagtail answer with bare errors or crash on."""

from http import HTTPStatus

from django.core.exceptions import BadRequest
from django.http import Http404

from pages.public.views import method_not_allowed

# No database key has more digits.
MAX_DIGITS = 19


class ErrorPagesMiddleware:
    """Rejects URLs that databases cannot look up, and renders method errors as pages."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and not response.content:
            return method_not_allowed(request, response["Allow"])
        return response

    def process_view(self, request, view_func, view_args, view_kwargs):
        """Rejects null bytes, which PostgreSQL does not accept."""
        if "\x00" in request.path:
            raise BadRequest("The address holds a null byte.")
        # Wagtail's document views accept keys of any length.
        if any(len(value) > MAX_DIGITS and value.isdecimal() for value in view_args):
            raise Http404("Nothing has so large a number.")
