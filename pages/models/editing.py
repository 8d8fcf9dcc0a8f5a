"""How a page is edited and saved: each language's texts in their own columns."""

from functools import wraps
from itertools import chain

from anyascii import anyascii
from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.utils import translation
from django.utils.text import format_lazy, slugify
from django.utils.translation import gettext_lazy as _
from modelcluster.models import get_all_child_relations

from languages import cldr
from languages.cleaning import clean_texts
from languages.texts import (
    TextInLanguage,
    column,
    columns,
    is_blank,
    preference,
    translated_field_names,
)
from pages.querysets import REQUIRED_TEXTS


class ReleaseError(ValidationError):
    """A page or language cannot be published; the messages name what is missing."""


class MissingTextError(ValidationError):
    """A text is missing that a page, or an item in it, needs to be published in a language.

    The message is lazy, so that it is shown in the admin's language.
    """

    def __init__(self, instance, field_name, language, *, in_item=False):
        name = instance._meta.get_field(field_name).verbose_name
        if in_item:
            name = format_lazy("{} – {}", instance._meta.verbose_name, name)
        super().__init__(
            _(
                "Required before visitors can read the page in this language (%(language)s): "
                "%(text)s"
            ),
            code="missing",
            params={"language": cldr.own_name(language), "text": name},
        )


def in_default_language(method):
    """Decorator: run a method under the default language.

    Wagtail reads and writes ``page.title``. Under another language that attribute may fall back,
    and a text read from one language's column would be written to another's.
    """

    @wraps(method)
    def wrapper(*args, **kwargs):
        with translation.override(settings.LANGUAGE_CODE):
            return method(*args, **kwargs)

    return wrapper


