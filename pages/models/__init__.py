"""The models of pages, by name."""

from pages.models.base import BasePage
from pages.models.body import HasBody
from pages.models.contact import ContactField, ContactPage, ContactUnit
from pages.models.content import ContentPage
from pages.models.glossary import GlossaryPage, GlossaryTerm
from pages.models.home import HomePage
from pages.models.identity import SiteIdentity, SocialLink
from pages.models.items import KeyedItem, PageItem, TitledItem
from pages.models.media import CustomDocument, CustomImage, CustomRendition
from pages.models.messages import ContactMessage, UseCount
from pages.models.navigation import FooterLink, MenuLink, Navigation
from pages.models.search import DocumentText, SearchEntry, SearchWord
from pages.models.staff import EditorPreferences, ScheduledRelease
from pages.models.translating import TranslationImport, TranslationStatus

__all__ = [
    "BasePage",
    "ContactField",
    "ContactMessage",
    "ContactPage",
    "ContactUnit",
    "ContentPage",
    "CustomDocument",
    "CustomImage",
    "CustomRendition",
    "DocumentText",
    "EditorPreferences",
    "FooterLink",
    "GlossaryPage",
    "GlossaryTerm",
    "HasBody",
    "HomePage",
    "KeyedItem",
    "MenuLink",
    "Navigation",
    "PageItem",
    "ScheduledRelease",
    "SearchEntry",
    "SearchWord",
    "SiteIdentity",
    "SocialLink",
    "TitledItem",
    "TranslationImport",
    "TranslationStatus",
    "UseCount",
]
