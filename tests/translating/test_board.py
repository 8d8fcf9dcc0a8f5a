"""The board of translations: what it tells, finds, orders and gives away, and at what cost."""

import csv
import io
import json
from datetime import timedelta

import openpyxl
import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Site

from languages import cldr
from languages.catalogues import states
from pages.access import roles
from pages.models import BasePage, Navigation, SiteIdentity
from pages.search.models import SearchEntry
from pages.translating import board, counting, status
from pages.translating.models import TranslationStatus
from pages.translating.views.board import BoardView
from tests.factories import (
    ContentPageFactory,
    DocumentFactory,
    ImageFactory,
    NewsIndexPageFactory,
    make_member,
)
from tests.translating.conftest import ARABIC, latest, save

pytestmark = pytest.mark.both_databases

BOARD = "translation_board"


@pytest.fixture
def staff(admin_client_in, language):
    """A browser signed in to the admin, in each of its languages in turn."""
    return admin_client_in(language)


@pytest.fixture
def english(admin_client_in):
    """A browser signed in to the admin in English."""
    return admin_client_in("en")


@pytest.fixture
def english_first(home):
    """A page written in English, of which Arabic lacks the summary."""
    page = ContentPageFactory(
        parent=home,
        slug="first",
        title_en="Written first",
        title_ar="كُتبت أولًا",
        summary_ar="",
        summary_en="In two words",
        source_language="en",
    )
    BasePage.objects.filter(pk=page.pk).update(source_language="en")
    status.refresh(BasePage.objects.get(pk=page.pk))
    return page


def soup_of(client, name=BOARD, **query):
    response = client.get(reverse(name), query)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def rows(client, **query):
    """The rows of the board: the title, then the other cells' text, by title."""
    found = {}
    for row in soup_of(client, **query).select("table.translation-board tbody tr"):
        title, *cells = row.select("td")
        name = title.select_one(".title-wrapper").get_text(" ", strip=True)
        found[name] = [cell.get_text(" ", strip=True) for cell in cells]
    return found


def titles(client, **query):
    return [name.removesuffix(" Arabic") for name in rows(client, **query)]


def make_outdated(page, **values):
    """Change a text; what it was translated into is outdated since yesterday."""
    save(page, **values)
    since = timezone.now() - timedelta(days=1)
    status.statuses_of(page).filter(outdated__gt=0).update(outdated_since=since)


# What it tells


def test_each_cell_says_how_far_the_page_is_in_its_language(staff, area, arabic_only, language):
    make_outdated(area, title_ar="عنوان جديد للصفحة")
    soup = soup_of(staff)
    [row] = [r for r in soup.select("tbody tr") if f"/pages/{area.pk}/" in r.td.a["href"]]
    arabic, english, left, since = row.select("td")[1:]
    assert {"ar": "كُتبت بهذه اللغة", "en": "Written in this language"}[language] in arabic.text
    link = english.a
    assert link["href"] == reverse("translation_view", args=[f"basepage-{area.pk}", "ar", "en"])
    row = status.statuses_of(area).get(source="ar", target="en")
    assert 0 < row.percent < 100
    assert link.progress["value"] == str(row.percent)
    assert cldr.format_percent(row.percent, language) in link.text
    assert link.progress["aria-hidden"] == "true"
    outdated = {"ar": "نص واحد متقادم منذ", "en": "1 text outdated since"}[language]
    assert outdated in " ".join(link.text.split())
    assert left.text.strip() == "3"
    assert since.time["datetime"].startswith(f"{timezone.localtime(row.outdated_since):%Y-%m-%d}")


def test_what_is_missing_is_counted_in_words_and_texts(english, arabic_only):
    [cells] = [cells for title, cells in rows(english).items() if title.startswith("جديد")]
    assert cells[1].startswith("0% ")
    assert "13 texts missing" in cells[1]
    assert f"{cells[2]} words left" in cells[1]


