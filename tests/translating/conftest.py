"""Fixtures for translating: a page with every kind of text, and helpers to change it."""

import json

import pytest

from pages.models import BasePage
from pages.translating import status
from tests.factories import GeneralWorkAreaPageFactory
from work_areas.models import WorkAreaPoint

ARABIC = [
    {"type": "heading", "value": "ما نفعله", "id": "b1"},
    {
        "type": "rich_text",
        "value": '<p>فقرة أولى عن <a linktype="page" id="3">البلديات</a>.</p>'
        "<p>فقرة <b>ثانية</b>.</p>"
        "<ul><li>نقطة</li><li>أخرى</li></ul>",
        "id": "b2",
    },
    {
        "type": "accordion",
        "value": {"items": [{"title": "سؤال", "text": "<p>جواب</p>"}]},
        "id": "b3",
    },
    {
        "type": "table",
        "value": {
            "caption": "جدول",
            "columns": [{"type": "text", "heading": "عمود"}],
            "rows": [{"values": ["خلية"]}],
        },
        "id": "b4",
    },
]
ENGLISH = [
    {"type": "heading", "value": "What we do", "id": "e1"},
    {
        "type": "rich_text",
        "value": '<p>First paragraph on <a linktype="page" id="3">municipalities</a>.</p>'
        "<p>The <b>second</b> one.</p><ul><li>A point</li><li>Another</li></ul>",
        "id": "e2",
    },
    {
        "type": "accordion",
        "value": {"items": [{"title": "Question", "text": "<p>Answer</p>"}]},
        "id": "e3",
    },
    {
        "type": "table",
        "value": {
            "caption": "Table",
            "columns": [{"type": "text", "heading": "Column"}],
            "rows": [{"values": ["Cell"]}],
        },
        "id": "e4",
    },
]


@pytest.fixture
def area(index):
    """A live work area, complete in both languages."""
    page = GeneralWorkAreaPageFactory(
        parent=index,
        slug="area",
        title_ar="عنوان",
        title_en="Title",
        summary_ar="ملخص",
        summary_en="Summary",
    )
    page.body_ar, page.body_en = json.dumps(ARABIC), json.dumps(ENGLISH)
    page.points = [WorkAreaPoint(title_ar="بند", title_en="Point")]
    page.save()
    page.save_revision().publish()
    status.refresh(page)
    return page


@pytest.fixture
def arabic_only(index):
    """A live work area with Arabic texts only."""
    page = GeneralWorkAreaPageFactory(
        parent=index, slug="new", title_ar="جديد", title_en="", summary_ar="ملخص", summary_en=""
    )
    page.released_en = False
    page.body_ar = json.dumps(ARABIC)
    page.points = [WorkAreaPoint(title_ar="بند")]
    page.save()
    page.save_revision().publish()
    status.refresh(page)
    return page


def latest(page):
    """The latest revision of a page, as an object."""
    return BasePage.objects.get(pk=page.pk).get_latest_revision_as_object()


def save(page, **values):
    """Save a draft with changed values, as the editor does."""
    draft = latest(page)
    for name, value in values.items():
        setattr(draft, name, json.dumps(value) if isinstance(value, list) else value)
    draft.save_revision()
    status.refresh(page)


def segments(page, source="ar", target="en"):
    """A page's segments by source text."""
    return {segment.source: segment for segment in status.segments(page, source, target)}


def states(page, source="ar", target="en"):
    """The state of each segment, by source text."""
    return {text: str(segment.state) for text, segment in segments(page, source, target).items()}
