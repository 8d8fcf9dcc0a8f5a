"""What is kept of the text of documents' files, which takes seconds to read."""

from django.core.files.storage import InvalidStorageError
from django.db import transaction

from pages.models import CustomDocument
from pages.search.extraction import text_of
from pages.search.models import DocumentText


def kept_text(document):
    """The text of a document's file, or ``None`` if this file has not been read yet."""
    kept = DocumentText.objects.filter(document=document, file_name=document.file.name).first()
    return kept.text if kept else None


def read(document):
    """Read a document's file and keep its text; call it outside of transactions.

    A file that is gone or damaged has no text; while it cannot be fetched, this raises what the
    storage does.
    """
    name = document.file.name
    try:
        with document.file.storage.open(name) as file:
            text = text_of(file, document.file_extension.lower())
    except (FileNotFoundError, ValueError, InvalidStorageError):
        text = ""
    with transaction.atomic():
        # Meanwhile it may have been deleted, or have another file.
        current = CustomDocument.objects.select_for_update().filter(pk=document.pk, file=name)
        if current.exists():
            DocumentText.objects.update_or_create(
                document=document, defaults={"file_name": name, "text": text}
            )
