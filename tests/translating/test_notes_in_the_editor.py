"""The editor says which translations are outdated and why; one click says that one still fits."""

import json
from copy import deepcopy

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import translation

from languages import cldr
from pages.access import roles
from pages.models import BasePage
from pages.translating import status
from pages.translating.segments import Segment, State
from pages.translating.views.notes import change_as_html
from tests.factories import make_member
from tests.page_forms import edit_url
from tests.translating.conftest import ARABIC, latest, save, states

pytestmark = pytest.mark.both_databases


@pytest.fixture
def staff(admin_client_in, language):
    """A browser signed in to the admin, in each of its languages in turn."""
    return admin_client_in(language)


@pytest.fixture
def changed(area):
    """The area, after changes of its Arabic title, of a paragraph and of a point."""
    stream = deepcopy(ARABIC)
    stream[1]["value"] = stream[1]["value"].replace("فقرة أولى", "الفقرة الأولى")
    draft = latest(area)
    draft.title_ar, draft.body_ar = "عنوان آخر", json.dumps(stream)
    [point] = draft.points.all()
    point.title_ar = "بند مهم"
    draft.points = [point]
    draft.save_revision()
    status.refresh(area)
    return area


def editor(client, page):
    response = client.get(edit_url(page))
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def press(client, note, page, **headers):
    """Press a note's button: what its form sends, by a script or without one."""
    button = note.find("button")
    url = reverse("translation_still_right", args=[f"basepage-{page.pk}"])
    return client.post(url, {button["name"]: button["value"]}, headers=headers)


def test_each_outdated_text_is_marked_beside_its_input(staff, changed, language):
    soup = editor(staff, changed)
    found = soup.select("[data-outdated-note]")
    assert len(found) == 3
    words = {"ar": "الإنجليزية متقادمة", "en": "English is outdated"}[language]
    assert all(words in note.text for note in found)
    texts = [note.select_one(".outdated-note__text") for note in found]
    assert [(text["lang"], text["dir"]) for text in texts] == [("ar", "rtl")] * 3
    changes = [
        ([old.contents[-1] for old in text("del")], [new.contents[-1] for new in text("ins")])
        for text in texts
    ]
    assert changes[0] == ([], [" آخر"])
    assert changes[1] == (["فقرة أولى"], ["الفقرة الأولى"])
    assert changes[2] == ([], [" مهم"])
    # Of a paragraph among many, its translation is told as well.
    assert "First paragraph on municipalities." in found[1].text
    title, body, point = (note.find_parent(class_="input-note") for note in found)
    assert title.find_previous("textarea", attrs={"name": "title_en"}) or soup.find(
        attrs={"name": "title_en"}
    )
    assert title.find_previous("input", attrs={"name": "title_en"})
    assert body.find_previous("input", attrs={"name": "body_en"}) or body
    assert point.find_previous(attrs={"name": "points-0-title_en"})


def test_no_form_stands_inside_the_editors(staff, changed):
    soup = editor(staff, changed)
    form = soup.select_one("form#still-right")
    assert form.find_parent("form") is None
    assert soup.select_one("#page-edit-form form") is None
    assert {button["form"] for button in soup.select("[data-outdated-note] button")} == {form["id"]}
    assert form.select_one("[name=csrfmiddlewaretoken]")


def test_still_right_is_confirmed_without_a_new_version_of_the_page(staff, changed):
    before = BasePage.objects.get(pk=changed.pk).latest_revision_id
    note = editor(staff, changed).select("[data-outdated-note]")[0]
    response = press(staff, note, changed, accept="application/json")
    assert response.status_code == 200
    assert response.json()["message"]
    assert states(changed)["عنوان آخر"] == "complete"
    assert list(states(changed).values()).count("outdated") == 2
    page = BasePage.objects.get(pk=changed.pk)
    assert page.latest_revision_id == before
    assert len(editor(staff, changed).select("[data-outdated-note]")) == 2


def test_without_a_script_it_comes_back_to_the_editor(staff, changed):
    note = editor(staff, changed).select("[data-outdated-note]")[0]
    response = press(staff, note, changed, accept="text/html")
    assert response.status_code == 302
    assert response["Location"] == edit_url(changed)
    assert len(editor(staff, changed).select("[data-outdated-note]")) == 2