class EditedInLanguages(models.Model):
    """Keeps a page's languages apart in Wagtail's methods; mixed into ``BasePage``."""

    class Meta:
        abstract = True

    def __str__(self):
        return self._first_of("title")

    def save(self, *args, update_fields=None, **kwargs):
        """Expands translated fields in ``update_fields`` to all their columns, and strips required
        texts."""
        for name in chain.from_iterable(map(columns, REQUIRED_TEXTS)):
            if isinstance(text := self.__dict__.get(name), str):
                setattr(self, name, text.strip())
        if self._state.adding or not self.source_language:
            self.source_language = self._language_of_most_texts()
        # An alias has no drafts; for other pages Wagtail saves this field by name only for a new
        # draft.
        if self.alias_of_id or "draft_title" in (update_fields or ()):
            self._keep_draft_titles(self, "title")
        if update_fields is not None:
            translated = set(update_fields).intersection(translated_field_names(type(self)))
            update_fields = [*update_fields, *chain.from_iterable(map(columns, translated))]
        # The cached availability may be outdated.
        self.__dict__.pop("available_languages", None)
        return super().save(*args, update_fields=update_fields, **kwargs)

    def _language_of_most_texts(self):
        """The language with the most texts on the page; if tied, the current
        ``source_language``."""
        default = self.source_language or settings.LANGUAGE_CODE
        texts = set(translated_field_names(type(self))) - {"draft_title", "released"}
        return max(
            preference(default),
            key=lambda code: sum(not is_blank(getattr(self, column(name, code))) for name in texts),
        )

    def get_admin_display_title(self):
        """The draft's title in the admin's language, else in the first language that has one."""
        return self._first_of("draft_title", "title")

    def _first_of(self, *field_names):
        """The first non-empty of these fields, the active language first; as a text that knows its
        language."""
        for language in preference(translation.get_language()):
            for name in field_names:
                if text := getattr(self, column(name, language)):
                    return TextInLanguage(text, language)
        return ""

    @in_default_language
    def full_clean(self, *args, **kwargs):
        super().full_clean(*args, **kwargs)

    @in_default_language
    def minimal_clean(self):
        super().minimal_clean()

    @in_default_language
    def save_base(self, *args, **kwargs):
        """Always writes the bare columns from the default language's."""
        return super().save_base(*args, **kwargs)

    def save_revision(self, user=None, *args, overwrite_revision=None, **kwargs):
        """Wagtail's method, except that texts are cleaned, and that an autosave never overwrites a
        revision others may depend on."""
        clean_texts(self)
        self._keep_draft_titles(self, "title")
        if overwrite_revision and not self._may_overwrite(overwrite_revision, user):
            overwrite_revision = None
        return super().save_revision(user, *args, overwrite_revision=overwrite_revision, **kwargs)

    def _may_overwrite(self, revision, user):
        """Whether a revision is the latest, by this user, and neither live nor scheduled nor in
        review."""
        return (
            revision.pk == self.latest_revision_id
            and revision.user_id == (user and user.pk)
            and revision.pk != self.live_revision_id
            and not revision.approved_go_live_at
            and not revision.scheduled_releases.exists()
            and not revision.task_states.exists()
        )

    @in_default_language
    def with_content_json(self, content):
        """The page as in a revision; its draft titles stay those of the latest draft."""
        page = super().with_content_json(content)
        page._keep_draft_titles(self, "draft_title")
        return page

    def _keep_draft_titles(self, source, field_name):
        """Set the draft titles of all languages from a field of ``source``."""
        for name, draft_name in zip(columns(field_name), columns("draft_title"), strict=True):
            setattr(self, draft_name, getattr(source, name) or "")

    def publish(self, revision, *args, **kwargs):
        """Wagtail's method; raises ReleaseError if a language that the revision releases lacks a
        text."""
        version = revision.as_object()
        version.refuse_unfinished(
            code for code in cldr.language_codes() if getattr(version, column("released", code))
        )
        return super().publish(revision, *args, **kwargs)

    def refuse_unfinished(self, languages, *, items_in=()):
        """Raises ReleaseError if the page lacks a required text in one of ``languages``, or an item
        lacks one in a language of ``items_in``."""
        errors = {}
        default_title = column(REQUIRED_TEXTS[0], settings.LANGUAGE_CODE)
        if is_blank(getattr(self, default_title)):
            errors[default_title] = [MissingTextError(self, "title", settings.LANGUAGE_CODE)]
        for language in languages:
            for name in REQUIRED_TEXTS:
                if is_blank(getattr(self, column(name, language))):
                    errors[column(name, language)] = [MissingTextError(self, name, language)]
        if missing := [error for code in items_in for error in self._texts_missing_in_items(code)]:
            errors[NON_FIELD_ERRORS] = missing
        if errors:
            raise ReleaseError(errors)

    def _texts_missing_in_items(self, language):
        """The errors for items that lack a required text in a language."""
        for relation in get_all_child_relations(type(self)):
            required = [
                name
                for name in translated_field_names(relation.related_model)
                if not relation.related_model._meta.get_field(column(name, language)).blank
            ]
            for item in getattr(self, relation.get_accessor_name()).all() if required else ():
                for name in required:
                    if is_blank(getattr(item, column(name, language))):
                        yield MissingTextError(item, name, language, in_item=True)

    def _check_slug_is_unique(self):
        """Rejects a slug that another sibling has, and an empty one if no title gives a slug."""
        titles = [getattr(self, name) for name in columns("title")]
        if any(titles) and not self.slug and not self._proposed_slug():
            raise ValidationError({"slug": _("Enter a slug in Latin letters.")})
        if not self._slug_is_available(self.slug, self.get_parent(), self):
            raise ValidationError({"slug": _("Another page at this level already has this slug.")})

    def _proposed_slug(self):
        """A slug from the first title in Latin script, the default language last, else from a
        transliteration; empty if no title has letters."""
        default, *others = columns("title")
        titles = [getattr(self, name) or "" for name in (*others, default)]
        return next(filter(None, map(slugify, [*titles, anyascii(titles[-1])])), "")

    def _set_core_field_defaults(self):
        """Also proposes a slug, if the page's parent is known."""
        if not self.slug and self.path and (slug := self._proposed_slug()):
            self.slug = self._get_autogenerated_slug(slug)
        super()._set_core_field_defaults()
