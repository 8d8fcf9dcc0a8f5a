"""Translating in the browser, by the form alone and by what the script asks of the server."""

import json

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.models import Revision

from pages.access import roles
from pages.models import BasePage, CustomImage
from pages.translating import status, units
from tests.factories import GlossaryPageFactory, ImageFactory, make_member
from tests.translating.conftest import ARABIC, latest, save, states

pytestmark = pytest.mark.both_databases

RICH = 'فقرة أولى عن <a id="1">البلديات</a>.'


def view_url(unit, source="ar", target="en"):
    return reverse("translation_view", args=[units.unit_key(unit), source, target])


class Screen:
    """The view of a unit as somebody without scripts uses it."""

    def __init__(self, client, unit, source="ar", target="en", run=None):
        self.client, self.unit, self.run = client, unit, run
        self.url = view_url(unit, source, target)
        self.read(client.get(self.url))

    def read(self, response):
        assert response.status_code == 200
        self.soup = BeautifulSoup(response.content, "html.parser")
        form = self.soup.find("form", id="translation-form")
        self.fields = {
            **{item["name"]: item.get("value", "") for item in form.find_all("input")},
            **{area["name"]: area.text.removeprefix("\n") for area in form.find_all("textarea")},
        }
        return response

    def number(self, source_text):
        """The number of the text whose source says so."""
        return next(
            name.partition("-")[2]
            for name, value in self.fields.items()
            if name.startswith("source-") and value == source_text
        )

    def write(self, source_text, text):
        self.fields[f"text-{self.number(source_text)}"] = text

    def save(self, **extra):
        with self.run(execute=True):
            response = self.client.post(self.url, {**self.fields, **extra}, follow=True)
        return self.read(response)

    def ask(self, source_text, text=None, do="save", **extra):
        """What the server answers to a script."""
        number = self.number(source_text)
        sent = {
            f"{name}-0": self.fields[f"{name}-{number}"]
            for name in ("segment", "source", "seen", "text")
        }
        if text is not None:
            sent["text-0"] = text
        with self.run(execute=True):
            response = self.client.post(
                self.url, {**sent, "do": do, **extra}, headers={"Accept": "application/json"}
            )
        assert response.status_code == 200
        return response.json()

    def part(self, source_text):
        """The element of a text."""
        return self.soup.find(id=f"segment-{self.number(source_text)}")


@pytest.fixture
def screen(admin_client_in, language, django_capture_on_commit_callbacks):
    """A function that opens the view of a unit in an admin in each language."""
    client = admin_client_in(language)

    def opened(unit, *pair):
        return Screen(client, unit, *pair, run=django_capture_on_commit_callbacks)

    return opened


@pytest.fixture
def english_screen(admin_client_in, django_capture_on_commit_callbacks):
    """The same in an English admin."""
    client = admin_client_in("en")
    return lambda unit, *pair: Screen(client, unit, *pair, run=django_capture_on_commit_callbacks)


def test_each_text_stands_beside_its_translation_in_its_own_direction(screen, area):
    page = screen(area)
    part = page.part(RICH)
    source, text = part.select_one("[data-source]"), part.find("textarea")
    assert (source["lang"], source["dir"]) == ("ar", "rtl")
    assert (text["lang"], text["dir"]) == ("en", "ltr")
    assert [tag.text for tag in source.select(".segment-tag")] == ['<a id="1">', "</a>"]
    assert text.text.strip() == 'First paragraph on <a id="1">municipalities</a>.'
    assert part["data-state"] == "complete"
    # In an input from right to left, tags keep their order.
    back = screen(area, "en", "ar").part('First paragraph on <a id="1">municipalities</a>.')
    assert '\u2066<a id="1">\u2069البلديات\u2066</a>\u2069' in back.find("textarea").text


