"""Uploads that cannot be stored, on a full disk for instance: staff are told beside the file."""

import logging
from functools import cache

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy
from wagtail.documents.views import multiple as documents
from wagtail.images.views import multiple as images

logger = logging.getLogger(__name__)

NOT_STORED = gettext_lazy(
    "The file could not be stored: the place for uploads takes nothing at the moment. Tell an"
    " administrator, then choose the file again."
)


@cache
def storage_errors():
    """What a storage raises that cannot be reached or written."""
    if not settings.MEDIA_BUCKET:
        return (OSError,)
    from boto3.exceptions import Boto3Error
    from botocore.exceptions import BotoCoreError, ClientError

    return (OSError, Boto3Error, BotoCoreError, ClientError)


def not_stored(error):
    """The message for staff; the log gets the reason."""
    logger.error("An upload could not be stored: %s: %s", type(error).__name__, error)
    return ValidationError(NOT_STORED, code="not_stored")


class StoresFileMixin:
    """A form that stores its file as the last step of validation, before anything is saved.

    A file that cannot be stored is an error beside its field, and nothing else has happened: the
    file that it was to replace is still there.
    """

    def is_valid(self):
        """Also stores the file, once everything else that was sent is right."""
        if not super().is_valid():
            return False
        if "file" in self.changed_data and not self.instance.file._committed:
            file = self.instance.file
            try:
                file.save(file.name, file.file, save=False)
            except storage_errors() as error:
                self.add_error("file", not_stored(error))
        return not self.errors


class TellsOfStorageMixin:
    """A heap of uploads: of a file that cannot be kept until its form is filled in, it is told."""

    def post(self, request):
        """The answer to one file."""
        try:
            return super().post(request)
        except storage_errors() as error:
            # What is stored already fails for other reasons.
            if hasattr(self, "object"):
                raise
            [message] = not_stored(error).messages
            return JsonResponse({"success": False, "error_message": message})


class NotStoredError(Exception):
    """A kept file could not be stored; its argument is the form that says so."""


class KeepsUploadMixin:
    """A kept file that cannot be stored stays kept, and its form says why."""

    def save_object(self, form):
        """Store the file and save what it belongs to, or neither."""
        try:
            super().save_object(form)
        except storage_errors() as error:
            self.upload.file.close()
            form.add_error(None, not_stored(error))
            raise NotStoredError(form) from error

    def post(self, request, *args, **kwargs):
        """The answer to the form of one kept file."""
        try:
            return super().post(request, *args, **kwargs)
        except NotStoredError as refused:
            [form] = refused.args
            context = {
                self.context_upload_name: self.upload,
                "edit_action": reverse(self.edit_upload_url_name, args=[self.upload.pk]),
                "delete_action": reverse(self.delete_upload_url_name, args=[self.upload.pk]),
                "form": form,
            }
            html = render_to_string(self.edit_form_template_name, context, request=request)
            return JsonResponse({"success": False, "form": html})


class ImagesAddView(TellsOfStorageMixin, images.AddView):
    """Wagtail's own, which tells when a picture cannot be kept."""


class ImageFromUploadView(KeepsUploadMixin, images.CreateFromUploadedImageView):
    """Wagtail's own, which tells when a picture cannot be stored."""


class DocumentsAddView(TellsOfStorageMixin, documents.AddView):
    """Wagtail's own, which tells when a document cannot be kept."""


class DocumentFromUploadView(KeepsUploadMixin, documents.CreateFromUploadedDocumentView):
    """Wagtail's own, which tells when a document cannot be stored."""
