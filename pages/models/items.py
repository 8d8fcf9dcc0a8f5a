"""Items inside a page: each known by a key, in all of the page's versions."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Orderable

from languages.panels import TranslatedFieldPanel


class KeyedItem(models.Model):
    """An item that is the same one in every revision of its page; a draft's have no primary key."""

    # Translators: The technical name of an item, which stays the same in all versions.
    key = models.UUIDField(_("key"), default=uuid4, editable=False)

    class Meta:
        abstract = True


class TitledItem(KeyedItem, Orderable):
    """A titled item inside a page; subclasses add ``page``, the ``ParentalKey`` to it."""

    title = models.CharField(_("title"), max_length=200)

    panels = [TranslatedFieldPanel("title")]

    class Meta(Orderable.Meta):
        abstract = True

    def __str__(self):
        return self.title or ""

    def text_languages(self, reader_language):
        """The languages whose texts its page may show."""
        return self.page.text_languages(reader_language)


class PageItem(TitledItem):
    """A titled item with a text."""

    text = models.TextField(_("text"), blank=True)

    panels = [*TitledItem.panels, TranslatedFieldPanel("text")]

    class Meta(TitledItem.Meta):
        abstract = True
