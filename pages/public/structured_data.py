"""schema.org data as JSON-LD, built from what a page shows.

Entities shared by several pages have one ``@id``, so that consumers can identify them. No database
queries.
"""

from urllib.parse import urljoin

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation

from languages import cldr
from languages.texts import localized


def address(path):
    """The full URL of a path on the site."""
    return urljoin(settings.SITE_URL, path)


def reference(name):
    """A reference to an entity by name, such as the organisation."""
    return {"@id": address(f"/#{name}")}


def filled(data):
    """A dict without empty values."""
    return {name: value for name, value in data.items() if value not in ("", None, [], {})}


def organisation(identity, social_links, language):
    """The organisation, from its ``SiteIdentity``, in a language."""
    return filled(
        {
            "@type": "Organization",
            **reference("organisation"),
            "name": str(localized(identity, "organisation_name", language)),
            "slogan": str(localized(identity, "tagline", language)),
            "url": address("/"),
            "logo": address(static("images/logo.svg")),
            "email": identity.email,
            "telephone": identity.phone,
            "address": " ".join(str(localized(identity, "address", language)).split()),
            "sameAs": [link.url for link in social_links],
        }
    )


def website(identity, language):
    """The site and its search, in a language."""
    with translation.override(language):
        home, search = reverse("wagtail_serve", args=[""]), reverse("search")
    return {
        "@type": "WebSite",
        **reference("website"),
        "url": address(home),
        "name": str(localized(identity, "organisation_name", language)),
        "inLanguage": cldr.language_codes(),
        "publisher": reference("organisation"),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": address(f"{search}?q={{search_term_string}}"),
            },
            "query-input": "required name=search_term_string",
        },
    }


def breadcrumbs(crumbs, title, url):
    """A page's breadcrumbs: pairs of name and URL above it, then its own."""
    return {
        "@type": "BreadcrumbList",
        "@id": f"{url}#breadcrumbs",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": item}
            for position, (name, item) in enumerate([*crumbs, (title, url)], start=1)
        ],
    }


def page(data, url, *, image=None, has_crumbs=False):
    """A page: its own data (``BasePage.structured_data``), plus URL, image and breadcrumbs.
    ``image`` is a dict of ``url``, ``width`` and ``height``."""
    data = {
        **data,
        "@id": f"{url}#page",
        "url": url,
        "isPartOf": reference("website"),
        "publisher": reference("organisation"),
    }
    if image:
        data["image"] = {"@type": "ImageObject", **image}
    if data["@type"].endswith("Article"):
        data = {"author": reference("organisation"), "mainEntityOfPage": url} | data
    elif has_crumbs:
        # A property of web pages, not of articles.
        data["breadcrumb"] = {"@id": f"{url}#breadcrumbs"}
    return filled(data)
