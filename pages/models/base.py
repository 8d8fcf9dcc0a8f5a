"""BasePage: what every page of the site has."""

from functools import wraps

from anyascii import anyascii
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.models import AbstractPage, DefaultBasePageMixin
from wagtail.search import index

from languages import cldr
from languages.panels import TranslatedFieldPanel
from languages.texts import column, columns, is_blank, preference
from pages.models.serving import ServedInLanguages
from pages.querysets import REQUIRED_TEXTS, BasePageManager


def in_default_language(method):
    """Run one of Wagtail's methods under the default language.

    They read and write ``page.title``; under another language that attribute falls back, and
    what was read from one language's column would be written to another's.
    """

    @wraps(method)
    def wrapper(*args, **kwargs):
        with translation.override(settings.LANGUAGE_CODE):
            return method(*args, **kwargs)

    return wrapper


def title_panel(name, language, **options):
    """The panel of one language's title; a title in Latin script proposes the slug."""
    if cldr.script(language) == "Latn":
        return TitleFieldPanel(name, targets=["slug"], **options)
    return FieldPanel(name, classname="title", **options)


class BasePage(ServedInLanguages, AbstractPage, DefaultBasePageMixin):
    """The base page model: texts per language, one slug, one place in the tree.

    ``released`` says, per language, that staff let visitors read the page in it.
    """

    summary = models.TextField(
        _("summary"),
        blank=True,
        help_text=_("One or two sentences: shown on cards, in lists and by search engines."),
    )
    released = models.BooleanField(_("released"), default=False)
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
        MultiFieldPanel(["show_in_menus", "show_in_footer"], heading=_("For site menus")),
    ]
    settings_panels = [
        TranslatedFieldPanel("released", heading=_("Released to visitors")),
        *AbstractPage.settings_panels,
    ]

    search_fields = [
        *(field for field in AbstractPage.search_fields if field.field_name != "title"),
        *DefaultBasePageMixin.search_fields,
        *(index.SearchField(name, boost=2) for name in columns("title")),
        *(index.AutocompleteField(name) for name in columns("title")),
        *(index.FilterField(name) for name in columns("title")),
        *(index.SearchField(name) for name in columns("summary")),
    ]

    # Addresses, not words.
    untranslated_fields = ("path",)

    def __str__(self):
        return self.get_admin_display_title()

    def get_admin_display_title(self):
        """The draft's title in the admin's language, or in the first that has one."""
        for language in preference(translation.get_language()):
            for name in ("draft_title", "title"):
                if title := getattr(self, column(name, language)):
                    return title
        return ""

    # Wagtail's own reading and writing of texts

    minimal_clean = in_default_language(AbstractPage.minimal_clean)
    full_clean = in_default_language(AbstractPage.full_clean)
    save = in_default_language(AbstractPage.save)

    @in_default_language
    def save_revision(self, *args, **kwargs):
        for name, draft_name in zip(columns("title"), columns("draft_title"), strict=True):
            setattr(self, draft_name, getattr(self, name) or "")
        return super().save_revision(*args, **kwargs)

    def clean_fields(self, exclude=None):
        """Refuses, beside the field, a released language that lacks a required text."""
        errors = {}
        try:
            super().clean_fields(exclude)
        except ValidationError as error:
            errors = error.update_error_dict(errors)
        for language in cldr.language_codes():
            if not getattr(self, column("released", language)):
                continue
            for name in (column(name, language) for name in REQUIRED_TEXTS):
                if (
                    name not in (exclude or ())
                    and name not in errors
                    and is_blank(getattr(self, name))
                ):
                    message = gettext(
                        "Needed before visitors can read the page in this language: %s."
                    )
                    errors[name] = ValidationError(message % cldr.own_name(language))
        if errors:
            raise ValidationError(errors)

    def _set_core_field_defaults(self):
        """Also proposes an ASCII slug: from the first title that has letters for one, else from
        the default language's, transliterated."""
        if not self.slug:
            titles = [getattr(self, name) or "" for name in columns("title")]
            slugs = [slugify(title) for title in titles] + [slugify(anyascii(titles[0]))]
            base_slug = next(filter(None, slugs), "")
            if base_slug and (self.path or getattr(self, "_cached_parent_obj", None)):
                self.slug = self._get_autogenerated_slug(base_slug)
        super()._set_core_field_defaults()

    def copy(self, *args, update_attrs=None, **kwargs):
        """Copies the page; a new title is set in the active language, and in every other one the
        copy is marked as such, so that no two pages share a title."""
        attrs = dict(update_attrs or {})
        if "title" in attrs:
            new_title, active = attrs.pop("title"), translation.get_language()
            for language in cldr.language_codes():
                name = column("title", language)
                with translation.override(language):
                    title = getattr(self, name)
                    attrs[name] = gettext("%s (copy)") % title if title else title
            attrs[column("title", active)] = new_title
        return super().copy(*args, update_attrs=attrs, **kwargs)
