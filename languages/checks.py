"""House rules as system checks, run by ``manage.py check``."""

from collections.abc import Iterator

from django.core import checks
from django.db import models
from django.db.models.base import ModelBase
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.utils.translation import to_locale
from wagtail.admin.panels import FieldPanel, InlinePanel, get_edit_handler
from wagtail.fields import StreamField
from wagtail.models import AbstractPage, DefaultBasePageMixin, get_page_models

from languages import cldr, migrated
from languages.catalogues.files import catalogue_path
from languages.own_apps import own_models
from languages.texts import translated_field_names


def panel_fields(panel):
    """The (model, field name) pairs edited by a bound panel and its children."""
    if isinstance(panel, FieldPanel):
        yield panel.model, panel.field_name
    if isinstance(panel, InlinePanel):
        yield from panel_fields(panel.child_edit_handler)
    for child in getattr(panel, "children", ()):
        yield from panel_fields(child)


def edited_fields(model: ModelBase) -> Iterator[tuple[ModelBase, str]]:
    """The (model, field name) pairs on a model's admin form, in reading order.

    Panels are bound first, since names in lists become panels only then.
    """
    if issubclass(model, AbstractPage):
        yield from panel_fields(model.get_edit_handler())
    elif hasattr(model, "edit_handler") or hasattr(model, "panels"):
        yield from panel_fields(get_edit_handler(model))
    for name in getattr(model, "admin_form_fields", ()):
        yield model, name


@checks.register("languages")
def check_languages_have_columns(app_configs, **kwargs):
    """A configured language without columns breaks every page."""
    hint = "Run manage.py makemigrations and migrate: see docs/adding-a-language.md."
    return [
        *(
            checks.Warning(
                f"The language '{code}' is in the settings, but no migration adds its columns.",
                hint=hint,
                id="languages.W001",
            )
            for code in migrated.without_columns()
        ),
        *(
            checks.Warning(
                f"The columns of '{ending}' are in the migrations, but its language is not in the "
                "settings.",
                hint=hint,
                id="languages.W002",
            )
            for ending in migrated.without_language()
        ),
    ]


@checks.register("languages")
def check_languages_have_catalogues(app_configs, **kwargs):
    """Without a catalogue, a language's interface is shown in English, the source language."""
    return [
        checks.Warning(
            f"The language '{code}' has no catalogue: its interface is in English.",
            hint=f"Run manage.py makemessages -l {to_locale(code)} and have its file translated: "
            "see docs/adding-a-language.md.",
            id="languages.W003",
        )
        for code in cldr.language_codes()
        if not catalogue_path(code).exists()
    ]


@checks.register("languages")
def check_no_bare_panels(app_configs, **kwargs):
    """A panel on a bare translated field writes to the active language's column."""
    return [
        checks.Error(
            f"'{name}' is translated, but its bare column has a panel.",
            hint=f'Use TranslatedFieldPanel("{name}"), or columns("{name}") in a list of names.',
            obj=edited,
            id="languages.E001",
        )
        for model in own_models()
        for edited, name in edited_fields(model)
        if name in translated_field_names(edited)
    ]


def is_text(field):
    """Whether a field holds text for readers: no choices, addresses or keys."""
    address = models.EmailField | models.URLField | models.SlugField
    text = models.CharField | models.TextField | StreamField
    return (
        isinstance(field, text)
        and not isinstance(field, address | models.FileField)
        and not field.choices
        and field.editable
    )


@checks.register("languages")
def check_text_is_registered(app_configs, **kwargs):
    """Text that is not registered for translation is the same in every language."""
    errors = []
    for model in own_models():
        known = {*translated_field_names(model), *getattr(model, "untranslated_fields", ())}
        for field in model._meta.local_fields:
            original = getattr(field, "translated_field", field)
            if is_text(field) and original.name not in known:
                errors.append(
                    checks.Error(
                        f"'{field.name}' holds text, but is not registered for translation.",
                        hint="Register it in translation.py, or name it in the model's "
                        "untranslated_fields when it reads the same in every language.",
                        obj=model,
                        id="languages.E002",
                    )
                )
    return errors


@checks.register("languages")
def check_translated_relations_are_named(app_configs, **kwargs):
    """Translated relations need a related_name: without one, all languages' columns share one
    hidden relation, and deleting the target clears only one of them."""
    return [
        checks.Error(
            f"'{field.name}' is a translated relation without a related_name.",
            hint='Give the translated field a related_name that does not end in "+".',
            obj=model,
            id="languages.E005",
        )
        for model in own_models()
        for field in model._meta.local_fields
        if field.is_relation and hasattr(field, "translated_field") and field.remote_field.hidden
    ]


@checks.register("languages")
def check_templates_exist(app_configs, **kwargs):
    """A page type without a template would fail only when a visitor opens it."""
    errors = []
    for model in get_page_models():
        if not model.is_creatable:
            continue
        names = getattr(model, "template_names", None)
        names = names() if names else [model.template]
        for name in names:
            try:
                get_template(name)
                break
            except TemplateDoesNotExist:
                continue
        else:
            errors.append(
                checks.Error(
                    f"No template: {', '.join(names)}.",
                    hint="Add it under templates/.",
                    obj=model,
                    id="languages.E003",
                )
            )
    return errors


@checks.register("languages")
def check_page_bases(app_configs, **kwargs):
    """With its bases in the wrong order, a base page loses the admin's filters."""
    mro = get_page_models()[0].base_page_model.__mro__
    if DefaultBasePageMixin in mro and mro.index(DefaultBasePageMixin) < mro.index(AbstractPage):
        return [
            checks.Error(
                "AbstractPage must come before DefaultBasePageMixin.",
                hint="class BasePage(AbstractPage, DefaultBasePageMixin)",
                obj=mro[0],
                id="languages.E004",
            )
        ]
    return []