def test_what_is_written_goes_into_the_draft_and_nothing_else(english_screen, arabic_only):
    page = english_screen(arabic_only)
    page.write("جديد", "New")
    page.write(RICH, 'First on <a id="1">municipalities</a>.')
    page.save()
    draft = latest(arabic_only)
    assert draft.title_en == "New"
    [block] = draft.body_en.get_prep_value()
    assert block["value"] == '<p>First on <a linktype="page" id="3">municipalities</a>.</p>'
    assert draft.body_ar.get_prep_value()[1]["value"] == ARABIC[1]["value"]
    stored = BasePage.objects.get(pk=arabic_only.pk)
    assert (stored.title_en, stored.has_unpublished_changes) == ("", True)
    assert page.part(RICH)["data-state"] == "complete"
    revisions = Revision.objects.filter(object_id=str(arabic_only.pk)).count()
    # Saving once more changes nothing.
    page.save()
    assert Revision.objects.filter(object_id=str(arabic_only.pk)).count() == revisions


def test_text_from_right_to_left_is_stored_without_the_signs_of_its_input(english_screen, area):
    source = 'First paragraph on <a id="1">municipalities</a>.'
    page = english_screen(area, "en", "ar")
    page.write(source, 'عن \u2066<a id="1">\u2069البلدية\u2066</a>\u2069 \u2066.')
    page.save()
    html = latest(area).body_ar.get_prep_value()[1]["value"]
    assert '<p>عن <a linktype="page" id="3">البلدية</a> .</p>' in html


def test_an_outdated_text_tells_what_has_changed_and_is_confirmed(screen, area):
    save(area, summary_ar="ملخص جديد")
    page = screen(area)
    part = page.part("ملخص جديد")
    assert part["data-state"] == "outdated"
    [added] = part.select(".segment__change ins")
    assert added.text.strip().endswith("جديد")
    # Its sense does not depend on its looks.
    assert added.select_one(".w-sr-only").text.strip()
    page.save(confirm=part.find("button", attrs={"name": "confirm"})["value"])
    assert page.part("ملخص جديد")["data-state"] == "complete"
    assert latest(area).summary_en == "Summary"


def test_saving_other_texts_confirms_nothing(english_screen, area):
    save(area, summary_ar="ملخص جديد")
    page = english_screen(area)
    page.write("عنوان", "Heading")
    page.save()
    assert states(area)["ملخص جديد"] == "outdated"


def test_what_is_refused_stays_in_its_input_and_says_why(screen, area):
    page = screen(area)
    page.write(RICH, "No link any more.")
    page.write("عنوان", "Heading")
    page.save()
    part = page.part(RICH)
    assert part.find("textarea").text.strip() == "No link any more."
    # The tags that it names keep their order in any admin.
    assert [tag.text for tag in part.select(".segment__problem--error bdi[dir=ltr]")] == [
        '<a id="1">'
    ]
    assert part.find("textarea")["aria-invalid"] == "true"
    draft = latest(area)
    assert (draft.title_en, "No link" in str(draft.body_en)) == ("Heading", False)


def test_a_warning_keeps_nothing_back(english_screen, area):
    page = english_screen(area)
    answer = page.ask("ملخص", "Summary of 12")
    assert answer["isSaved"]
    assert "12" in answer["notesHtml"]
    assert latest(area).summary_en == "Summary of 12"


def test_a_conflict_shows_the_other_text_and_is_decided_by_whoever_saves(english_screen, area):
    page = english_screen(area)
    save(area, title_en="Their title")
    page.write("عنوان", "My title")
    page.save()
    part = page.part("عنوان")
    assert part.find("textarea").text.strip() == "My title"
    assert part.select_one(".segment__theirs").text == "Their title"
    assert latest(area).title_en == "Their title"
    page.save()
    assert latest(area).title_en == "My title"


def test_a_source_that_has_changed_meanwhile_is_shown_anew(english_screen, area):
    page = english_screen(area)
    save(area, summary_ar="ملخص جديد", body_ar=ARABIC[1:])
    page.write("ملخص", "New summary")
    page.write("ما نفعله", "Heading of nothing")
    page.save()
    part = page.part("ملخص جديد")
    assert part.find("textarea").text.strip() == "New summary"
    assert "The source text has changed." in part.text
    assert "Heading of nothing" in page.soup.select_one(".help-critical").text
    page.save()
    assert latest(area).summary_en == "New summary"


