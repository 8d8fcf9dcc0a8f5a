"""Has the index follow what the admin does without saving."""

from wagtail import hooks

from pages.models import CustomDocument
from pages.search.signals import document_saved


@hooks.register("after_bulk_action")
def documents_in_another_collection(request, action_type, objects, action):
    """Wagtail puts many documents into a collection without saving each."""
    if action_type == "add_to_collection" and action.model is CustomDocument:
        for document in CustomDocument.objects.filter(pk__in=[o.pk for o in objects]):
            document_saved(document)
