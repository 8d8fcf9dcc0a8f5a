"""Items inside a page, identified by a key that is the same in every revision."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Orderable

from languages.panels import TranslatedFieldPanel


class KeyedItem(models.Model):
    """An item with a key; items that exist only in a draft have no primary key."""

    # Translators: The technical name of an item, which stays the same in all versions.
    key = models.UUIDField(_("key"), default=uuid4, editable=False)

    class Meta:
        abstract = True


class TitledItem(KeyedItem, Orderable):
    """An item with a title; subclasses add ``page``, its ``ParentalKey``."""

    title = models.CharField(_("title"), max_length=200)

    panels = [TranslatedFieldPanel("title")]

    class Meta(Orderable.Meta):
        abstract = True

    def __str__(self):
        return self.title or ""

    def text_languages(self, reader_language):
        """The languages that the item's page may show."""
        return self.page.text_languages(reader_language)


class PageItem(TitledItem):
    """An item with a title and a text."""

    text = models.TextField(_("text"), blank=True)

    panels = [*TitledItem.panels, TranslatedFieldPanel("text")]

    class Meta(TitledItem.Meta):
        abstract = True
