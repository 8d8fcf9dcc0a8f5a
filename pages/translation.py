"""Which fields have a column per language."""

from django.conf import settings
from modeltranslation.translator import TranslationOptions, register

from languages.texts import REQUIRED_LANGUAGES
from pages.models import (
    BasePage,
    ContentPage,
    CustomDocument,
    CustomImage,
    FooterLink,
    GlossaryPage,
    GlossaryTerm,
    HomePage,
    MenuLink,
    SiteIdentity,
    SocialLink,
)


@register(BasePage)
class BasePageOptions(TranslationOptions):
    fields = ("title", "draft_title", "summary", "seo_title", "search_description", "released")
    required_languages = REQUIRED_LANGUAGES


@register([HomePage, ContentPage])
class BodyOptions(TranslationOptions):
    fields = ("body",)


@register(GlossaryPage)
class GlossaryOptions(TranslationOptions):
    fields = ()


@register(GlossaryTerm)
class GlossaryTermOptions(TranslationOptions):
    fields = ("term", "definition", "other_forms")
    required_languages = {settings.LANGUAGE_CODE: ("term",)}


@register(CustomImage)
class CustomImageOptions(TranslationOptions):
    fields = ("alt",)


@register(CustomDocument)
class CustomDocumentOptions(TranslationOptions):
    fields = ("display_title",)


@register(SiteIdentity)
class SiteIdentityOptions(TranslationOptions):
    fields = ("organisation_name", "tagline", "address")


@register(SocialLink)
class SocialLinkOptions(TranslationOptions):
    fields = ("label",)
    required_languages = REQUIRED_LANGUAGES


@register([MenuLink, FooterLink])
class NavigationLinkOptions(TranslationOptions):
    fields = ("label",)
