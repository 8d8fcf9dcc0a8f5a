"""Nobody waits while a document's file is read: the worker does that, outside of transactions."""

import pytest
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult
from wagtail.models import Collection, CollectionViewRestriction

from pages.models import CustomDocument
from pages.search import reading
from tests.factories import DocumentFactory
from tests.search.test_documents import found, make_document, pdf

pytestmark = pytest.mark.both_databases


def upload(client):
    """Upload a PDF by the form of the admin."""
    data = {
        "title": "guide",
        "file": SimpleUploadedFile("guide.pdf", pdf("Sewers and pipelines")),
        "collection": Collection.get_first_root_node().pk,
        "display_title_ar": "دليل البلدية",
        "display_title_en": "Municipal guide",
        "language": "en",
        "tags": "",
    }
    return client.post(reverse("wagtaildocs:add"), data)


def test_an_upload_is_answered_before_its_file_is_read_and_people_sign_in_meanwhile(
    home, work_off, monkeypatch, language
):
    get_user_model().objects.create_superuser("keeper", password="correct-horse-9")
    client = Client()
    client.login(username="keeper", password="correct-horse-9")
    signed_in = []
    text_of = reading.text_of

    def while_people_sign_in(file, kind):
        # The test itself is a transaction.
        assert not connection.savepoint_ids, "others would wait for the end of a transaction"
        data = {"username": "keeper", "password": "correct-horse-9"}
        signed_in.append(Client().post(reverse("wagtailadmin_login"), data).status_code)
        return text_of(file, kind)

    monkeypatch.setattr(reading, "text_of", while_people_sign_in)

    assert upload(client).status_code == 302
    document = CustomDocument.objects.get()
    assert signed_in == [], "the file was read during the request"
    assert found("municipal guide", "en") == [document.pk]
    assert found("pipeline", "en") == []

    work_off()
    assert signed_in == [302]
    assert found("pipeline", "en") == [document.pk]


def test_a_file_is_read_once_however_often_its_document_was_saved(db, work_off, monkeypatch):
    read = []
    monkeypatch.setattr(reading, "text_of", lambda file, kind: read.append(kind) or "pipelines")
    document = make_document(b"-", "guide.txt")
    document.save()
    work_off()
    work_off()
    assert read == ["txt"]
    assert found("pipeline", "en") == [document.pk]


def test_a_document_that_changes_while_its_file_is_read_keeps_no_text_of_the_old_one(
    db, work_off, monkeypatch
):
    document = make_document(b"lanterns", "old.txt")
    text_of = reading.text_of

    def change(file, kind):
        monkeypatch.setattr(reading, "text_of", text_of)
        document.file = ContentFile(b"pipelines", name="new.txt")
        document.save()
        return text_of(file, kind)

    monkeypatch.setattr(reading, "text_of", change)
    work_off()
    assert found("lantern", "en") == []
    assert found("pipeline", "en") == [document.pk]


def test_a_document_that_is_deleted_while_it_waits_is_no_failure(db, work_off):
    make_document(b"-", "guide.txt").delete()
    work_off()
    assert not DBTaskResult.objects.failed().exists()


def test_a_storage_that_is_away_is_asked_again(db, work_off, monkeypatch):
    def away(file, kind):
        raise ConnectionError("the bucket is away")

    document = make_document(b"pipelines", "guide.txt")
    with monkeypatch.context() as bucket:
        bucket.setattr(reading, "text_of", away)
        work_off()
    [row] = DBTaskResult.objects.filter(task_path="pages.search.tasks.read_document")
    assert row.status == "READY"
    DBTaskResult.objects.update(run_after=row.enqueued_at)
    work_off()
    assert found("pipeline", "en") == [document.pk]


@pytest.mark.parametrize("way", ["move", "bulk"])
def test_documents_put_into_a_private_collection_are_not_found(
    db, admin_client_in, django_capture_on_commit_callbacks, language, way
):
    """Wagtail moves a collection after it has saved it, and many documents without saving them."""
    staff = admin_client_in(language)
    root = Collection.get_first_root_node()
    closed, open_one = root.add_child(name="Closed"), root.add_child(name="Open")
    CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")
    document = DocumentFactory(collection=open_one, display_title_en="Municipal guide")
    assert found("guide", "en") == [document.pk]

    with django_capture_on_commit_callbacks(execute=True):
        if way == "move":
            url = reverse("wagtailadmin_collections:edit", args=[open_one.pk])
            response = staff.post(url, {"name": "Open", "parent": closed.pk})
        else:
            address = ["pages", "customdocument", "add_to_collection"]
            url = reverse("wagtail_bulk_action", args=address)
            response = staff.post(f"{url}?id={document.pk}", {"collection": closed.pk})
    assert response.status_code == 302
    assert found("guide", "en") == []
