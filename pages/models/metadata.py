"""A page's metadata for search engines, social networks and feed readers."""

from django.db import models
from django.template.defaultfilters import truncatechars

from languages.texts import localized

# schema.org's limit for the headline of an article.
HEADLINE_LENGTH = 110


class HasMetadata(models.Model):
    """A page's metadata; page types override what differs."""

    # The symbol in ``emblems.svg`` that represents the page if it has no picture.
    social_emblem = "general"

    # Open Graph's ``og:type``: ``website`` or, for news, ``article``.
    social_type = "website"

    class Meta:
        abstract = True

    @property
    def social_picture(self):
        """The ``CustomImage`` for social networks, or ``None``."""
        return None

    def structured_data(self, language):
        """The page's schema.org data in a language that it is available in, as a dict for JSON-LD;
        ``structured_data.py`` adds URLs, picture and publisher.

        A page type other than ``WebPage`` returns its own ``@type``.
        """
        data = {
            "@type": "WebPage",
            "name": str(localized(self, "title", language)),
            "headline": truncatechars(str(localized(self, "title", language)), HEADLINE_LENGTH),
            "description": str(localized(self, "summary", language)),
            "inLanguage": language,
        }
        for name, time in (
            ("datePublished", self.first_published_at),
            ("dateModified", self.last_published_at),
        ):
            if time:
                data[name] = time.replace(microsecond=0).isoformat()
        return data

    def feeds(self):
        """The page's feeds in the active language: pairs of title and URL."""
        return []
