"""Views beside the pages: the way to a language, and pages for what goes wrong."""

from http import HTTPMethod, HTTPStatus

from django.http import HttpResponseRedirect, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from pages.models import BasePage
from pages.search.views import search, suggestions


@require_safe
def choose_language(request):
    """From ``/`` to the reader's language, by Accept-Language, the default language otherwise."""
    language = translation.get_language_from_request(request)
    response = HttpResponseRedirect(f"/{language}/")
    patch_vary_headers(response, ["Accept-Language"])
    return response


def error_page(request, status):
    """The page for an HTTP status, in the reader's language."""
    return render(request, f"{status.value}.html", {"status": status.value}, status=status)


def bad_request(request, exception=None):
    """What the reader sent cannot be understood."""
    return error_page(request, HTTPStatus.BAD_REQUEST)


def permission_denied(request, exception=None):
    """The reader may not see this."""
    return error_page(request, HTTPStatus.FORBIDDEN)


def csrf_failure(request, reason=""):
    """A form came from elsewhere, or from a browser that keeps no cookies.

    Django asks for the token before it asks whether anything can be sent to the address at all:
    where nothing can, that is what the reader is told.
    """
    match, allowed = request.resolver_match, None
    if match.url_name == "wagtail_serve":
        page = BasePage.find_for_request(request, match.args[0])
        if page is None:
            return page_not_found(request)
        allowed = page.allowed_http_method_names()
    elif match.func in (choose_language, search, suggestions):
        allowed = [HTTPMethod.GET, HTTPMethod.HEAD]
    if allowed and request.method not in allowed:
        return method_not_allowed(request, ", ".join(allowed))
    return error_page(request, HTTPStatus.FORBIDDEN)


def method_not_allowed(request, allowed):
    """The address does not take this method; ``allowed`` is the Allow header (RFC 9110)."""
    response = error_page(request, HTTPStatus.METHOD_NOT_ALLOWED)
    response["Allow"] = allowed
    return response


def page_not_found(request, exception=None):
    """There is nothing at this address."""
    return error_page(request, HTTPStatus.NOT_FOUND)


def server_error(request):
    """Something broke: the page asks nothing of the request, nor of the database."""
    return HttpResponseServerError(render_to_string("500.html"))
