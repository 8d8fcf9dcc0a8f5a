"""The search page, and what it offers while a reader types."""

from urllib.parse import urlencode

from django.http import JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from wagtail.models import get_page_models

from languages.texts import TURNING, localized
from pages.models import BasePage
from pages.primary_keys import primary_key
from pages.public.facets import FacetValue
from pages.public.pagination import PageLinks, query_string
from pages.search.indexing import DOCUMENT_KIND
from pages.search.models import SearchEntry
from pages.search.querying import Search
from pages.search.suggestions import meant, titles

QUERY_LIMIT = 200


def query_of(request):
    """What the reader looks for, without what no text contains."""
    text = request.GET.get("q", "").replace("\x00", " ").translate(TURNING)
    return " ".join(text.split())[:QUERY_LIMIT]


def kind_labels():
    """The labels of all kinds of pages and documents, by their names."""
    kinds = [model.search_kind for model in get_page_models()]
    return dict([*kinds, DOCUMENT_KIND])


@csrf_exempt
@require_safe
def search(request):
    """What is available in the reader's language and holds the words of ``q``.

    ``kind`` and ``area`` narrow it down, ``page`` is a page of the results; values that do not
    exist are passed over, and a page too far is the last one.
    """
    language, query = get_language(), query_of(request)
    labels = kind_labels()
    kind = request.GET.get("kind") if request.GET.get("kind") in labels else ""
    area = primary_key(request.GET.get("area"))
    results = Search(query, language, kind=kind, area=area).results(request.GET.get("page"))
    areas = _areas(results.areas, language)
    if area and area not in results.areas and not _is_area(area, language):
        area = None
        results = Search(query, language, kind=kind).results(request.GET.get("page"))
        areas = _areas(results.areas, language)
    chosen = {name: value for name, value in (("kind", kind), ("area", area)) if value}
    asked = {"q": query, **chosen}
    has_hits = bool(results.total)
    suggestion = "" if (has_hits and not results.is_partial) or chosen else meant(query, language)
    context = {
        "query": query,
        "results": results,
        "kind": kind,
        "area": area,
        "kinds": _choices("kind", asked, _kinds(results.kinds), sum(results.kinds.values())),
        # Of all areas there is no number: a page may belong to several, or to none.
        "areas": _choices("area", asked, areas),
        "is_filtered": bool(chosen),
        "unfiltered_url": query_string({"q": query}),
        "pages": results.hits and PageLinks(results.hits, asked),
        "suggestion": suggestion and {"text": suggestion, "query": urlencode({"q": suggestion})},
        # Where to go on from, for those who found nothing.
        "starting_points": [] if has_hits else _starting_points(language),
        "robots": "noindex",
    }
    return render(request, "pages/search/search.html", context)


def _kinds(counts):
    """The kinds that something was found of, in the order of page types, documents last, as
    triples of a value, its label and how often it was found."""
    return [(name, label, counts[name]) for name, label in kind_labels().items() if name in counts]


def _choices(name, chosen, found, total=None):
    """The values of a filter that something was found of, the first of them all; none when nothing
    was found."""
    others = {key: value for key, value in chosen.items() if key != name}
    values = [("", gettext("All"), total), *found] if found else []
    return [
        FacetValue(
            value=value,
            label=label,
            address=query_string(others | ({name: value} if value else {})),
            is_chosen=value == chosen.get(name, ""),
            count=count,
        )
        for value, label, count in values
    ]


def _starting_points(language):
    """The pages of the menu's first level, and what lies below them."""
    return BasePage.objects.listed(language).filter(depth__in=(3, 4))[:20]


def _is_area(key, language):
    """Whether something that can be found belongs to an area; asked when nothing found does."""
    return SearchEntry.objects.filter(areas=key, language=language).exists()


def _areas(counts, language):
    """The work areas that a search found something in, in tree order, likewise."""
    areas = BasePage.objects.listed(language).filter(pk__in=counts) if counts else []
    return [(area.pk, localized(area, "title", language), counts[area.pk]) for area in areas]


@csrf_exempt
@require_safe
def suggestions(request):
    """Titles that begin as the reader types, as ``{"titles": [...]}`` with the address of a search
    for each."""
    found = titles(query_of(request), get_language())
    page = reverse("search")
    response = JsonResponse(
        {
            "titles": [
                {"title": entry.title, "url": f"{page}{query_string({'q': entry.title})}"}
                for entry in found
            ]
        }
    )
    response["X-Robots-Tag"] = "noindex"
    return response
