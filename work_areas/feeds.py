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

from languages.texts import localized
from pages.models import SiteIdentity

LENGTH = 20


def permanent_id(page):
    """A page's permanent URN in the active language, unchanged when it moves (RFC 4122)."""
    return uuid5(NAMESPACE_URL, f"{settings.SITE_URL}/{get_language()}/#{page.pk}").urn


class NewsFeed(Feed):
    """The latest news of an index page, in the active language."""

    feed_type = Atom1Feed

    def get_object(self, request, index):
        """The index page, with the organisation's name, which is used twice."""
        site = Site.find_for_request(request)
        identity = site and SiteIdentity.for_site(site)
        language = get_language()
        name = localized(identity, "organisation_name", language) if identity else ""
        index.organisation = str(name)
        return index

    def title(self, index):
        title = str(localized(index, "title", get_language()))
        return f"{title} · {index.organisation}" if index.organisation else title

    def subtitle(self, index):
        return str(localized(index, "summary", get_language()))

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
        return str(localized(item, "title", get_language()))

    def item_description(self, item):
        return escape(localized(item, "summary", get_language()))

    def item_link(self, item):
        return item.get_full_url()

    def item_guid(self, item):
        return permanent_id(item)

    def item_author_name(self, item):
        return str(localized(item, "unit", get_language())) or None

    def item_pubdate(self, item):
        return timezone.make_aware(datetime.combine(item.date, time()))

    def item_updateddate(self, item):
        return item.last_published_at or self.item_pubdate(item)


# Conditional, since feed readers ask every hour.
news_feed = conditional_page(NewsFeed())
