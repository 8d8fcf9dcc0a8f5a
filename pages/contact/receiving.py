"""What happens to a form that a visitor sends: it is refused with a reason, or kept for good."""

import hashlib
import json
import time
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from uuid import UUID

from django.db import DatabaseError, IntegrityError, transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from languages.addresses import is_mailable
from pages.contact import guards, limits
from pages.contact.forms import Kind, texts_by_language
from pages.contact.models.messages import ContactMessage
from pages.limits.counting import client_address, take

# The input that only programs fill in.
TRAP = "homepage"


@dataclass(frozen=True)
class Rejection:
    """Why a form as a whole was not accepted: the status, the words, when to try again."""

    status: HTTPStatus
    reason: str
    retry_after: int = 0


def receive(page, request):
    """The response to a form sent to a page: back to the form with what is wrong, or on to the
    thanks, which can be reloaded without sending anything twice."""
    if is_too_large(request):
        context = {"status": HTTPStatus.REQUEST_ENTITY_TOO_LARGE.value}
        return render(request, "413.html", context, status=context["status"])
    form = page.form(request.POST)
    token = guards.read(request.POST.get("token", ""), page.pk)
    rejection = rejection_of(request, token)
    if not form.is_valid() or rejection:
        return show(page, request, form, token, rejection)
    answers = form.answers()
    submission = submission_of(token, answers)
    known = ContactMessage.objects.filter(submission=submission).first()
    if known:
        return to_thanks(page, request, known)
    try:
        now = timezone.now()
        wait = take(limits.per_message(page, client_address(request), now), now)
        if wait:
            return show(page, request, form, token, too_often(wait))
        message = keep(page, form, answers, submission)
    except DatabaseError:
        return show(page, request, form, token, out_of_order())
    return to_thanks(page, request, message)


def is_too_large(request):
    """Whether more values were sent than any form holds; the middleware bounds their bytes."""
    return sum(len(values) for _name, values in request.POST.lists()) > guards.MAX_VALUES


def rejection_of(request, token):
    """The ``Rejection`` of a form for other reasons than its fields, or ``None``."""
    if not guards.is_from_this_site(request):
        return Rejection(
            HTTPStatus.FORBIDDEN,
            _("The message came from another site. Please check it and send it from here."),
        )
    if request.FILES:
        return Rejection(HTTPStatus.UNPROCESSABLE_ENTITY, _("This form does not accept files."))
    if request.POST.get(TRAP, ""):
        return Rejection(
            HTTPStatus.UNPROCESSABLE_ENTITY,
            _(
                "A field that must stay empty was filled in. It has been cleared: please send the "
                "message again."
            ),
        )
    age = token and token.age(time.time())
    if token is None or not 0 <= age <= guards.MAX_SECONDS:
        return Rejection(
            HTTPStatus.UNPROCESSABLE_ENTITY,
            _("The form was open for too long. Nothing is lost: please send it again."),
        )
    if age < guards.MIN_SECONDS:
        return Rejection(
            HTTPStatus.TOO_MANY_REQUESTS,
            _("That was very quick. Please wait a few seconds and send it again."),
            retry_after=guards.MIN_SECONDS,
        )
    return None


def too_often(wait):
    """The rejection of a message that comes after too many; ``wait`` is in seconds."""
    minutes = -(-wait // 60)
    return Rejection(
        HTTPStatus.TOO_MANY_REQUESTS,
        ngettext(
            "Too many messages were sent in a short time. Nothing is lost: please send it again "
            "in %(minutes)d minute.",
            "Too many messages were sent in a short time. Nothing is lost: please send it again "
            "in %(minutes)d minutes.",
            minutes,
        )
        % {"minutes": minutes},
        retry_after=wait,
    )


def out_of_order():
    """The rejection of a message that could not be kept."""
    return Rejection(
        HTTPStatus.SERVICE_UNAVAILABLE,
        _("The message could not be received. Please send it again in a minute."),
        retry_after=60,
    )


def show(page, request, form, token, rejection):
    """The form with all that was typed and what is wrong with it."""
    still_good = token is not None and 0 <= token.age(time.time()) <= guards.MAX_SECONDS
    context = page.get_context(request) | {
        "form": form,
        "sent": "",
        "rejection": rejection,
        "token": request.POST["token"] if still_good else token_for(page),
        "robots": "noindex",
    }
    response = TemplateResponse(
        request,
        page.get_template(request),
        context,
        status=rejection.status if rejection else HTTPStatus.UNPROCESSABLE_ENTITY,
    )
    if rejection and rejection.retry_after:
        response["Retry-After"] = str(rejection.retry_after)
    return uncached(response)


def uncached(response):
    """The response, kept by no cache on its way: a form's token is for one visitor. The visitor's
    own browser may go back to it, with what was typed."""
    response["Cache-Control"] = "private, no-cache"
    return response


def token_for(page):
    """The token of a new form of a page."""
    return guards.issue(page.pk)


def submission_of(token, answers):
    """A digest that is the same when one form is sent twice with the same answers."""
    said = json.dumps([token.nonce, answers], sort_keys=True)
    name = hashlib.sha256(said.encode()).hexdigest()
    return salted_hmac("pages.contact.submission", name, algorithm="sha256").hexdigest()


def keep(page, form, answers, submission):
    """Store a message, to be mailed as soon as the next look at what waits; the message."""
    now = timezone.now()
    unit = form.first_of_kind(Kind.UNIT)
    unit_key = UUID(unit) if unit else None
    sender = form.first_of_kind(Kind.EMAIL)
    confirm_to = sender if page.sends_confirmation and is_mailable(sender) else ""
    if confirm_to and take(limits.per_confirmation(confirm_to), now):
        confirm_to = ""
    try:
        with transaction.atomic():
            return ContactMessage.objects.create(
                submission=submission,
                reference=f"{submission[:4]}-{submission[4:8]}".upper(),
                page=page,
                form_titles=texts_by_language(page, "title"),
                language=get_language(),
                answers=answers,
                sender=sender,
                received_at=now,
                delete_after=now + timedelta(days=page.keep_days),
                unit_key=unit_key,
                next_attempt_at=now,
                confirm_to=confirm_to,
                **page.destination(unit_key),
            )
    except IntegrityError:
        # Unless a second click was quicker, something else is wrong.
        if known := ContactMessage.objects.filter(submission=submission).first():
            return known
        raise


def to_thanks(page, request, message):
    """Lead on to the thanks, in the language of the form."""
    sent = guards.sent_token(page.pk, message.reference)
    location = f"{request.path}?sent={sent}"
    return uncached(HttpResponse(status=HTTPStatus.SEE_OTHER, headers={"Location": location}))


def sent_reference(request, page):
    """The reference of a message whose thanks are asked for, or an empty text."""
    return guards.read_sent(request.GET.get("sent", ""), page.pk)
