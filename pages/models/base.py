"""BasePage: what every page of the site has."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import CommentPanel, FieldPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.models import AbstractPage, DefaultBasePageMixin
from wagtail.search import index

from languages import cldr
from languages.panels import TranslatedFieldPanel
from languages.texts import columns
from pages.access.page_permissions import HasStaffPermissions
from pages.forms.page import BasePageForm
from pages.models.described import DescribedElsewhere
from pages.models.editing import EditedInLanguages
from pages.models.indexing import FoundBySearch
from pages.models.serving import ServedInLanguages
from pages.querysets import BasePageManager


class SlugProposingPanel(TitleFieldPanel):
    """A title that proposes the slug, to those who may write one."""

    class BoundPanel(TitleFieldPanel.BoundPanel):
        def get_attrs(self):
            """The attributes that Wagtail's script looks for, if there is an input to fill."""
            return super().get_attrs() if "slug" in self.form.fields else {}


def title_panel(name, language, **options):
    """The panel of one language's title; a title in Latin script proposes the slug."""
    if cldr.script(language) == "Latn":
        return SlugProposingPanel(name, targets=["slug"], placeholder=False, **options)
    return FieldPanel(name, classname="title", **options)


class BasePage(
    HasStaffPermissions,
    EditedInLanguages,
    ServedInLanguages,
    DescribedElsewhere,
    FoundBySearch,
    AbstractPage,
    DefaultBasePageMixin,
):
    """The base page model: texts per language, one slug, one place in the tree.

    ``released`` says, per language, that staff let visitors read the page in it.
    """

    slug = models.SlugField(
        # Translators: The last part of a page’s address, in Latin letters.
        _("slug"),
        max_length=255,
        blank=True,
        help_text=_(
            "The end of the page’s address, in Latin letters; made from the title if empty."
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
        _("written first in"),
        max_length=20,
        blank=True,
        choices=cldr.language_choices,
        default=cldr.default_language,
        help_text=_("The language from which the page is translated into the others."),
    )
    show_in_footer = models.BooleanField(
        _("show in the footer"),
        default=False,
        help_text=_("Whether a link to this page stands at the foot of every page."),
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
    # Nothing of a page is a setting; Wagtail's only other panel there plans publication for all
    # languages at once.
    settings_panels = []

    search_fields = [
        *(field for field in AbstractPage.search_fields if field.field_name != "title"),
        *DefaultBasePageMixin.search_fields,
        *(index.AutocompleteField(name) for name in columns("title")),
        *(index.FilterField(name) for name in columns("title")),
    ]

    # Addresses, not words.
    untranslated_fields = ("path",)

    def __init_subclass__(cls, **kwargs):
        """Wagtail gives the base page model itself a form of its own when the admin is ready."""
        super().__init_subclass__(**kwargs)
        cls.base_form_class = cls.__dict__.get("base_form_class", BasePageForm)
