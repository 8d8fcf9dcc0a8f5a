"""Form fields of staff's texts: cleaned before anything looks at them."""

from django import forms
from django.db import models
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.contrib.redirects.models import Redirect

from languages.addresses import DecodingMixin, WebAddressFormField
from languages.characters import clean
from languages.texts import is_blank


class CleanTextField(forms.CharField):
    """A text as it will be saved (see ``languages.characters.clean``). A required one must show a
    reader something."""

    def to_python(self, value):
        text = clean(super().to_python(value) or "")
        return self.empty_value if is_blank(text) else text


class PathField(DecodingMixin, forms.CharField):
    """The path of a redirect: its column has room for 255 characters, decoded."""


def register():
    """Have Wagtail's model forms clean all texts and web addresses."""
    register_form_field_override(models.URLField, override={"form_class": WebAddressFormField})
    for kind in (models.CharField, models.TextField):
        register_form_field_override(kind, override=_with_clean_text)
    # Wagtail's own options for exactly this class come before those for its subclasses.
    register_form_field_override(
        models.TextField,
        override=lambda field: _with_clean_text(field) | {"widget": AdminAutoHeightTextInput},
        exact_class=True,
    )


def _with_clean_text(model_field):
    if model_field.model is Redirect:
        return {"form_class": PathField}
    # Addresses, slugs and choices have form fields of their own kind.
    is_text = type(model_field.formfield()) is forms.CharField
    return {"form_class": CleanTextField} if is_text else {}
