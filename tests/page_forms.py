"""POST data of a page's form in the admin."""

from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

# The data of the editor's buttons: save a draft, publish all languages, publish one.
SAVE_DRAFT = {}
PUBLISH = {"action-publish": "action-publish"}
PUBLISH_IN = {code: {f"action-release-{code}": "on"} for code in ("ar", "en")}


def page_data(*, body_ar=(), body_en=(), **fields):
    """The POST data of a content page's form; bodies are lists of ``(block name, value)``.

    Texts are empty unless given.
    """
    data = {
        "title_ar": "",
        "title_en": "",
        "summary_ar": "",
        "summary_en": "",
        "slug": "",
        "seo_title_ar": "",
        "seo_title_en": "",
        "search_description_ar": "",
        "search_description_en": "",
        "body_ar": streamfield(list(body_ar)),
        "body_en": streamfield(list(body_en)),
        "comments": inline_formset([]),
    }
    return nested_form_data(data | fields)


def add_url(parent, model):
    """The URL for adding a page of a model below a parent."""
    return reverse(
        "wagtailadmin_pages:add", args=[model._meta.app_label, model._meta.model_name, parent.pk]
    )


def edit_url(page):
    """The URL for editing a page."""
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def errors_of(response):
    """The form's errors as lists of messages by field; empty if it was accepted."""
    if response.status_code == 302:
        return {}
    return {
        name: [str(e) for e in errors] for name, errors in response.context["form"].errors.items()
    }
