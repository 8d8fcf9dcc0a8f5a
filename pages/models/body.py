"""The body of most pages: a stream of blocks per language."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField

from languages.panels import TranslatedFieldPanel
from pages.blocks import BodyBlock


class BodyField(StreamField):
    """A StreamField of the body's blocks.

    Migrations leave the blocks out: they do not affect the table, and each new block or label would
    add thousands of lines.
    """

    def __init__(self, block_types=None, **kwargs):
        super().__init__(BodyBlock() if block_types is None else block_types, **kwargs)

    def deconstruct(self):
        # Skips StreamField, which would deconstruct all blocks.
        return super(StreamField, self).deconstruct()


class HasBody(models.Model):
    """Gives a page a body and its panel; mixed in before ``BasePage``."""

    body = BodyField(verbose_name=_("body"), blank=True)

    body_panels = [TranslatedFieldPanel("body")]

    class Meta:
        abstract = True
