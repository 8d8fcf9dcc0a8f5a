"""How a page is served, previewed and addressed in each language."""

from http import HTTPMethod
from urllib.parse import urljoin

from django.conf import settings
from django.db import models
from django.http import Http404, HttpRequest
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.functional import cached_property
from wagtail.models import PageViewRestriction
from wagtail.url_routing import RouteResult

from languages import cldr
from languages.texts import column, preference
from pages.querysets import REQUIRED_TEXTS, is_filled


class ServedInLanguages(models.Model):
    """Serves a page by language; mixed into ``BasePage``."""

    allowed_http_methods = [HTTPMethod.GET, HTTPMethod.HEAD, HTTPMethod.OPTIONS]

    # One preview mode per language, independent of the admin's language.
    preview_modes = settings.LANGUAGES
    # Set during a preview: staff see drafts of every language.
    is_previewed = False

    class Meta:
        abstract = True

    @property
    def default_preview_mode(self):
        """The preview in the admin's language."""
        return translation.get_language() or settings.LANGUAGE_CODE

    @cached_property
    def available_languages(self):
        """The codes of the languages in which the page is available to those who may open it
        (``BasePageQuerySet.available_in``), the default language first."""
        return [
            language
            for language in cldr.language_codes()
            if self.live
            and getattr(self, column("released", language))
            and all(is_filled(self, name, language) for name in REQUIRED_TEXTS)
        ]

    def text_languages(self, reader_language):
        """The languages whose texts may be shown to a reader, in order of preference."""
        return preference(reader_language, None if self.is_previewed else self.available_languages)

    def get_url(self, request=None, current_site=None):
        """The page's path, whatever sites the admin lists: all pages are below ``SITE_URL``, and a
        second site would add the host name of its record."""
        parts = self.get_url_parts(request)
        return parts and parts[2]

    url = property(get_url)

    def get_full_url(self, request=None):
        """The page's full URL, always under ``SITE_URL``.

        ``request`` is a request, or another object on which Wagtail caches site paths.
        """
        url = self.get_url(request if isinstance(request, HttpRequest) else None)
        return url and urljoin(settings.SITE_URL, url)

    def language_urls(self, request=None):
        """The full URL in each language the page is available in, by language code."""
        urls = {}
        for language in self.available_languages:
            with translation.override(language):
                urls[language] = self.get_full_url(request)
        return urls

    def language_alternates(self, request=None):
        """The ``hreflang`` alternates: pairs of a language or ``x-default``, and the full URL.

        ``x-default`` is the default language, if the page is available in it: ``/`` has no content
        of its own.
        """
        alternates = list(self.language_urls(request).items())
        return [*alternates, *(("x-default", url) for _code, url in alternates[:1])]

    def canonical_query(self, request):
        """The part of a request's query that belongs to the canonical URL, with its ``?``; by
        default none. Lists override it for their facets and pages."""
        return ""

    def get_sitemap_urls(self, request=None):
        """One entry per available language, each with its alternates; Wagtail's has only the active
        one."""
        alternates = [
            {"lang_code": code, "location": url} for code, url in self.language_alternates(request)
        ]
        lastmod = self.last_published_at or self.latest_revision_created_at
        return [
            {"location": url, "lastmod": lastmod, "language": language, "alternates": alternates}
            for language, url in self.language_urls(request).items()
        ]

    def get_cache_key_components(self):
        """Wagtail's components and the language."""
        return [*super().get_cache_key_components(), translation.get_language()]

    def route(self, request, path_components):
        """Wagtail's route, but finds the page at exactly this path in one query instead of one per
        level."""
        if path_components:
            # The slug is indexed, the whole path is not.
            page = self.base_page_model.objects.filter(
                slug=path_components[-1],
                url_path=f"{self.url_path}{'/'.join(path_components)}/",
                live=True,
            ).first()
            if page is not None:
                return RouteResult(page.specific)
        return super().route(request, path_components)

    def get_view_restrictions(self):
        """The view restrictions of the page and its ancestors, in one query."""
        if self.alias_of_id:
            return super().get_view_restrictions()
        step = self.steplen
        paths = [self.path[:end] for end in range(step, len(self.path) + 1, step)]
        return PageViewRestriction.objects.filter(page__path__in=paths)

    def serve(self, request, *args, **kwargs):
        """The page in the reader's language, or in a fallback that it is available in."""
        if not self.available_languages:
            raise Http404("The page is not available in any language.")
        response = super().serve(request, *args, **kwargs)
        # Pictures differ by ``Save-Data``: see ``templatetags/pictures.py``.
        patch_vary_headers(response, ["Save-Data"])
        return response

    def serve_preview(self, request, mode_name):
        """The draft in the language of the preview mode."""
        self.is_previewed = True
        if mode_name not in cldr.language_codes():
            mode_name = settings.LANGUAGE_CODE
        with translation.override(mode_name):
            request.LANGUAGE_CODE = mode_name
            # Render now: later the admin's language is active again.
            return super().serve_preview(request, mode_name).render()

    def get_context(self, request, *args, **kwargs):
        """Adds ``content_language`` (of the texts shown), ``is_fallback`` (whether it is not the
        reader's), ``canonical_url`` and ``robots`` (a robots meta value, or empty)."""
        reader_language = translation.get_language()
        # A password-protected page shows its form, even if it is available in no language.
        content_language = next(iter(self.text_languages(reader_language)), reader_language)
        is_fallback = content_language != reader_language
        with translation.override(content_language):
            canonical_url = self.get_full_url(request)
        return {
            **super().get_context(request, *args, **kwargs),
            "content_language": content_language,
            "is_fallback": is_fallback,
            "canonical_url": canonical_url and f"{canonical_url}{self.canonical_query(request)}",
            "robots": "noindex" if is_fallback or self.is_previewed else "",
        }
