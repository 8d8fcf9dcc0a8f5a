"""How far the translations of pages, pictures, documents and settings are."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

from languages.progress import whole_percent


def default_language():
    """The code of the site's default language."""
    return settings.LANGUAGE_CODE


def language_choices():
    """The site's languages, each by its own name."""
    return settings.LANGUAGES


class TranslationStatus(models.Model):
    """How far the texts of one object are translated from one language into another.

    The counts are those of the latest draft; ``live_missing`` and ``live_outdated`` those of what
    visitors read. Words are the source's. ``memory`` is what ``pages.translating`` knows a text's
    translation to be up to date by: lists leave it unread.
    """

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField(_("object"))
    content_object = GenericForeignKey()
    source = models.CharField(_("source language"), max_length=20)
    target = models.CharField(_("target language"), max_length=20)
    total = models.PositiveIntegerField(_("texts"), default=0)
    missing = models.PositiveIntegerField(_("missing"), default=0)
    outdated = models.PositiveIntegerField(_("outdated"), default=0)
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
        """How much is translated and up to date, in whole percent of words; 100 only if all is."""
        return whole_percent(self.words, self.words_left)
