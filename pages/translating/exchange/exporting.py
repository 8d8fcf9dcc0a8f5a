"""Chooses the units to export, and writes the notes for translators."""

import re
from html import unescape
from urllib.parse import unquote, urljoin, urlsplit

from django.conf import settings
from django.db.models import Q
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Site

from languages import cldr
from languages.texts import preference
from pages.models import BasePage, CustomDocument
from pages.primary_keys import primary_key
from pages.translating import status, units
from pages.translating.exchange.entries import Part, Text
from pages.translating.models import TranslationStatus
from pages.translating.segments import State

_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')


def find_page(text):
    """The page that somebody means: by its primary key, its path of slugs or its address, or
    None."""
    text = text.strip()
    if text.isascii() and text.isdecimal():
        return _pages().filter(pk=text).first() if len(text) < 19 else None
    slugs = [slug for slug in unquote(urlsplit(text).path).split("/") if slug]
    if slugs and slugs[0] in cldr.language_codes():
        del slugs[0]
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site is None or "\0" in text:
        return None
    path = "".join(f"{slug}/" for slug in slugs)
    return _pages().filter(url_path=f"{site.root_page.url_path}{path}").first()


def _pages():
    return BasePage.objects.filter(depth__gt=1, alias_of=None)


def pages_to_export(page=None, *, with_descendants=False):
    """The pages of the whole site, of a branch or one alone, as a queryset in the tree's order."""
    pages = _pages().order_by("path")
    if page is None:
        return pages
    wanted = Q(pk=page.pk)
    if with_descendants:
        wanted = Q(path__startswith=page.path)
    return pages.filter(wanted)


def others_to_export():
    """Pictures, documents and settings, kind by kind."""
    return [item for model in units.OTHER_MODELS for item in model.objects.order_by("pk")]


def with_texts(instances, source, target, states):
    """Those of some units that have texts in one of the states, as far as that is known without
    reading them: one query for all."""
    if State.COMPLETE in states:
        return [*instances]
    none = {str(state): 0 for state in states}
    statuses = TranslationStatus.objects.filter(source=source, target=target, **none)
    done = set(statuses.values_list("content_type_id", "object_id"))
    return [
        item for item in instances if (units.content_type_of(type(item)).pk, item.pk) not in done
    ]


def parts(instances, source, target, states=tuple(State)):
    """The ``Part`` of each unit that has texts in one of the states, one after the other.

    In: units; the codes of two languages. What people read of it is in the target language.
    """
    hints = Hints(target)
    for instance in instances:
        with translation.override(target):
            segments = status.segments(instance, source, target)
            wanted = [segment for segment in segments if segment.state in states]
            part = _part(instance, wanted, target, hints) if wanted else None
        if part:
            yield part


def _part(instance, segments, target, hints):
    is_page = units.has_drafts(type(instance))
    saved = instance.latest_revision_created_at if is_page else None
    return Part(
        key=units.unit_key(instance),
        title=title_of(instance, target),
        address=(instance.get_full_url() or "") if is_page else "",
        editor=editor_of(instance),
        changed_at=saved,
        texts=[Text(segment, str(segment.label), tuple(hints.of(segment))) for segment in segments],
    )


def title_of(instance, language):
    """What a unit is called, in a language or in one that it has."""
    titles = (units.title_of(instance, code) for code in preference(language))
    return next(filter(None, titles), units.unit_key(instance))


def editor_of(instance):
    """The address at which a unit is edited in the admin, or nothing."""
    model = units.base_model(type(instance))
    names = {
        BasePage: ("wagtailadmin_pages:edit", [instance.pk]),
        CustomDocument: ("wagtaildocs:edit", [instance.pk]),
    }
    if model in names:
        name, args = names[model]
    elif hasattr(instance, "site_id"):
        options = model._meta
        name = "wagtailsettings:edit"
        args = [options.app_label, options.model_name, instance.site_id]
    else:
        name, args = "wagtailimages:edit", [instance.pk]
    try:
        return urljoin(settings.SITE_URL, reverse(name, args=args))
    except NoReverseMatch:
        return ""


class Hints:
    """Notes on a text for its translator: its length limit, and what its tags mean."""

    def __init__(self, language):
        self.language = language
        self.titles = {}

    def of(self, segment):
        """The hints of one segment, in the active language."""
        if segment.limit:
            message = ngettext(
                "At most %(count)d character.", "At most %(count)d characters.", segment.limit
            )
            yield message % {"count": segment.limit}
        for number, tag in segment.source_codes.items():
            name = re.match(r"<(\w+)", tag)[1]
            yield f'<{name} id="{number}">: {self.meaning(name, tag)}'

    def meaning(self, name, tag):
        """What a start tag is for."""
        found = {key: unescape(value) for key, value in _ATTRIBUTE.findall(tag)}
        kind, pk = found.get("linktype"), primary_key(found.get("id"))
        if name != "a":
            if found.get("lang") in cldr.language_codes():
                language = cldr.name_in(found["lang"], self.language)
                return _("words in another language: %(language)s") % {"language": language}
            return _("formatting")
        model = {"page": BasePage, "document": CustomDocument}.get(kind)
        if model and pk is not None:
            key = model, pk
            if key not in self.titles:
                linked = model.objects.filter(pk=pk).first()
                self.titles[key] = title_of(linked, self.language) if linked else ""
            return _("link to “%(title)s”") % {"title": self.titles[key] or f"{kind} {pk}"}
        return _("link to %(address)s") % {"address": found.get("href", "?")}
