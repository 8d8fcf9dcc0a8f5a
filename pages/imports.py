"""Texts that come from elsewhere, a translator's file above all, written into a page's draft."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from languages.texts import column
from pages.contents import by_key, comparable, content_of, item_models
from pages.merging import digest
from pages.models import BasePage


@dataclass(frozen=True, slots=True)
class ImportedText:
    """One text to be written: ``where`` is ``(field,)`` or ``(relation, key, field)``, without
    language; ``seen`` is the digest (``text_digest``) of the text that it is to replace."""

    where: tuple[str, ...]
    value: Any
    seen: str


def _owner(model, content, where):
    """The model and the data that a text is a field of, or None where its item is gone."""
    if len(where) == 1:
        return model, content
    relation, key, _field = where
    item = by_key(content.get(relation, ())).get(key)
    return item and (item_models(model)[relation], item)


def text_digest(model, content, where, language):
    """A short name of what a content says in a place in a language; None where its item is gone."""
    owner = _owner(model, content, where)
    if not owner:
        return None
    name = column(where[-1], language)
    return digest(comparable(owner[0], name, owner[1].get(name)))


@transaction.atomic
def import_texts(page, language, texts, *, user=None):
    """Write texts in one language (its code) into the latest draft of a page.

    In: ImportedTexts. Writes those whose place still says what the sender had before them, as one
    revision; returns the others, which somebody has changed since. ``user`` is who imports.
    """
    # Nobody else may save between our reading the latest draft and writing the next.
    page = BasePage.objects.select_for_update().get(pk=page.pk)
    draft = page.get_latest_revision_as_object()
    model, content = type(draft), content_of(draft)
    stale = [
        text for text in texts if text_digest(model, content, text.where, language) != text.seen
    ]
    fresh = [text for text in texts if text not in stale]
    for text in fresh:
        _model, data = _owner(model, content, text.where)
        data[column(text.where[-1], language)] = text.value
    if fresh:
        page.specific.with_content_json(content).save_revision(
            user=user, clean=False, log_action=True
        )
    return stale
