"""Helpful pages for requests that Django and Wagtail answer with bare errors, or not at all."""

from http import HTTPStatus

from django.core.exceptions import BadRequest
from django.http import Http404

from pages.public.views import method_not_allowed

# No database has keys of more digits.
MAX_DIGITS = 19


class ErrorPagesMiddleware:
    """Refuses addresses that no database can look up, and dresses bare refusals of a method."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and not response.content:
            return method_not_allowed(request, response["Allow"])
        return response

    def process_view(self, request, view_func, view_args, view_kwargs):
        """A null byte in an address names nothing, and PostgreSQL refuses to look for it."""
        if "\x00" in request.path:
            raise BadRequest("The address holds a null byte.")
        # Wagtail's views of documents take any number of digits for a key.
        if any(len(value) > MAX_DIGITS and value.isdecimal() for value in view_args):
            raise Http404("Nothing has so large a number.")