def test_a_page_may_be_written_first_in_any_language(english, english_first):
    cells = rows(english)["Written first"]
    assert cells[0] == "40% 3 words left 1 text missing"
    assert cells[1] == "Written in this language"
    cells = rows(english, source="ar")["Written first"]
    # Seen from the other side, English has what Arabic has, and more.
    assert cells[0].startswith("Translated from this language 1 text of English is missing here")
    assert cells[1] == "100% Complete Written in this language"


def test_what_only_a_translation_says_is_told_where_it_is_missing(english, area):
    save(area, body_ar=ARABIC[1:])
    cells = rows(english)["Title"]
    assert cells[0] == "Written in this language 1 text of English is missing here"
    soup = soup_of(english)
    url = reverse("translation_view", args=[f"basepage-{area.pk}", "en", "ar"])
    assert soup.select_one(f'td a[href="{url}"]')


def test_a_page_that_was_never_counted_says_so(english, home):
    TranslationStatus.objects.all().delete()
    assert rows(english)["Home"][1] == "Not counted yet"


def test_the_whole_site_stands_above(english, area, english_first):
    make_outdated(area, title_ar="عنوان جديد")
    totals = soup_of(english).select(".board-totals__language")
    arabic, into_english = (" ".join(total.text.split()) for total in totals)
    assert arabic == "Arabic 40% 3 words left 1 text missing 5 words to translate in all"
    assert "2 words left 1 text outdated since" in into_english


def test_pictures_documents_and_settings_have_rows_of_their_own(english, home):
    site = Site.objects.get()
    units = {
        "pages.customimage": (ImageFactory(title="Square", alt_ar="ساحة", alt_en=""), "Square"),
        "pages.customdocument": (DocumentFactory(title="Report", display_title_en=""), "Report"),
        "pages.siteidentity": (
            SiteIdentity.objects.create(site=site, organisation_name_ar="الهيئة"),
            "الهيئة",
        ),
        "pages.navigation": (Navigation.objects.create(site=site), "Menu and footer"),
    }
    for name, (unit, title) in units.items():
        status.refresh(unit)
        [cells] = rows(english, type=name).values()
        assert cells[0] == "Written in this language"
        assert cells[1] == ("100% Complete" if name.endswith("navigation") else cells[1])
        link = soup_of(english, type=name).select_one("tbody td a")
        assert title.casefold() in link.text.casefold()
        assert english.get(link["href"], follow=True).status_code == 200
    assert rows(english, type="pages.customimage")["Square"][1].startswith("0% 1 word left")


# What it finds


FOUND = [
    ({"state": "missing"}, {"جديد", "Written first"}),
    ({"state": "missing", "language": "en"}, {"جديد"}),
    ({"state": "outdated"}, {"Title"}),
    ({"state": "outdated", "language": "ar"}, set()),
    ({"state": "complete"}, {"Home", "Work areas"}),
    ({"state": "live"}, set()),
    ({"type": "pages.contentpage"}, {"Written first"}),
    ({"q": "كُتبت"}, {"Written first"}),
    ({"q": "WRITTEN"}, {"Written first"}),
    ({"q": "nothing like it"}, set()),
]


def test_filters_find_pages(english, area, arabic_only, english_first):
    counting.count()
    make_outdated(area, title_ar="عنوان جديد")
    for query, expected in FOUND:
        assert set(titles(english, **query)) == expected, query


def test_what_visitors_read_outdated_is_found(english, area):
    make_outdated(area, title_ar="عنوان جديد")
    latest(area).latest_revision.publish()
    status.refresh(area)
    assert titles(english, state="live") == ["Title"]
    assert "Visitors read 1 outdated text" in rows(english, state="live")["Title"][1]


