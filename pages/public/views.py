"""Views beside the pages: the way to a language, and pages for what goes wrong."""

from http import HTTPStatus

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


# Nothing can be sent here: who tries is told so, before a token is asked for.
@csrf_exempt
@require_safe
def choose_language(request):
    """From ``/`` to the reader's language, by Accept-Language, the default language otherwise."""
    response = HttpResponseRedirect(f"/{readers_language(request)}/")
    patch_vary_headers(response, ["Accept-Language"])
    return response


@csrf_exempt
def serve_page(request, path):
    """A page of the tree. All of them only show something, but those with a form for visitors,
    who have no cookie that could be misused: these forms are guarded by ``pages.contact.guards``.
    """
    return serve(request, path)


@require_safe
def social_image(request, page_id, language, digest):
    """The picture of a page on other networks, drawn when it is first asked for.

    An address of an older drawing leads to the newest one; a page has one in each language that
    it is available in, and no other.
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
    """A form came from elsewhere, or from a browser that keeps no cookies."""
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
