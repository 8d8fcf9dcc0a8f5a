"""From an empty form to what visitors read: an editor, a publisher and a visitor, in a browser.

The whole of it with the admin in Arabic, and again in English.
"""

import re
import subprocess
import sys
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from pages.access.roles import EDITOR, PUBLISHER
from tests.running_site import BASE_DIR, clean_environment
from tests.running_site import sign_in as sign_in_at

PASSWORD = "a good secret"
OTHER = {"ar": "en", "en": "ar"}
TEXTS = {
    "ar": {
        "title": "الموازنة التشاركية",
        "summary": "كيف يقرر السكان معًا أين تُنفق الأموال العامة.",
        "point": "اجتماعات الأحياء",
    },
    "en": {
        "title": "Participatory budgeting",
        "summary": "How residents decide together where public money goes.",
        "point": "Neighbourhood meetings",
    },
}
MAKE_ACCOUNTS = """
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from wagtail.users.models import UserProfile
for name, role in {people!r}:
    if not get_user_model().objects.filter(username=name):
        user = get_user_model().objects.create_user(name, name + "@example.org", {password!r})
        user.groups.add(Group.objects.get(name=role))
        UserProfile.objects.create(user=user, preferred_language={language!r})
"""


@pytest.fixture(params=list(TEXTS))
def language(request):
    """The admin's language."""
    return request.param


@pytest.fixture
def sign_in(language, chromium, running_site):
    """A function that signs in the editor or the publisher, each in a browser of their own."""
    people = [(f"editor-{language}", EDITOR), (f"publisher-{language}", PUBLISHER)]
    data_dir = running_site.data_dir / "data"
    code = MAKE_ACCOUNTS.format(people=people, password=PASSWORD, language=language)
    subprocess.run(
        [sys.executable, "manage.py", "shell", "--verbosity=0", "--command", code],
        cwd=BASE_DIR,
        env=clean_environment(
            DATA_DIR=str(data_dir), SECRET_KEY=(data_dir / "secret_key").read_text().strip()
        ),
        check=True,
        capture_output=True,
    )
    contexts = []

    def sign_in(name):
        context = chromium.new_context(
            base_url=running_site.url,
            viewport={"width": 1280, "height": 900},
            reduced_motion="reduce",
            locale=language,
        )
        contexts.append(context)
        page = context.new_page()
        sign_in_at(page, replace(running_site, user=f"{name}-{language}", password=PASSWORD))
        return page

    yield sign_in
    for context in contexts:
        context.close()


def press(page, name, value=None):
    """Press one of the editor's buttons, which lie in a list that opens."""
    button = page.locator(f"footer [name='{name}']" + (f"[value='{value}']" if value else ""))
    if not button.first.is_visible():
        page.locator("footer [data-w-dropdown-target=toggle]").click()
    button.first.click()


def wait_for_editor(page):
    """Wait until the editor has noted what its form holds, a moment after it is ready."""
    page.wait_for_function(
        "() => window.wagtail?.app?.getControllerForElementAndIdentifier("
        "document.querySelector('[data-edit-form]'), 'w-unsaved')?.initialFormData"
    )


def write_area(page, slug):
    """Write a work area with one point in both languages; its number."""
    wait_for_editor(page)
    page.locator("button[id=id_points-ADD]").click()
    for code, texts in TEXTS.items():
        page.fill(f"#id_title_{code}", f"{texts['title']} {slug}")
        page.fill(f"#id_summary_{code}", texts["summary"])
        page.fill(f"#id_points-0-title_{code}", texts["point"])
    # The editor saves by itself; the page exists from then on.
    expect(page).to_have_url(re.compile(r"/admin/pages/\d+/edit/"))
    expect(page.locator("[data-w-autosave-state-value=saved]").first).to_be_attached()
    return re.search(r"/pages/(\d+)/edit/", page.url)[1]


def preview(page, language):
    """What the preview beside the form shows in a language."""
    page.locator("select[data-w-preview-target=mode], #id_preview_mode").select_option(language)
    return page.frame_locator("iframe[data-w-preview-target=iframe], #w-preview-iframe").first


