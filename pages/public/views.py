"""Views beside the page tree: language choice, social images and error pages."""

from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpResponse, HttpResponseRedirect, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from wagtail.models import Site
from wagtail.views import serve

from languages import cldr
from pages.models import BasePage, SiteIdentity
from pages.public import social_images
from pages.public.media_files import MONTH
from pages.public.offered_languages import readers_language


# POST gets a 405 here, without a CSRF check.
@csrf_exempt
@require_safe
def choose_language(request):
    """Redirect ``/`` to the reader's language (Accept-Language), else to the default language."""
    response = HttpResponseRedirect(f"/{readers_language(request)}/")
    patch_vary_headers(response, ["Accept-Language"])
    return response


@csrf_exempt
def serve_page(request, path):
    """Serve a page of the tree. Exempt from Django's CSRF check: visitors have no cookies to
    misuse, and pages with a form are guarded by ``pages.contact.guards``."""
    return serve(request, path)


@require_safe
def social_image(request, page_id, language, digest):
    """A page's image for social networks, drawn on first request.

    The URL of an older image redirects to the current one. Http404 in languages that the page is
    not available in.
    """
    if language not in cldr.language_codes():
        raise Http404("There is no such language.")
    page = BasePage.objects.available_in(language).filter(pk=page_id).first()
    if page is None:
        raise Http404("The page is not available in this language.")
    site = Site.find_for_request(request)
    identity = SiteIdentity.for_site(site) if site else None
    card = social_images.card_of(page.specific, language, identity)
    if digest != card.digest:
        return HttpResponseRedirect(card.url)
    response = HttpResponse(social_images.kept(card), content_type="image/jpeg")
    patch_cache_control(response, public=True, max_age=MONTH)
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def error_page(request, status, **context):
    """The error page for an HTTP status, in the reader's language."""
    context["status"] = status.value
    return render(request, f"{status.value}.html", context, status=status)


def bad_request(request, exception=None):
    """400: the request is malformed; 413 if it is too large to be read."""
    if isinstance(exception, RequestDataTooBig):
        return too_large(request, settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
    return error_page(request, HTTPStatus.BAD_REQUEST)


def too_large(request, most=None):
    """413: more was sent than is accepted here, which is ``most`` bytes."""
    return error_page(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, most=most)


def permission_denied(request, exception=None):
    """403: the reader may not see this."""
    return error_page(request, HTTPStatus.FORBIDDEN)


def csrf_failure(request, reason=""):
    """403: a form came from another site, or from a browser without cookies."""
    return error_page(request, HTTPStatus.FORBIDDEN)


def method_not_allowed(request, allowed):
    """405: the method is not supported; ``allowed`` is the Allow header (RFC 9110)."""
    response = error_page(request, HTTPStatus.METHOD_NOT_ALLOWED)
    response["Allow"] = allowed
    return response


def page_not_found(request, exception=None):
    """404: there is nothing at this URL."""
    return error_page(request, HTTPStatus.NOT_FOUND)


def server_error(request):
    """500: rendered without the request and the database."""
    return HttpResponseServerError(render_to_string("500.html"))
