"""Benchmarks the translation board on a large site: ``python -m bench.board [PAGES]``.

Needs no site; DATABASE_URL may name a PostgreSQL. Creates a database and drops it at the end. Pages
have bodies, statuses and translation memories of realistic size.
"""

import os
import sys
import tempfile
import time
from copy import copy

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_config.settings")
os.environ.setdefault("SECRET_KEY", "only-for-the-benchmark-0123456789-abcdefghijklmnopqrst")
os.environ["DATA_DIR"] = tempfile.mkdtemp()

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth import get_user_model  # noqa: E402
from django.contrib.auth.models import Group  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.runner import DiscoverRunner  # noqa: E402
from django.test.utils import CaptureQueriesContext, override_settings  # noqa: E402

from pages.access import roles  # noqa: E402
from pages.models import BasePage, ContentPage, HomePage  # noqa: E402
from pages.translating import counting, status  # noqa: E402
from pages.translating.models import TranslationStatus  # noqa: E402

PARAGRAPHS = 40
BRANCHES = 20
ROUNDS = 5
ADDRESSES = {
    "the board": "",
    "sorted by words left": "?ordering=-left",
    "sorted by a language": "?ordering=en",
    "sorted by age": "?ordering=since",
    "something is outdated": "?state=outdated",
    "complete in English": "?state=complete&language=en",
    "left in my languages": "?mine=languages",
    "its last page": "?p=100000",
    "search by title": "?q=page+99",
    "from English": "?source=en",
}


def body(text):
    """A long body that repeats one text."""
    return [("rich_text", f"<p>{text}</p>" * PARAGRAPHS)]


def grow(size):
    """Add pages, a third each complete, outdated and missing, by copying a pattern page of each
    state with its statuses."""
    home = HomePage.objects.get()
    arabic = "كل بلدية تخدم سكانها وتصغي إليهم"
    patterns = []
    for number, english in enumerate(("Every town serves and hears its people", "Every town", "")):
        page = ContentPage(
            slug=f"pattern-{number}",
            title_ar=f"نمط {number}",
            title_en=f"Pattern {number}",
            body_ar=body(arabic),
            body_en=body(english) if english else [],
        )
        home.add_child(instance=page)
        status.refresh(page)
        if english == "Every town":
            page.body_ar = body(f"{arabic} دائمًا")
            page.save()
            page.save_revision()
            status.refresh(page)
        patterns.append(page)
    rows = {page.pk: list(status.statuses_of(page)) for page in patterns}
    branches = []
    for number in range(BRANCHES):
        branch = ContentPage(slug=f"branch-{number}", title_ar=f"فرع {number}")
        branches.append(home.add_child(instance=branch))
    for start in range(0, size, 1000):
        made = []
        for number in range(start, min(start + 1000, size)):
            pattern = patterns[number % len(patterns)]
            page = copy(pattern)
            page.pk = page.id = page.basepage_ptr_id = None
            page._state = copy(pattern._state)
            page._state.adding = True
            branch = branches[number % len(branches)]
            page.path = BasePage._get_path(
                branch.path, branch.depth + 1, number // len(branches) + 1
            )
            page.depth = branch.depth + 1
            page.slug = f"page-{number}"
            page.url_path = f"{branch.url_path}{page.slug}/"
            page.translation_key = None
            page.title_ar = page.draft_title_ar = f"صفحة رقم {number}"
            page.title_en = page.draft_title_en = f"Page {number}"
            made.append((page, pattern.pk))
        insert(made, rows)
    for number, branch in enumerate(branches):
        below = len(range(number, size, BRANCHES))
        BasePage.objects.filter(pk=branch.pk).update(numchild=below)


def insert(made, rows):
    """Insert pages by type, and copies of their patterns' statuses."""
    parents = []
    for page, _pattern in made:
        names = {field.attname: getattr(page, field.attname) for field in BasePage._meta.fields}
        names.pop("id")
        names.pop("translation_key")
        parents.append(BasePage(**names))
    BasePage.objects.bulk_create(parents)
    statuses = []
    for (page, pattern), parent in zip(made, parents, strict=True):
        page.basepage_ptr_id = page.id = parent.pk
        # The parent row exists, so only the row of the page type is inserted.
        page.save_base(raw=True)
        for row in rows[pattern]:
            own = copy(row)
            own.pk, own.object_id = None, parent.pk
            statuses.append(own)
    TranslationStatus.objects.bulk_create(statuses)


def measure(client, who):
    """Print the number of queries and the time for each URL, the best of several rounds."""
    for what, query in ADDRESSES.items():
        client.get(f"/admin/translations/{query}")
        best, number, slowest = None, 0, 0
        for _round in range(ROUNDS):
            began = time.perf_counter()
            with CaptureQueriesContext(connection) as queries:
                response = client.get(f"/admin/translations/{query}")
            took = time.perf_counter() - began
            assert response.status_code == 200, query
            if best is None or took < best:
                best, number = took, len(queries)
                slowest = sum(float(one["time"]) for one in queries.captured_queries)
        print(
            f"{connection.vendor:<11} {who:<14} {what:<24} {number:>3} queries "
            f"{slowest * 1000:>6.0f} ms of {best * 1000:>6.0f} ms"
        )


def timed(what, action):
    """Run something once and print the time it took."""
    began = time.perf_counter()
    result = action()
    print(f"{connection.vendor:<11} {what:<40} {time.perf_counter() - began:.1f} s")
    return result


def main(size=10_000):
    """Build the site, then measure as an administrator and as a translator."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.ALLOWED_HOSTS.append("testserver")
    runner = DiscoverRunner(verbosity=0, interactive=False)
    runner.setup_test_environment()
    databases = runner.setup_databases()
    try:
        with override_settings(STORAGES=settings.STORAGES | {"staticfiles": plain}):
            roles.set_up(lambda line: None)
            timed(f"made {size} pages", lambda: grow(size))
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("ANALYZE")
            users = get_user_model().objects
            administrator = users.create_superuser("administrator")
            translator = users.create_user("translator")
            translator.groups.add(Group.objects.get(name=roles.translator("en")))
            for user in (administrator, translator):
                client = Client()
                client.force_login(user)
                measure(client, user.username)
            client.force_login(administrator)
            for form in ("csv", "xlsx"):
                timed(
                    f"taken away as {form}",
                    lambda form=form: b"".join(
                        client.get(f"/admin/translations/?export={form}").streaming_content
                    ),
                )
            timed("nothing to count at a start", counting.is_wanting)
    finally:
        runner.teardown_databases(databases)
        runner.teardown_test_environment()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
