"""What a page tells those who show it elsewhere: search engines, networks, feed readers."""

from django.db import models
from django.template.defaultfilters import truncatechars

from languages.texts import localized

# schema.org's limit for the headline of an article.
HEADLINE_LENGTH = 110


class DescribedElsewhere(models.Model):
    """How a page is described outside the site; a page type says what is special about its own."""

    # The name of the symbol in ``emblems.svg`` that stands for the page where it has no picture.
    social_emblem = "general"

    # What networks call it (``og:type``): a page, or an ``article`` such as a piece of news.
    social_type = "website"

    class Meta:
        abstract = True

    @property
    def social_picture(self):
        """The ``CustomImage`` that stands for the page on other networks, or ``None``."""
        return None

    def structured_data(self, language):
        """What the page is by schema.org, in a language that its texts are shown in: a dict for
        JSON-LD, to which its addresses, picture and publisher are added (``structured_data.py``).

        A page type that is something else than a page of the web gives another ``@type``.
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
        """The feeds of what is on this page in the active language: pairs of title and address."""
        return []
