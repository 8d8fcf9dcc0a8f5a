"""BasePage: the base model of all pages."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import CommentPanel, FieldPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.models import AbstractPage, DefaultBasePageMixin
from wagtail.search import index

from languages import cldr
from languages.panels import TranslatedFieldPanel
from languages.texts import columns
from pages.access.page_permissions import HasStaffPermissions
from pages.forms.copying import PageCopyForm
from pages.forms.page import BasePageForm
from pages.models.editing import EditedInLanguages
from pages.models.metadata import HasMetadata
from pages.models.searchable import Searchable
from pages.models.serving import ServedInLanguages
from pages.querysets import BasePageManager


class SlugProposingPanel(TitleFieldPanel):
    """A title panel that fills the slug, for users who may edit the slug."""

    class BoundPanel(TitleFieldPanel.BoundPanel):
        def get_attrs(self):
            """The attributes for Wagtail's script, if the form has a slug input."""
            return super().get_attrs() if "slug" in self.form.fields else {}


def title_panel(name, language, **options):
    """The title panel of one language; only titles in Latin script fill the slug."""
    if cldr.script(language) == "Latn":
        return SlugProposingPanel(name, targets=["slug"], placeholder=False, **options)
    return FieldPanel(name, classname="title", **options)


class BasePage(
    HasStaffPermissions,
    EditedInLanguages,
    ServedInLanguages,
    HasMetadata,
    Searchable,
    AbstractPage,
    DefaultBasePageMixin,
):
    """The base page model: one slug, one place in the tree, texts per language.

    ``released`` says, per language, whether staff have published the page in it.
    """

    slug = models.SlugField(
        # Translators: The last part of a page’s address, in Latin letters.
        _("slug"),
        max_length=255,
        blank=True,
        help_text=_(
            "The last part of the page’s address, in Latin letters. If empty, it is made from the "
            "title."
        ),
    )
    summary = models.TextField(
        _("summary"),
        blank=True,
        help_text=_("One or two sentences: shown on cards, in lists and by search engines."),
    )
    # Translators: Whether visitors may read a language of the page.
    released = models.BooleanField(_("released"), default=False)
    source_language = models.CharField(
        _("source language"),
        max_length=20,
        blank=True,
        choices=cldr.language_choices,
        default=cldr.default_language,
        help_text=_("The language from which the page is translated into the others."),
    )
    show_in_footer = models.BooleanField(
        _("show in the footer"),
        default=False,
        help_text=_("Show a link to this page at the foot of every page."),
    )

    objects = BasePageManager()

    content_panels = [
        TranslatedFieldPanel("title", panel_for=title_panel),
        TranslatedFieldPanel("summary"),
    ]
    promote_panels = [
        MultiFieldPanel(
            [
                FieldPanel("slug", classname="ltr-input"),
                TranslatedFieldPanel("seo_title"),
                TranslatedFieldPanel("search_description"),
            ],
            heading=_("For search engines"),
        ),
        FieldPanel("source_language"),
        MultiFieldPanel(["show_in_menus", "show_in_footer"], heading=_("For site menus")),
        CommentPanel(),
    ]
    # Pages have no settings tab. Wagtail's only other panel there would schedule all languages at
    # once.
    settings_panels = []

    search_fields = [
        *(field for field in AbstractPage.search_fields if field.field_name != "title"),
        *DefaultBasePageMixin.search_fields,
        *(index.AutocompleteField(name) for name in columns("title")),
        *(index.FilterField(name) for name in columns("title")),
    ]

    # Not text for readers.
    untranslated_fields = ("path",)

    copy_form_class = PageCopyForm

    def __init_subclass__(cls, **kwargs):
        """Sets our form on each page type: Wagtail sets its own on the base model when the admin is
        ready."""
        super().__init_subclass__(**kwargs)
        cls.base_form_class = cls.__dict__.get("base_form_class", BasePageForm)
