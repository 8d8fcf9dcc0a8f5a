"""Multiple uploads of which a file cannot be stored, as on a full disk: staff are told."""

from django.http import JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from wagtail.documents.views import multiple as documents
from wagtail.images.views import multiple as images

from pages.forms.storing import not_stored, storage_errors


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
