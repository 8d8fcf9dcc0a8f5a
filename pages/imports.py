"""Texts that come from elsewhere, a translator's file above all, written into a page's draft."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from languages.texts import column
from pages.contents import by_key, comparable, content_of, item_models, text_fields
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


def _refuse_unless_text(model, where):
    """Raises ValueError for a place that is no translated text of a page type."""
    owner, name = model, where[-1]
    if len(where) == 3:
        owner = item_models(model).get(where[0])
    if owner is None or len(where) not in (1, 3) or name not in text_fields(owner):
        raise ValueError(f"No such text: {where}")


@transaction.atomic
def import_texts(page, language, texts, *, user=None):
    """Write texts in one language (its code) into the latest draft of a page.

    In: ImportedTexts. Writes those whose place still says what the sender had before them, as one
    revision; returns the others, which somebody has changed since, be it an earlier one of these
    texts. ``user`` is who imports: whoever calls has made sure that they may edit the language's
    texts, and that no lock keeps them from the page (``pages.permissions``). Raises ValueError for
    a place that is no text.
    """
    # Nobody else may save between our reading the latest draft and writing the next.
    page = BasePage.objects.select_for_update().get(pk=page.pk)
    draft = page.get_latest_revision_as_object()
    model, content = type(draft), content_of(draft)
    stale, is_changed = [], False
    for text in texts:
        _refuse_unless_text(model, text.where)
        now = text_digest(model, content, text.where, language)
        if now is None or now != text.seen:
            stale.append(text)
            continue
        _model, data = _owner(model, content, text.where)
        data[column(text.where[-1], language)] = text.value
        is_changed |= text_digest(model, content, text.where, language) != now
    if is_changed:
        page.specific.with_content_json(content).save_revision(
            user=user, clean=False, log_action=True
        )
    return stale