def test_an_area_is_a_branch_and_what_is_about_it(english, home, index, area):
    news = NewsIndexPageFactory(parent=home, title_en="News")
    about = ContentPageFactory(parent=news, title_en="About the area")
    SearchEntry.objects.filter(page=about.pk).first().areas.add(area.pk)
    assert set(titles(english, area=area.pk)) == {"Title", "About the area"}
    assert set(titles(english, area=index.pk)) == {"Work areas", "Title"}


def test_a_chosen_language_is_shown_alone(english, area):
    heads = soup_of(english, language="en").select("table.translation-board th")
    assert [head.get_text(strip=True) for head in heads] == [
        "Title", "English", "Words left", "Outdated since",
    ]  # fmt: skip


@pytest.mark.usefixtures("area", "arabic_only", "english_first")
def test_mine_is_what_is_left_in_my_languages(client, home):
    roles.set_up(lambda line: None)
    client.force_login(make_member(roles.translator("ar"), "en"))
    assert titles(client, mine="languages") == ["Written first"]
    client.force_login(make_member(roles.translator("en"), "en", "other"))
    assert titles(client, mine="languages") == ["جديد"]


def test_mine_is_what_i_saved_last_locked_or_am_to_review(client, home, area, english_first):
    roles.set_up(lambda line: None)
    publisher = make_member(roles.PUBLISHER, "en")
    client.force_login(publisher)
    assert titles(client, mine="units") == []
    latest(area).save_revision(user=publisher)
    assert titles(client, mine="units") == ["Title"]
    BasePage.objects.filter(pk=english_first.pk).update(locked=True, locked_by=publisher)
    assert titles(client, mine="units") == ["Title", "Written first"]
    page = ContentPageFactory(parent=home, title_en="To be reviewed")
    page.save_revision()
    page.get_workflow().start(page, make_member(roles.EDITOR, "en", "editor"))
    assert "To be reviewed" in titles(client, mine="units")


WRONG = [
    {"p": "99999999999999999999"},
    {"p": "-1"},
    {"p": "\0"},
    {"q": "\0"},
    {"q": "%" * 100_000},
    {"area": "9" * 40},
    {"state": "unknown", "language": "xx", "source": "ar", "type": "auth.user", "mine": "x"},
    {"ordering": "memory"},
]


def test_a_wrong_query_shows_the_board(english, area):
    for query in WRONG:
        assert "Title" in titles(english, **query), query
    assert english.get(f"{reverse(BOARD)}?q=%ff%fe&area=%00&p=%ff").status_code == 200


# Orders


def test_it_is_sorted_by_title_words_left_language_and_age(english, area, arabic_only, index):
    counting.count()
    make_outdated(area, title_ar="عنوان جديد")
    assert titles(english) == ["Home", "Title", "Work areas", "جديد"]
    assert titles(english, ordering="-title")[0] == "جديد"
    assert titles(english, ordering="-left")[:2] == ["جديد", "Title"]
    assert titles(english, ordering="left")[-1] == "جديد"
    assert titles(english, ordering="en")[:2] == ["جديد", "Title"]
    assert titles(english, ordering="-en")[-1] == "جديد"
    # Nothing outdated comes last either way.
    assert titles(english, ordering="since")[0] == titles(english, ordering="-since")[0] == "Title"


def test_it_comes_in_pages(english, area, arabic_only, monkeypatch):
    monkeypatch.setattr(BoardView, "paginate_by", 3)
    first, second = titles(english), titles(english, p=2)
    assert (len(first), len(second)) == (3, 1)
    assert not {*first} & {*second}
    assert titles(english, p=1000) == second
    assert titles(english, p="x") == first


# Who sees it


def test_who_may_not_see_pages_does_not_see_the_board(client, db):
    user = get_user_model().objects.create_user("nobody")
    client.force_login(user)
    assert client.get(reverse(BOARD)).status_code in (302, 403)


