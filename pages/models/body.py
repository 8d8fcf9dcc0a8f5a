"""The body that most pages have: a stream of blocks per language."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField

from languages.panels import TranslatedFieldPanel
from pages.blocks import BodyBlock
from pages.models.indexing import public_search_fields


class HasBody(models.Model):
    """Gives a page a body, its panel and its search fields; mixed in before ``BasePage``."""

    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)

    body_panels = [TranslatedFieldPanel("body")]
    body_search_fields = public_search_fields("body")

    class Meta:
        abstract = True
