"""How far translations are, what was translated before, and files with translations."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

from languages.progress import whole_percent


class TranslationStatus(models.Model):
    """How far the texts of one object are translated from one language into another.

    The counts are those of the latest draft; ``live_missing`` and ``live_outdated`` those of what
    visitors read. Words are the source's. ``memory`` is what ``pages.translating`` knows a text's
    translation to be up to date by: lists leave it unread.
    """

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    # Translators: A page, a picture, a document or a setting.
    object_id = models.PositiveBigIntegerField(_("object"))
    content_object = GenericForeignKey()
    source = models.CharField(_("source language"), max_length=20)
    target = models.CharField(_("target language"), max_length=20)
    total = models.PositiveIntegerField(_("texts"), default=0)
    # Translators: The number of texts that are not translated.
    missing = models.PositiveIntegerField(_("missing"), default=0)
    # Translators: The number of texts whose source has changed since they were translated.
    outdated = models.PositiveIntegerField(_("outdated"), default=0)
    # Translators: The number of words in the source language.
    words = models.PositiveIntegerField(_("words"), default=0)
    words_left = models.PositiveIntegerField(_("words left"), default=0)
    outdated_since = models.DateTimeField(_("outdated since"), null=True)
    # What the target language alone says.
    extra = models.PositiveIntegerField(_("only in the target language"), default=0)
    live_missing = models.PositiveIntegerField(_("missing on the site"), default=0)
    live_outdated = models.PositiveIntegerField(_("outdated on the site"), default=0)
    memory = models.JSONField(default=list)

    # Codes of languages.
    untranslated_fields = ("source", "target")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("content_type", "object_id", "source", "target"),
                name="one_translation_status",
            )
        ]
        verbose_name = _("translation status")
        verbose_name_plural = _("translation statuses")

    def __str__(self):
        return f"{self.content_type_id}-{self.object_id}: {self.source} → {self.target}"

    @property
    def complete(self):
        """The number of texts whose translation is up to date."""
        return self.total - self.missing - self.outdated

    @property
    def percent(self):
        """The whole percentage of words that are translated and up to date; 100 only if all are."""
        return whole_percent(self.words, self.words_left)


class TranslationMemory(models.Model):
    """A text of an object with its translation, both as translators get them (see
    ``pages.translating.markup``): the source of suggestions.

    ``key`` is the same for source texts that differ in no letter (``pages.translating.minhash``).
    """

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField(_("object"))
    source = models.CharField(_("source language"), max_length=20)
    target = models.CharField(_("target language"), max_length=20)
    key = models.CharField(max_length=20)
    source_text = models.TextField(_("source text"))
    target_text = models.TextField(_("translation"))
    is_rich = models.BooleanField(default=False)

    untranslated_fields = ("source", "target", "key", "source_text", "target_text")

    class Meta:
        indexes = [
            models.Index(fields=("content_type", "object_id"), name="memory_by_object"),
            models.Index(fields=("source", "target", "key"), name="memory_by_text"),
        ]
        verbose_name = _("translation memory")
        verbose_name_plural = _("translation memory")

    def __str__(self):
        return f"{self.source} → {self.target}: {self.source_text[:50]}"


class TextLikeness(models.Model):
    """A number that texts of a language which are much alike are likely to share; ``key`` is that
    of the text, once for all objects that say it."""

    value = models.BigIntegerField()
    key = models.CharField(max_length=20, db_index=True)

    untranslated_fields = ("key",)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("value", "key"), name="one_likeness_of_a_text")
        ]

    def __str__(self):
        return f"{self.value}: {self.key}"


class TranslationImport(models.Model):
    """An uploaded file with translations: previewed first, then imported or not.

    ``report`` has the results of the preview, and then of the import (``exchange``'s
    ``Report.dump``). ``content`` is the file, until it is imported.
    """

    # For so many days somebody may look at the report again.
    KEPT_DAYS = 30

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("user"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    created_at = models.DateTimeField(_("uploaded"), auto_now_add=True)
    done_at = models.DateTimeField(_("imported"), null=True)
    with_others = models.BooleanField(_("with pictures, documents and settings"), default=False)
    name = models.CharField(_("file"), max_length=255)
    content = models.BinaryField(_("content"))
    report = models.JSONField(_("report"), default=list)

    untranslated_fields = ("name",)
    # It is nowhere used.
    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("import of translations")
        verbose_name_plural = _("imports of translations")

    def __str__(self):
        return self.name
