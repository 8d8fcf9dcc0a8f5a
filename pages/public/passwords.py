"""Shared passwords of pages and collections: Wagtail's views, with limits of guessing."""

from http import HTTPStatus

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from wagtail.documents.views import serve as wagtaildocs_serve
from wagtail.forms import PasswordViewRestrictionForm
from wagtail.models import CollectionViewRestriction, PageViewRestriction
from wagtail.views import authenticate_with_password

from pages.limits.passwords import Guess, too_many
from pages.models import BasePage

# Wrong answers of all visitors together in 15 minutes; each network has its own limit below it.
ABOUT_ONE = 100


class TooManyForm(PasswordViewRestrictionForm):
    """The form for whoever has to wait; it does not look at the password."""

    wait = 0

    def clean_password(self):
        """Always raise ``ValidationError``."""
        raise ValidationError(too_many(self.wait), code="too_many")


def limited(request, restriction, scope, ask, refuse):
    """The response of a view to an answer, or the refusal of one too many.

    ``ask()`` is the view's response, ``refuse(form)`` shows the form again.
    """
    if request.method != "POST":
        return ask()
    turn = Guess.by(request, scope, restriction.pk, ABOUT_ONE).take()
    if turn.wait:
        form = TooManyForm(request.POST, instance=restriction)
        form.wait = turn.wait
        response = refuse(form)
        response.status_code = HTTPStatus.TOO_MANY_REQUESTS
        response["Retry-After"] = str(turn.wait)
        return response
    response = ask()
    if response.status_code == HTTPStatus.FOUND:
        turn.was_right()
    return response


def open_page(request, page_view_restriction_id, page_id):
    """Take the password of a page."""
    restriction = get_object_or_404(PageViewRestriction, pk=page_view_restriction_id)

    def refuse(form):
        page = get_object_or_404(BasePage, pk=page_id).specific
        action = reverse("wagtailcore_authenticate_with_password", args=[restriction.pk, page.pk])
        return page.serve_password_required_response(request, form, action)

    return limited(
        request,
        restriction,
        "page password",
        lambda: authenticate_with_password(request, page_view_restriction_id, page_id),
        refuse,
    )


def open_collection(request, restriction_id):
    """Take the password of a collection's documents and pictures."""
    restriction = get_object_or_404(CollectionViewRestriction, pk=restriction_id)

    def refuse(form):
        action = reverse("wagtaildocs_authenticate_with_password", args=[restriction.pk])
        context = {"form": form, "action_url": action}
        return TemplateResponse(request, "wagtaildocs/password_required.html", context)

    return limited(
        request,
        restriction,
        "collection password",
        lambda: wagtaildocs_serve.authenticate_with_password(request, restriction_id),
        refuse,
    )
