"""Admin forms of pictures and documents, which have no panels."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from languages import cldr
from languages.form_rows import TranslatedRowsMixin
from languages.texts import column, columns, is_blank
from pages.forms.document_uploads import DocumentUploadField
from pages.forms.image_uploads import ImageUploadField
from pages.forms.limits import limit_fields
from pages.forms.merged import MergedFormMixin
from pages.forms.storing import StoresFileMixin

# File names given by cameras, phones and programs: IMG_1234, DSC01234, final-2.jpg. Keep in step
# with static/js/content-checks.js.
FILE_NAME = re.compile(
    r".*\.(avif|bmp|gif|heic|jpe?g|pdf|png|svg|tiff?|webp)"
    r"|(img|dsc[fn]?|pxl|image|photo|picture|screenshot|whatsapp[ _-]image)[ _-]*\d[\d _-]*"
    r"|p\d{6,}",
    re.IGNORECASE,
)


def is_file_name(text):
    """Whether a text alternative is only a file name."""
    return bool(FILE_NAME.fullmatch(text.strip()))


class ClosesFile:
    """A form that closes its uploaded file after saving; Wagtail leaves this to garbage
    collection."""

    def save(self, commit=True):
        instance = super().save(commit=commit)
        if commit:
            instance.file.close()
        return instance


class CustomImageForm(
    StoresFileMixin, MergedFormMixin, ClosesFile, TranslatedRowsMixin, BaseImageForm
):
    """An image's form: requires a text alternative in every language, or the decorative mark.

    In a multiple upload, Wagtail stores each file as ``UploadedFile`` until its form is valid.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Added here and not declared: Wagtail derives a form without the file from this class,
        # which could not remove a declared field.
        if "file" in self.fields:
            self.fields["file"] = ImageUploadField.in_place_of(self.fields["file"])
        limit_fields(self, kwargs.get("user"))
        self.remember_shown()

    def clean(self):
        """Rejects, per field, an empty text alternative and one that is only a file name."""
        cleaned = super().clean()
        if cleaned.get("is_decorative", self.instance.is_decorative):
            return cleaned
        for language in cldr.language_codes():
            name = column("alt", language)
            if name not in self.fields or name in self.errors:
                continue
            text = cleaned.get(name)
            if is_blank(text):
                message = _("Describe what the picture shows, or mark it as decorative.")
            elif is_file_name(text):
                message = _("This is a file name. Describe what the picture shows instead.")
            else:
                continue
            self.add_error(name, message)
        return cleaned


class CustomDocumentForm(
    StoresFileMixin, MergedFormMixin, ClosesFile, TranslatedRowsMixin, BaseDocumentForm
):
    """A document's form: requires a title for visitors."""

    no_title = gettext_lazy("Enter a title for visitors in at least one language.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # See CustomImageForm.
        if "file" in self.fields:
            self.fields["file"] = DocumentUploadField.in_place_of(self.fields["file"])
        limit_fields(self, kwargs.get("user"))
        self.remember_shown()

    def clean(self):
        """Rejects a document without a title for visitors in any language."""
        cleaned = super().clean()
        names = [name for name in columns("display_title") if name in self.fields]
        titles = (
            cleaned.get(name, getattr(self.instance, name)) for name in columns("display_title")
        )
        if names and all(map(is_blank, titles)):
            self.add_error(names[0], ValidationError(self.no_title, code="required"))
        return cleaned
