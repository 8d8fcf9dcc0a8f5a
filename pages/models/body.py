"""The body that most pages have: a stream of blocks per language."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField
from wagtail.search import index

from languages.panels import TranslatedFieldPanel
from languages.texts import columns
from pages.blocks import BodyBlock


class HasBody(models.Model):
    """Gives a page a body, its panel and its search fields; mixed in before ``BasePage``."""

    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)

    body_panels = [TranslatedFieldPanel("body")]
    body_search_fields = [index.SearchField(name) for name in columns("body")]

    class Meta:
        abstract = True