def test_from_an_empty_form_to_what_visitors_read(language, sign_in, open_page, running_site):
    slug = f"{language}-{uuid4().hex[:6]}"
    editor = sign_in("editor")
    assert editor.locator("html").get_attribute("lang").startswith(language)
    # The index of work areas, as the bar of the public page names it.
    editor.goto("/en/work-areas/")
    index = re.search(
        r"/pages/(\d+)/", editor.locator(".editor-bar__edit").first.get_attribute("href")
    )
    editor.goto(f"/admin/pages/add/work_areas/generalworkareapage/{index[1]}/")
    number = write_area(editor, slug)
    editor.locator("[data-side-panel-toggle=preview]").click()
    for code, texts in TEXTS.items():
        shown = preview(editor, code)
        expect(shown.locator("h1")).to_contain_text(texts["title"])
        expect(shown.locator("html")).to_have_attribute("lang", code)
        expect(shown.locator("main")).to_contain_text(texts["point"])
    editor.locator("[data-side-panel-toggle=preview]").click()
    assert not editor.locator("[name=action-publish]").count()
    press(editor, "action-submit")
    editor.wait_for_url(f"**/admin/pages/{index[1]}/")

    publisher = sign_in("publisher")
    publisher.locator(f"a[href*='/admin/pages/{number}/edit/']").first.click()
    publisher.locator("body.ready").wait_for()
    approve = publisher.locator("[data-workflow-action-name=approve]")
    if not approve.first.is_visible():
        publisher.locator("footer [data-w-dropdown-target=toggle]").click()
    approve.first.click()
    publisher.wait_for_url(f"**/admin/pages/{index[1]}/")
    address = f"work-areas/participatory-budgeting-{slug}/"
    visitor = open_page(f"/{language}/")
    assert visitor.goto(f"/{language}/{address}").status == 404, "An approval publishes nothing."

    publisher.goto(f"/admin/pages/{number}/languages/")
    card = publisher.locator(f"section[aria-labelledby=language-{language}]")
    card.locator("button[name=do][value=release]").click()
    card = publisher.locator(f"section[aria-labelledby=language-{OTHER[language]}]")
    tomorrow = datetime.now().astimezone() + timedelta(days=1)
    card.locator(f"input[name={OTHER[language]}-release-at]").fill(f"{tomorrow:%Y-%m-%d %H:%M}")
    # By keyboard: the calendar lies over the button.
    card.locator("button[value=schedule-release]").press("Enter")
    expect(card.locator("button[value=cancel-release]")).to_be_visible()

    texts = TEXTS[language]
    assert visitor.goto(f"/{language}/{address}").status == 200
    expect(visitor.locator("h1")).to_have_text(f"{texts['title']} {slug}")
    assert visitor.locator("meta[name=robots]").count() == 0
    assert not visitor.locator(".editor-bar").count()
    visitor.goto(f"/{OTHER[language]}/{address}")
    expect(visitor.locator("h1")).to_have_text(f"{texts['title']} {slug}")
    expect(visitor.locator("h1")).to_have_attribute("lang", language)
    assert visitor.locator("meta[name=robots]").get_attribute("content") == "noindex"
    listed = visitor.goto(f"/{OTHER[language]}/work-areas/")
    assert address not in listed.text()

    bar = publisher.goto(f"/{language}/{address}")
    assert "private" in bar.headers["cache-control"]
    expect(publisher.locator(".editor-bar")).to_be_visible()


def test_two_people_in_two_windows_see_both_versions_and_choose(language, sign_in):
    first, second = sign_in("editor"), sign_in("publisher")
    token = uuid4().hex[:6]
    words = [f"What the {which} of us wrote: {token}." for which in ("first", "second")]
    title = f"الخصوصية {token}"
    first.goto("/en/privacy/")
    address = first.locator(".editor-bar__edit").first.get_attribute("href")
    for page in (first, second):
        page.goto(address)
        wait_for_editor(page)
    first.fill("#id_summary_en", words[0])
    expect(first.locator("[data-w-autosave-state-value=saved]").first).to_be_attached()
    second.fill("#id_title_ar", title)
    expect(second.locator("[data-w-autosave-state-value=saved]").first).to_be_attached()
    second.fill("#id_summary_en", words[1])
    expect(second.locator("[data-w-autosave-state-value=paused]").first).to_be_attached()
    second.keyboard.press("Control+s")
    conflict = second.locator(".conflicts__choice")
    expect(conflict).to_have_count(1)
    expect(conflict.locator(".conflicts__text").nth(0)).to_have_text(words[1])
    expect(conflict.locator(".conflicts__text").nth(1)).to_have_text(words[0])
    assert conflict.locator(".conflicts__text").first.get_attribute("dir") == "ltr"
    conflict.locator("input[value^=theirs]").check()
    second.locator("footer button.action-save").first.click()
    expect(second.locator("#id_summary_en")).to_have_value(words[0])
    expect(second.locator("#id_title_ar")).to_have_value(title)
