"""How each person wants the editor to look: which language's inputs it shows."""

from http import HTTPStatus

from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.views.decorators.http import require_POST

from languages import cldr
from languages.texts import column, translated_field_names
from pages.staff.models import EditorPreferences


@require_POST
def remember_shown_language(request):
    """Keep ``language`` (a code, or empty for all) as what this person wants to see.

    204 when kept, 400 when there is no such language.
    """
    language = request.POST.get("language", "")
    if language and language not in cldr.language_codes():
        raise BadRequest("No such language.")
    EditorPreferences.objects.update_or_create(
        user=request.user, defaults={"shown_language": language}
    )
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


def shown_language(user):
    """The code of the one language that a person wants to see, or empty for all."""
    return getattr(getattr(user, "editor_preferences", None), "shown_language", "")


def languages_in_form(form):
    """The languages that a model form has inputs for, the default language first."""
    model = getattr(getattr(form, "_meta", None), "model", None)
    if model is None:
        return []
    names = translated_field_names(model)
    return [
        language
        for language in cldr.language_codes()
        if any(column(name, language) in form.fields for name in names)
    ]


def language_choices(form, user):
    """The choices of the switch above a form: dicts of ``code`` (empty for all languages),
    ``own_name``,
    ``direction``, ``is_chosen``; none where the person can edit only one language."""
    languages = languages_in_form(form)
    if len(languages) < 2:
        return []
    shown = shown_language(user)
    chosen = shown if shown in languages else ""
    return [
        {
            "code": code,
            "own_name": cldr.own_name(code),
            "direction": cldr.direction(code),
            "is_chosen": code == chosen,
        }
        for code in languages
    ] + [{"code": "", "is_chosen": chosen == ""}]
