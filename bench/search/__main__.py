"""``python -m bench.search``: needs no site; DATABASE_URL may name a PostgreSQL.

``--missed`` lists queries without a match, ``--speed`` (or ``--only-speed``) measures time, and
``--snowball`` uses Snowball's Arabic stemmer instead of our rules, for comparison. Creates a
database and drops it at the end.
"""

import io
import os
import sys
import tempfile
import time
import warnings
from dataclasses import replace

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_config.settings")
os.environ.setdefault("SECRET_KEY", "only-for-the-benchmark-0123456789-abcdefghijklmnopqrst")
os.environ["DATA_DIR"] = tempfile.mkdtemp()

import django
import snowballstemmer

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.db.models.signals import post_save  # noqa: E402
from django.test.runner import DiscoverRunner  # noqa: E402
from django.test.utils import override_settings  # noqa: E402

from bench.search import evaluation  # noqa: E402
from languages import cldr  # noqa: E402
from pages.models import BasePage, ContentPage, HomePage  # noqa: E402
from pages.search import analysis, arabic  # noqa: E402
from pages.search.querying import Search  # noqa: E402

SEARCHES = {"ours": evaluation.ours, "Wagtail’s": evaluation.wagtails}
# The demo pages that the queries were written for.
DEMO_PAGES = {"home", "work-areas", "about", "privacy", "accessibility"} | {
    "decentralisation", "local-authority-associations", "territorial-development",
    "local-democracy", "municipal-services", "partnership-themes", "eu-integration", "symbiocity",
}  # fmt: skip


def build():
    """Create the demo site's pages and those of the texts."""
    # No static files have been collected for the pages that the loader renders.
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(STORAGES=settings.STORAGES | {"staticfiles": plain}):
        call_command("load_demo", verbosity=0)
    others = BasePage.objects.filter(depth__gt=2).exclude(slug__in=DEMO_PAGES).order_by("-depth")
    for page in others:
        page.specific.delete()
    evaluation.add_texts()


def read_arabic_by_snowball():
    """Replace our Arabic rules by Snowball's stemmer, after the same folding."""
    stem = snowballstemmer.stemmer("arabic").stemWord
    analysis.ANALYSERS["ar"] = replace(
        analysis.ANALYSERS["ar"], terms=lambda word: ({stem(arabic.fold(word))}, set())
    )
    analysis.terms_of.cache_clear()
    call_command("rebuild_search_index", verbosity=0)


def quality(show_missed, file):
    """Print a table for each language, with a row per kind of query and both searches side by
    side."""
    for language in cldr.language_codes():
        scores = {
            name: evaluation.evaluate(search, language, name=file)
            for name, search in SEARCHES.items()
        }
        kinds = list(scores["ours"])
        print(f"\n{connection.vendor}, {language}, {file}")
        print(f"{'':<12} {'queries':>7}" + "".join(f"{name:>26}" for name in SEARCHES))
        for kind in [*kinds, "all"]:
            row = []
            for name in SEARCHES:
                chosen = [
                    score
                    for other, score in scores[name].items()
                    if other == kind or (kind == "all" and other != evaluation.MISLEADING)
                ]
                asked, found = (sum(getattr(s, n) for s in chosen) for n in ("asked", "found"))
                rank = sum(score.reciprocals for score in chosen) / asked
                row.append(
                    f"{found:>5} false matches"
                    if kind == evaluation.MISLEADING
                    else f"recall {found / asked:.3f} MRR {rank:.3f}"
                )
            print(f"{kind:<12} {asked:>7}" + "".join(f"{text:>26}" for text in row))
        if show_missed:
            for kind, score in scores["ours"].items():
                for missed in score.missed:
                    print("   ", kind, *missed)


def grow(size):
    """Add pages up to ``size``, then index them all."""
    home = HomePage.objects.get()
    texts = list(evaluation.read("texts").values())
    receivers, post_save.receivers = post_save.receivers, []
    post_save.sender_receivers_cache.clear()
    try:
        for count in range(ContentPage.objects.count(), size):
            text = texts[count % len(texts)]
            page = ContentPage(slug=f"filler-{count}", released_ar=True, released_en=True)
            for language in ("ar", "en"):
                common = {"ar": "البلدية", "en": "municipality"}[language]
                rare = {"ar": "منارة", "en": "lighthouse"}[language] if count % 500 == 0 else ""
                setattr(page, f"title_{language}", f"{text['title'][language]} {count}")
                setattr(page, f"summary_{language}", f"{text['summary'][language]} {common} {rare}")
                body = " ".join(texts[(count + n) % len(texts)]["body"][language] for n in range(8))
                setattr(page, f"body_{language}", [("rich_text", f"<p>{body}</p>")])
            home.add_child(instance=page)
    finally:
        post_save.receivers = receivers
        post_save.sender_receivers_cache.clear()
    for name in ("update_index", "rebuild_search_index"):
        start = time.perf_counter()
        call_command(name, verbosity=0, stdout=io.StringIO())
        print(f"{connection.vendor} {size:>6} pages, {name} {time.perf_counter() - start:.0f} s")


def speed(sizes=(1_000, 10_000)):
    """Print search times as the site grows, for a word on every page and one on few."""
    for size in sizes:
        grow(size)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
        for what, language, query in (
            ("on every page", "ar", "البلدية"),
            ("on every page", "en", "municipality"),
            ("on a few", "ar", "منارة"),
            ("on a few", "en", "lighthouse"),
        ):
            timed = {
                "ours": seconds(lambda q=query, c=language: Search(q, c).results()),
                "Wagtail’s": seconds(lambda q=query, c=language: default_page(q, c)),
            }
            print(
                f"{connection.vendor} {size:>6} pages, a word {what:<14} {language}  "
                + "  ".join(f"{name} {time * 1000:.1f} ms" for name, time in timed.items())
                + f"  ratio {timed['Wagtail’s'] / timed['ours']:.1f}"
            )


def default_page(query, language):
    """The hits of Wagtail's search that are available, as the site's search worked before."""
    hits = [page.pk for page in BasePage.objects.search(query)[:200]]
    available = BasePage.objects.available_in(language).in_bulk(hits)
    return [available[pk] for pk in hits if pk in available][:50]


def seconds(action, enough=2):
    """The best of three runs, or of fewer after ``enough`` seconds."""
    times = []
    while len(times) < 3 and sum(times) < enough:
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return min(times)


def main(*options):
    warnings.simplefilter("ignore")
    runner = DiscoverRunner(verbosity=0, interactive=False)
    old = runner.setup_databases()
    try:
        build()
        if "--snowball" in options:
            read_arabic_by_snowball()
        if "--only-speed" not in options:
            for file in evaluation.FILES:
                quality("--missed" in options, file)
        if "--speed" in options or "--only-speed" in options:
            speed()
    finally:
        runner.teardown_databases(old)


if __name__ == "__main__":
    main(*sys.argv[1:])
