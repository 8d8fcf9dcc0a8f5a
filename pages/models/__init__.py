"""The models of pages, by name."""

from pages.models.base import BasePage
from pages.models.body import HasBody
from pages.models.content import ContentPage
from pages.models.glossary import GlossaryPage, GlossaryTerm
from pages.models.home import HomePage
from pages.models.identity import SiteIdentity, SocialLink
from pages.models.items import KeyedItem, PageItem, TitledItem
from pages.models.media import CustomDocument, CustomImage, CustomRendition
from pages.models.navigation import FooterLink, MenuLink, Navigation
from pages.models.releases import ScheduledRelease

__all__ = [
    "BasePage",
    "ContentPage",
    "CustomDocument",
    "CustomImage",
    "CustomRendition",
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
    "SiteIdentity",
    "SocialLink",
    "TitledItem",
]
