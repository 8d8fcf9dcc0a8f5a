"""Has the index follow what happens to pages and documents."""

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_delete
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction
from wagtail.signals import post_page_move

from languages import cldr
from languages.former_languages import clearing, counted
from pages.models import BasePage, CustomDocument
from pages.search import indexing
from pages.search.models import SearchEntry, SearchWord
from pages.search.tasks import read_document

# What saving a draft writes to a page, and locking it: nothing that visitors read.
UNREAD = frozenset({
    "latest_revision", "latest_revision_created_at", "draft_title", "has_unpublished_changes",
    "locked", "locked_at", "locked_by", "go_live_at", "expire_at", "live_revision",
    "first_published_at", "last_published_at", "url_path",
})  # fmt: skip


def _all(steps):
    for _done in steps:
        pass


def page_saved(instance, raw=False, update_fields=None, **kwargs):
    """What is live of the page may have changed."""
    if raw or not isinstance(instance, BasePage):
        return
    if update_fields is None:
        indexing.index_page(instance)
    elif any(
        name.rpartition("_")[0] not in UNREAD and name not in UNREAD for name in update_fields
    ):
        # The instance may be a draft of which only some fields were written.
        _all(indexing.index_pages(BasePage.objects.filter(pk=instance.pk)))


def page_moved(instance, **kwargs):
    """The pages above decide who may read those below."""
    _all(indexing.index_pages(indexing.subtree(instance)))


def privacy_changed(instance, **kwargs):
    """Whoever may read a page may read those below it."""
    page = BasePage.objects.filter(pk=instance.page_id).first()
    if page:
        _all(indexing.index_pages(indexing.subtree(page)))


def document_saved(instance, raw=False, **kwargs):
    """A document is new, or has another title, file or collection. Nobody waits for its text."""
    if not raw and indexing.index_document(instance):
        read_document.enqueue(instance.pk)


def _index_below(collection_id):
    collection = Collection.objects.filter(pk=collection_id).first()
    if collection:
        for document in indexing.in_collection(collection):
            document_saved(document)


def collection_privacy_changed(instance, **kwargs):
    """Whoever may open a collection's documents may open those of the collections below it."""
    _index_below(instance.collection_id)


def collection_saved(instance, raw=False, created=False, **kwargs):
    """A collection may have been moved to where others may open it; that happens after it was
    saved."""
    if not raw and not created:
        transaction.on_commit(lambda: _index_below(instance.pk))


def entry_deleted(instance, **kwargs):
    """The words of the entry are no longer to be suggested."""
    indexing.forget_words(instance)


def clear_former_languages(**kwargs):
    """Forget what is in languages that the site no longer has. Out: lines to report."""
    codes = cldr.language_codes()
    entries = SearchEntry.objects.exclude(language__in=codes)
    found = entries.count()
    entries.delete()
    SearchWord.objects.exclude(language__in=codes).delete()
    return [counted("entries of the search", found)] if found else []


def connect():
    """Follow publishing, releasing, withdrawing, moving, deleting, and who may read what."""
    post_save.connect(page_saved)
    post_page_move.connect(page_moved)
    for signal in (post_save, post_delete):
        signal.connect(privacy_changed, sender=PageViewRestriction)
        signal.connect(collection_privacy_changed, sender=CollectionViewRestriction)
    post_save.connect(document_saved, sender=CustomDocument)
    post_save.connect(collection_saved, sender=Collection)
    pre_delete.connect(entry_deleted, sender=SearchEntry)
    clearing.connect(clear_former_languages)