def test_an_emptied_text_stays_what_it_was(english_screen, area):
    page = english_screen(area)
    answer = page.ask("عنوان", "  ")
    assert (answer["isSaved"], answer["code"]) == (False, "empty")
    page.write("عنوان", "")
    page.save()
    assert latest(area).title_en == "Title"


def test_typing_makes_one_revision_and_never_writes_into_anothers(english_screen, area):
    page = english_screen(area)
    before = latest(area).latest_revision_id
    revision = ""
    for text in ("N", "Ne", "New title"):
        answer = page.ask("عنوان", text, revision=revision)
        assert answer["isSaved"]
        revision = answer["revision"] or revision
        page.fields["seen-1"] = answer["seen"]
    assert latest(area).title_en == "New title"
    assert Revision.objects.filter(object_id=str(area.pk), pk__gt=before).count() == 1
    save(area, summary_en="Theirs")
    theirs = latest(area).latest_revision_id
    answer = page.ask("عنوان", "Newest title", revision=revision)
    assert answer["revision"] > theirs
    draft = latest(area)
    assert (draft.title_en, draft.summary_en) == ("Newest title", "Theirs")


def test_a_script_is_told_all_that_it_shows(english_screen, area):
    save(area, summary_ar="ملخص جديد", title_ar="عنوان جديد")
    page = english_screen(area)
    answer = page.ask("ملخص جديد", do="confirm")
    assert (answer["isSaved"], answer["state"]) == (True, "complete")
    assert "ins" not in answer["changeHtml"]
    assert BeautifulSoup(answer["progressHtml"], "html.parser").progress["value"] != "100"
    save(area, title_en="Theirs")
    answer = page.ask("عنوان جديد", "Mine")
    assert (answer["isSaved"], answer["code"], answer["seen"]) == (False, "changed", "Theirs")
    assert "Theirs" in answer["notesHtml"]


def test_the_list_is_narrowed_and_leads_on(english_screen, area):
    save(area, summary_ar="ملخص جديد", title_en="")
    page = english_screen(area)
    soup = BeautifulSoup(page.client.get(f"{page.url}?show=outdated").content, "html.parser")
    shown = [part for part in soup.select(".segment") if not part.has_attr("hidden")]
    assert [part["data-state"] for part in shown] == ["outdated"]
    links = [link.get("href", "") for link in page.soup.select(".translation a")]
    assert f"{reverse('wagtailadmin_pages:view_draft', args=[area.pk])}?mode=en" in links
    assert reverse("wagtailadmin_pages:edit", args=[area.pk]) in links
    assert view_url(area, "en", "ar") in links


def test_terms_of_the_glossary_and_what_was_translated_before_are_offered(
    english_screen, home, area
):
    terms = [{"term_ar": "بلدية", "term_en": "municipality", "other_forms_ar": "بلديات"}]
    GlossaryPageFactory(parent=home, terms=terms)
    save(area, summary_ar="سؤال", summary_en="")
    page = english_screen(area)
    part = page.part(RICH)
    assert part.select_one(".segment-term").text == "البلديات"
    assert part.select_one(".segment__terms b").text == "municipality"
    [summary] = page.soup.select(".segment[data-state=missing]")
    assert summary.select_one(".segment__suggested").text == "Question"


def test_a_pictures_words_are_saved_at_once_and_the_page_says_so(english_screen, area):
    image = ImageFactory(alt_ar="مبنى البلدية", alt_en="")
    picture = {"type": "image", "value": {"image": image.pk}, "id": "b9"}
    save(area, body_ar=[*ARABIC, picture])
    page = english_screen(area)
    form = page.soup.find("form", action=view_url(image))
    assert form.find_parent("section").select_one(".help-warning")
    fields = {item["name"]: item.get("value", "") for item in form.find_all("input")}
    [text] = form.find_all("textarea")
    response = page.client.post(view_url(image), {**fields, text["name"]: "A town hall"})
    assert response.url == page.url
    assert CustomImage.objects.get(pk=image.pk).alt_en == "A town hall"
    # The picture has a view of its own, which says the same.
    assert english_screen(image).soup.select_one(".help-warning")


@pytest.fixture
def everyone(db):
    roles.set_up(lambda line: None)


