"""A relation per language: each column lets go of what is deleted, and none is stored bare."""

from django.db import connection

from languages import checks
from tests.factories import DocumentFactory, PublicationIndexPageFactory, PublicationPageFactory
from work_areas.models import PublicationPage


def test_a_translated_relation_has_a_name_to_come_back_by(monkeypatch):
    assert checks.check_translated_relations_are_named(None) == []
    relation = PublicationPage._meta.get_field("document_en").remote_field
    monkeypatch.setattr(relation, "hidden", True)

    [error] = checks.check_translated_relations_are_named(None)

    assert (error.id, error.obj) == ("languages.E005", PublicationPage)


def test_a_bare_relation_is_never_stored(home):
    page = PublicationPageFactory(
        parent=PublicationIndexPageFactory(parent=home),
        document_ar=DocumentFactory(),
        document_en=DocumentFactory(),
    )
    page.save_revision().publish()

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT document_id, document_ar_id, document_en_id FROM work_areas_publicationpage"
        )
        assert cursor.fetchall() == [(None, page.document_ar_id, page.document_en_id)]
