"""The models of pages, by name."""

from pages.models.base import BasePage
from pages.models.body import HasBody
from pages.models.content import ContentPage
from pages.models.home import HomePage
from pages.models.identity import SiteIdentity, SocialLink
from pages.models.items import PageItem, TitledItem
from pages.models.media import CustomImage, CustomRendition

__all__ = [
    "BasePage",
    "ContentPage",
    "CustomImage",
    "CustomRendition",
    "HasBody",
    "HomePage",
    "PageItem",
    "SiteIdentity",
    "SocialLink",
    "TitledItem",
]
