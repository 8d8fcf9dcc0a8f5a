"""The Atom feed of news (RFC 4287), one per language."""

from datetime import datetime, time
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import get_language
from django.views.decorators.http import conditional_page
from wagtail.models import Site

from languages.characters import without_forbidden
from languages.texts import localized
from pages.models import SiteIdentity

LENGTH = 20


def permanent_id(page):
    """A page's permanent URN in the active language, unchanged when it moves (RFC 4122)."""
    return uuid5(NAMESPACE_URL, f"{settings.SITE_URL}/{get_language()}/#{page.pk}").urn


def text_of(obj, field_name):
    """A translated field's text in the active language, as XML allows it."""
    return without_forbidden(str(localized(obj, field_name, get_language())))


class NewsFeed(Feed):
    """The latest news of an index page, in the active language."""

    feed_type = Atom1Feed

    def get_object(self, request, index):
        """The index page, with the organisation's name, which is used twice."""
        site = Site.find_for_request(request)
        identity = site and SiteIdentity.for_site(site)
        index.organisation = text_of(identity, "organisation_name") if identity else ""
        return index

    def title(self, index):
        title = text_of(index, "title")
        return f"{title} · {index.organisation}" if index.organisation else title

    def subtitle(self, index):
        return text_of(index, "summary")

    def link(self, index):
        return index.get_full_url()

    def feed_url(self, index):
        return index.feed_url

    def feed_guid(self, index):
        return permanent_id(index)

    def author_name(self, index):
        return index.organisation or self.title(index)

    def items(self, index):
        return index.items(get_language())[:LENGTH]

    # Titles are plain text, descriptions HTML; the generator escapes both for XML.
    def item_title(self, item):
        return text_of(item, "title")

    def item_description(self, item):
        return escape(text_of(item, "summary"))

    def item_link(self, item):
        return item.get_full_url()

    def item_guid(self, item):
        return permanent_id(item)

    def item_author_name(self, item):
        return text_of(item, "unit") or None

    def item_pubdate(self, item):
        return timezone.make_aware(datetime.combine(item.date, time()))

    def item_updateddate(self, item):
        return item.last_published_at or self.item_pubdate(item)


# Conditional, since feed readers ask every hour.
news_feed = conditional_page(NewsFeed())