def test_only_those_who_may_edit_a_language_are_led_to_translate_it(client, area, english_first):
    roles.set_up(lambda line: None)
    translate = f"/translations/basepage-{area.pk}/"
    for role, expected in ((roles.READER, 0), (roles.translator("ar"), 0), (roles.EDITOR, 1)):
        client.force_login(make_member(role, "en", role[:9]))
        soup = soup_of(client)
        assert len(soup.select(f'td a[href*="{translate}"]')) == expected, role
        assert "Title" in rows(client)
    client.force_login(make_member(roles.READER, "en", "reader"))
    [title] = [a for a in soup_of(client).select("td.title a") if a.text == "Title"]
    assert client.get(title["href"]).status_code == 200


# What is taken away


def test_it_is_taken_away_as_a_table(staff, area, arabic_only, language):
    make_outdated(area, title_ar="عنوان جديد")
    response = staff.get(reverse(BOARD), {"export": "csv", "state": "outdated"})
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    head, row = csv.reader(io.StringIO(text))
    found = dict(zip(head, row, strict=True))
    name = {"ar": "الإنجليزية", "en": "English"}[language]
    left = {"ar": "كلمات متبقية", "en": "Words left"}[language]
    assert found[f"{name} – {left}"] == "2"
    assert f"basepage-{area.pk}" in row
    response = staff.get(reverse(BOARD), {"export": "xlsx"})
    workbook = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    [sheet] = workbook.worksheets
    assert sheet.max_row == 5
    assert [cell.value for cell in sheet[1]] == head


# The words of the interface


def test_the_catalogues_of_the_interface_are_told_as_well(staff, language):
    soup = soup_of(staff, "translation_catalogues")
    known = states.catalogue_states()
    found = [
        [cell.get_text(" ", strip=True) for cell in row.select("td")]
        for row in soup.select("tbody tr")
    ]
    assert len(found) == len(known) >= 4
    for cells, state in zip(found, known, strict=True):
        assert cells[2] == cldr.format_percent(state.percent, language)
        assert cells[4:6] == [str(state.untranslated), str(state.fuzzy)]
    response = staff.get(reverse("translation_catalogues"), {"export": "csv"})
    assert b"".join(response.streaming_content).count(b"\r\n") == len(known) + 1


# What it costs


def test_its_cost_does_not_grow_with_the_site_and_no_body_is_read(english, home, area):
    def opened(**query):
        with CaptureQueriesContext(connection) as queries:
            soup_of(english, **query)
        return [query["sql"] for query in queries.captured_queries]

    few = opened()
    for number in range(15):
        page = ContentPageFactory(parent=home, body_ar=json.dumps(ARABIC), summary_en="")
        if number % 3 == 0:
            status.refresh(page)
    many = opened()
    assert len(many) == len(few) < 10
    for query in ({"ordering": "-left"}, {"ordering": "en"}, {"state": "missing"}):
        statements = opened(**query)
        assert len(statements) <= len(few)
        many += statements
    for statement in many:
        assert "body_" not in statement
        assert "memory" not in statement
        assert "pages_contentpage" not in statement


def test_who_is_no_administrator_needs_no_more_queries_on_a_larger_site(client, home):
    roles.set_up(lambda line: None)
    client.force_login(make_member(roles.translator("en"), "en"))
    soup_of(client)
    with CaptureQueriesContext(connection) as few:
        soup_of(client)
    for _ in range(10):
        ContentPageFactory(parent=home)
    counting.count()
    with CaptureQueriesContext(connection) as many:
        soup_of(client)
    assert len(many) == len(few)


def test_sums_take_each_page_from_its_own_language(area, english_first):
    totals = {total.language: total for total in board.totals()}
    assert (totals["ar"].units, totals["ar"].missing) == (1, 1)
    assert (totals["en"].units, totals["en"].missing, totals["en"].percent) == (1, 0, 100)
    totals = {total.language: total for total in board.totals("en")}
    assert (totals["ar"].units, totals["en"].units) == (2, 0)