def test_nothing_is_confirmed_that_the_person_has_not_seen(staff, changed):
    note = editor(staff, changed).select("[data-outdated-note]")[0]
    save(changed, title_ar="عنوان ثالث")
    response = press(staff, note, changed, accept="application/json")
    assert response.status_code == 409
    assert states(changed)["عنوان ثالث"] == "outdated"


def test_only_who_may_edit_the_language_is_asked_and_heard(client, changed):
    roles.set_up(lambda line: None)
    client.force_login(make_member(roles.translator("en"), "en"))
    note = editor(client, changed).select("[data-outdated-note]")[0]
    client.force_login(make_member(roles.translator("ar"), "en", "other"))
    assert editor(client, changed).select("[data-outdated-note], form#still-right") == []
    press(client, note, changed, accept="application/json")
    assert states(changed)["عنوان آخر"] == "outdated"


SPOKEN = ["removed:", "oldadded:", "new"]
WRONG = [
    ("basepage-{pk}", "", 400),
    ("basepage-{pk}", "ar:ar:x:title", 400),
    ("basepage-{pk}", "xx:en:x:title", 400),
    ("basepage-{pk}", "ar:en:x:nothing", 409),
    ("basepage-{pk}", "ar:en:\0:title", 409),
    ("basepage-99999", "ar:en:x:title", 404),
    ("customimage-1", "ar:en:x:title", 404),
    ("nothing", "ar:en:x:title", 404),
]


def test_wrong_requests_are_refused(admin_client_in, changed):
    client = admin_client_in("en")
    headers = {"accept": "application/json"}
    for key, value, expected in WRONG:
        url = reverse("translation_still_right", args=[key.format(pk=changed.pk)])
        response = client.post(url, {"still_right": value}, headers=headers, follow=True)
        assert response.status_code == expected, (key, value)
    assert client.get(url).status_code == 405


def test_it_never_leads_to_another_site(admin_client_in, changed):
    client = admin_client_in("en")
    note = editor(client, changed).select("[data-outdated-note]")[0]
    button = note.find("button")
    url = reverse("translation_still_right", args=[f"basepage-{changed.pk}"])
    data = {button["name"]: button["value"], "next": "https://example.com/"}
    assert client.post(url, data, headers={"accept": "text/html"})["Location"] == edit_url(changed)


def test_of_a_rich_text_the_words_are_compared_and_else_a_sentence_says_what_changed():
    def change(was, source):
        return change_as_html(
            Segment("id", "Label", source, "", True, None, {}, {}, State.OUTDATED, was=was)
        )

    with translation.override("en"):
        found = change("A <b>bold</b> &amp; old", "A <i>bold</i> &amp; new")
    assert BeautifulSoup(found, "html.parser").text.split() == ["A", "bold", "&", *SPOKEN]
    found = change('See <a id="1">&lt;here&gt;</a>', "See <b>&lt;here&gt;</b>")
    assert found.startswith("See &lt;here&gt; <em>(")


def test_a_page_without_outdated_texts_has_no_notes(staff, area):
    assert editor(staff, area).select("[data-outdated-note], form#still-right") == []


def test_the_editor_and_the_screen_of_languages_lead_to_the_translation(staff, changed, language):
    url = reverse("translation_view", args=[f"basepage-{changed.pk}", "ar", "en"])
    row = status.statuses_of(changed).get(source="ar", target="en")
    outdated = {"ar": "3 نصوص متقادمة", "en": "3 texts outdated"}[language]
    panel = editor(staff, changed).select_one('[data-side-panel="translations"]')
    languages = BeautifulSoup(
        staff.get(reverse("page_languages", args=[changed.pk])).content, "html.parser"
    )
    for place in (panel, languages.select(".language-card")[1]):
        link = place.select_one(f'a[href="{url}"]')
        text = " ".join(link.text.split())
        assert cldr.format_percent(row.percent, language) in text
        assert outdated in text


def test_the_dashboard_leads_to_what_is_left(staff, changed, arabic_only):
    soup = BeautifulSoup(staff.get(reverse("wagtailadmin_home")).content, "html.parser")
    _arabic, english = soup.select("#waiting-section section")
    left, outdated = english.select("a[href*='/translations/']")
    for link, expected in ((left, {changed, arabic_only}), (outdated, {changed})):
        found = BeautifulSoup(staff.get(link["href"]).content, "html.parser")
        shown = {cell.a["href"] for cell in found.select("tbody td.title")}
        assert {edit_url(page) for page in expected} <= shown