def test_only_who_may_write_the_language_comes_here(client, everyone, area):
    for role, allowed in (
        (roles.translator("en"), [("ar", "en")]),
        (roles.EDITOR, [("ar", "en"), ("en", "ar")]),
        (roles.READER, []),
    ):
        client.force_login(make_member(role, "en"))
        for pair in (("ar", "en"), ("en", "ar")):
            response = client.get(view_url(area, *pair))
            assert (response.status_code == 200) == (pair in allowed), (role, pair)
            if pair not in allowed:
                sent = {"segment-1": "title", "source-1": "", "seen-1": "", "text-1": "Forged"}
                client.post(view_url(area, *pair), sent)
    assert "Forged" not in json.dumps(latest(area).serializable_data(), default=str)


def test_a_lock_leaves_everything_to_be_read(english_screen, area, everyone):
    page = english_screen(area)
    other = make_member(roles.ADMINISTRATOR, "en")
    BasePage.objects.filter(pk=area.pk).update(locked=True, locked_by=other)
    # An administrator may open locks, but not write over them.
    locked = english_screen(area)
    assert locked.soup.select_one(".help-warning").text.strip()
    assert all(text.has_attr("readonly") for text in locked.soup.find_all("textarea"))
    assert not locked.soup.select("#translation-form button[type=submit]")
    answer = page.ask("عنوان", "Mine")
    assert (answer["isSaved"], answer["code"]) == (False, "locked")
    page.write("عنوان", "Mine")
    page.save()
    assert page.part("عنوان").find("textarea").text.strip() == "Mine"
    assert latest(area).title_en == "Title"


@pytest.mark.parametrize(
    "path",
    [
        "basepage-0/ar/en",
        "basepage-99999999999999999999/ar/en",
        "user-1/ar/en",
        "basepage-{pk}/ar/ar",
        "basepage-{pk}/ar/xx",
        "basepage-%00/ar/en",
        "%ff/ar/en",
        "basepage-{pk}/%ff/en",
    ],
)
def test_addresses_of_nothing_are_not_found(admin_client_in, area, path):
    url = "/admin/translations/" + path.format(pk=area.pk) + "/"
    assert admin_client_in("ar").get(url, follow=True).status_code in (400, 404)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ({"do": "save"}, 400),
        ({"do": "explode", "segment-0": "", "source-0": "", "seen-0": "", "text-0": ""}, 400),
        ({"do": "save", "segment-0": "x\0", "source-0": "", "seen-0": "", "text-0": "y"}, 400),
        (
            {
                "do": "save",
                "segment-0": "title",
                "source-0": "عنوان",
                "seen-0": "Title",
                "text-0": "Heading",
                "revision": "9" * 30,
                "number": "x",
            },
            200,
        ),
    ],
)
def test_what_no_form_sends_is_answered_with_a_clear_no(admin_client_in, area, data, code):
    client = admin_client_in("en")
    response = client.post(view_url(area), data, headers={"Accept": "application/json"})
    assert response.status_code == code
    assert client.post(view_url(area), {"segment-1": "title"}).status_code == 400


def test_the_number_of_queries_stays_whatever_the_page_says(
    admin_client_in, area, arabic_only, home, django_assert_max_num_queries
):
    client = admin_client_in("ar")
    GlossaryPageFactory(parent=home)
    counts = []
    image = ImageFactory()
    status.refresh(image)
    many = [{"type": "heading", "value": f"عنوان {n}", "id": f"h{n}"} for n in range(40)]
    picture = {"type": "image", "value": {"image": image.pk}, "id": "b9"}
    for stream in ([*ARABIC, picture], [*ARABIC, *many, picture]):
        save(arabic_only, body_ar=stream)
        client.get(view_url(arabic_only))
        with django_assert_max_num_queries(60) as asked:
            client.get(view_url(arabic_only))
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_editor_and_the_languages_lead_here(admin_client_in, area):
    client = admin_client_in("en")
    for name in ("wagtailadmin_pages:edit", "page_languages"):
        content = client.get(reverse(name, args=[area.pk])).content.decode()
        assert view_url(area) in content
