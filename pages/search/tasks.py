"""What search does in the background."""

from django.db import transaction
from django_tasks import task

from pages.models import CustomDocument
from pages.search import indexing, reading


@task()
def read_document(pk):
    """Read the text of a document's file, unless it was read already, and index it."""
    document = CustomDocument.objects.filter(pk=pk).first()
    if document and reading.kept_text(document) is None:
        reading.read(document)
        with transaction.atomic():
            document = CustomDocument.objects.select_for_update().filter(pk=pk).first()
            if document:
                indexing.index_document(document)
