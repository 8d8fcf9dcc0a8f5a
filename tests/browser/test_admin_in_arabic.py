"""The admin in Arabic: from right to left, without a word of English, on any width of screen."""

import re

import pytest
from playwright.sync_api import expect

from tests.running_site import sign_in

# What stays in Latin letters: names of products, formats and languages, the name of the root page,
# and what staff gave a name to themselves.
LATIN_WORDS = re.compile(
    r"\b(Wagtail|English|URL|JavaScript|localhost|Root|CSV|XLSX|TSV|AVIF|GIF|JPE?G|PNG|WEBP|LDAP|"
    r"Ctrl|Alt|Shift|Esc|Enter|UTC|v?\d[\d.]*\w*)\b"
)
# The workflow that the demo site comes with is called in both languages at once.
WORKFLOW = "Review / المراجعة"
# Addresses, names of files and of models.
LATIN_NAMES = re.compile(r"\S*(?:[./@]|://)\S+|\b\w+_\w+\b")
# Texts that say themselves what language they are in, and data: names of people, groups, pictures.
DATA = (
    "[lang=en], code, kbd, script, style, noscript, template, svg, iframe, option, textarea,"
    " .sidebar-footer, .avatar, td.title, td.username, .image-choice, #header-title > span,"
    " .chooser__title, .w-minimap"
)
VISIBLE_TEXTS = """data => {
  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const holder = walker.currentNode.parentElement;
    if (!holder.closest(data) && holder.checkVisibility({ visibilityProperty: true }))
      texts.push(walker.currentNode.textContent.trim());
  }
  for (const name of ["aria-label", "title", "placeholder", "alt"])
    for (const holder of document.querySelectorAll(`[${name}]`))
      if (!holder.closest(data)) texts.push(holder.getAttribute(name));
  return texts;
}"""
SCREENS = [
    "",
    "pages/",
    "pages/{home}/",
    "pages/{home}/add_subpage/",
    "pages/add/pages/contentpage/{home}/",
    "pages/{home}/edit/",
    "pages/{home}/history/",
    "pages/{child}/usage/",
    "pages/{child}/copy/",
    "pages/{child}/move/",
    "pages/{child}/delete/",
    "pages/{child}/unpublish/",
    "pages/{child}/languages/",
    "bulk/pages/basepage/publish/?id={child}",
    "bulk/pages/basepage/unpublish/?id={child}",
    "bulk/pages/basepage/move/?id={child}",
    "bulk/pages/basepage/delete/?id={child}",
    "pages/search/?q=الإدارة",
    "images/",
    "images/add/",
    "images/multiple/add/",
    "images/{image}/",
    "images/{image}/delete/",
    "documents/",
    "documents/add/",
    "documents/multiple/add/",
    "users/",
    "users/new/",
    "groups/",
    "groups/new/",
    "sites/",
    "sites/new/",
    "collections/",
    "collections/add/",
    "redirects/",
    "redirects/add/",
    "redirects/import/",
    "settings/pages/siteidentity/",
    "settings/pages/navigation/",
    "reports/locked/",
    "reports/workflow/",
    "reports/workflow_tasks/",
    "reports/site-history/",
    "reports/aging-pages/",
    "reports/page-types-usage/",
    "workflows/list/",
    "workflows/add/",
    "workflows/tasks/index/",
    "account/",
]


def english_texts(page, allowed):
    """What a reader of Arabic sees or hears on a screen in English."""
    found = set()
    # What staff call a file.
    names = page.locator("#id_title").evaluate_all("inputs => inputs.map(({ value }) => value)")
    for text in page.evaluate(VISIBLE_TEXTS, DATA):
        rest = text
        for name in filter(None, (allowed, WORKFLOW, *names)):
            rest = rest.replace(name, "")
        rest = LATIN_WORDS.sub("", LATIN_NAMES.sub("", rest))
        if re.search(r"[A-Za-z]{2}", rest):
            found.add(text)
    return sorted(found)


@pytest.fixture(scope="module")
def arabic_admin(chromium, running_site):
    """A page of an administrator whose admin is in Arabic."""
    context = chromium.new_context(base_url=running_site.url, locale="ar", reduced_motion="reduce")
    page = context.new_page()
    sign_in(page, running_site)
    yield page
    context.close()


@pytest.fixture(scope="module")
def numbers(arabic_admin):
    """The numbers of the home page, of a page below it and of a picture, by which their screens are
    found."""

    def first(path):
        arabic_admin.goto(path)
        address = arabic_admin.locator("td.title a[href$='/edit/']").first.get_attribute("href")
        return re.search(r"/pages/(\d+)/", address)[1]

    home = first("/admin/pages/")
    child = first(f"/admin/pages/{home}/")
    arabic_admin.goto("/admin/images/")
    image = re.search(r'href="/admin/images/(\d+)/', arabic_admin.content())[1]
    return {"home": home, "child": child, "image": image}


@pytest.fixture(params=SCREENS, ids=lambda path: path or "dashboard")
def screen(request, arabic_admin, numbers):
    """Each screen of the admin, opened."""
    response = arabic_admin.goto(f"/admin/{request.param.format(**numbers)}")
    assert response.status == 200
    arabic_admin.locator("body.ready").wait_for()
    return arabic_admin


def test_screen_is_arabic_and_fits_any_width(screen, running_site):
    assert screen.get_attribute("html", "lang") == "ar"
    assert screen.get_attribute("html", "dir") == "rtl"
    for width in (1400, 390):
        screen.set_viewport_size({"width": width, "height": 900})
        overflow = screen.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert overflow <= 0, width
    screen.set_viewport_size({"width": 1400, "height": 900})
    assert english_texts(screen, running_site.user) == []


@pytest.mark.parametrize("path", ["login/", "password_reset/"])
def test_door_is_arabic(open_page, running_site, path):
    page = open_page(f"/admin/{path}", locale="ar")
    assert page.get_attribute("html", "dir") == "rtl"
    assert english_texts(page, running_site.user) == []


@pytest.mark.parametrize("panel", ["status", "preview", "checks", "comments"])
def test_side_panel_is_arabic(arabic_admin, numbers, running_site, panel):
    arabic_admin.set_viewport_size({"width": 1400, "height": 900})
    arabic_admin.goto(f"/admin/pages/{numbers['child']}/edit/")
    toggle = arabic_admin.locator(f"[data-side-panel-toggle={panel}]")
    if toggle.get_attribute("aria-expanded") != "true":
        toggle.click()
    arabic_admin.locator(f"[data-side-panel={panel}]").wait_for()
    assert english_texts(arabic_admin, running_site.user) == []


def open_preview(page, number):
    """Open a page's editor with its preview beside it."""
    page.set_viewport_size({"width": 1400, "height": 900})
    page.goto(f"/admin/pages/{number}/edit/")
    page.locator("body.ready").wait_for()
    toggle = page.locator("[data-side-panel-toggle=preview]")
    if toggle.get_attribute("aria-expanded") != "true":
        toggle.click()


def test_preview_is_as_wide_as_the_device_and_opens_in_a_tab_in_each_language(
    arabic_admin, numbers
):
    open_preview(arabic_admin, numbers["child"])
    frame = arabic_admin.locator("#w-preview-iframe")
    mode = arabic_admin.locator("#id_preview_mode")
    for language, direction in (("ar", "rtl"), ("en", "ltr")):
        mode.select_option(language)
        shown = arabic_admin.frame_locator("#w-preview-iframe").locator("html")
        expect(shown).to_have_attribute("lang", language)
        expect(shown).to_have_attribute("dir", direction)
        for name, width in (("mobile", 375), ("desktop", 1280)):
            size = f"[data-w-preview-target=size][value={name}]"
            arabic_admin.locator(size).check(force=True)
            assert frame.evaluate("element => element.contentWindow.innerWidth") == width
        with arabic_admin.expect_popup() as opened:
            arabic_admin.locator("[data-w-preview-target=newTab]").click()
        tab = opened.value
        expect(tab.locator("html")).to_have_attribute("lang", language)
        assert tab.locator("h1").is_visible()
        tab.close()


# Chooses a language when the preview in the other one is on its way already; waits for that.
CHOOSE_TWICE = """async ([first, second]) => {
    const mode = document.getElementById("id_preview_mode");
    const choose = language => {
        mode.value = language;
        mode.dispatchEvent(new Event("change", { bubbles: true }));
    };
    const told = name => new Promise(resolve =>
        document.addEventListener(name, () => setTimeout(resolve), { once: true }));
    const [underWay, loaded] = [told("w-preview:load"), told("w-preview:loaded")];
    choose(first);
    await underWay;
    choose(second);
    await loaded;
}"""


@pytest.mark.parametrize("languages", [("ar", "en"), ("en", "ar")])
def test_preview_shows_the_language_that_was_chosen_last(arabic_admin, numbers, languages):
    open_preview(arabic_admin, numbers["child"])
    shown = arabic_admin.frame_locator("#w-preview-iframe").locator("html")
    shown.locator("h1").wait_for()
    arabic_admin.evaluate(CHOOSE_TWICE, languages)
    expect(shown).to_have_attribute("lang", languages[1])
    assert arabic_admin.locator("#id_preview_mode").input_value() == languages[1]


def test_preview_of_a_form_with_errors_is_asked_for_once(arabic_admin, numbers):
    open_preview(arabic_admin, numbers["child"])
    arabic_admin.frame_locator("#w-preview-iframe").locator("h1").wait_for()
    arabic_admin.locator("#id_slug").evaluate("input => { input.value = '!!' }")
    asked = []
    address = re.compile(r"/edit/preview/")
    arabic_admin.on(
        "request",
        lambda request: (
            request.method == "POST" and address.search(request.url) and asked.append(request)
        ),
    )
    with arabic_admin.expect_response(address) as answer:
        arabic_admin.locator("#id_preview_mode").select_option("en")
    assert answer.value.json()["is_valid"] is False
    arabic_admin.wait_for_timeout(2_000)
    assert len(asked) == 1


def test_link_dialogue_opens_in_arabic(arabic_admin, numbers, running_site):
    arabic_admin.goto(f"/admin/pages/{numbers['child']}/edit/")
    text = arabic_admin.locator(".public-DraftEditor-content").first
    text.click()
    arabic_admin.keyboard.press("Control+a")
    arabic_admin.locator("button[name=LINK]:visible").first.click()
    dialogue = arabic_admin.locator(".modal-body")
    dialogue.wait_for()
    kinds = arabic_admin.locator(".link-types a")
    for number in range(kinds.count()):
        kinds.nth(number).click()
        arabic_admin.wait_for_load_state("networkidle")
        assert english_texts(arabic_admin, running_site.user) == []


def test_path_keeps_its_stroke_in_front(arabic_admin):
    # In a run from right to left "/old" would read "old/".
    arabic_admin.goto("/admin/redirects/add/")
    arabic_admin.fill("[name=old_path]", "/old")
    arabic_admin.fill("[name=redirect_link]", "https://example.org/")
    assert (
        arabic_admin.locator("[name=old_path]").evaluate("e => getComputedStyle(e).direction")
        == "ltr"
    )
    arabic_admin.locator("main footer button[type=submit], main button[type=submit]").last.click()
    arabic_admin.wait_for_url("**/admin/redirects/")
    name = arabic_admin.locator("td.title a", has_text="/old")
    stroke, letter = name.evaluate(
        """link => {
          const node = [...link.childNodes].find(n => n.textContent.includes("/old"));
          const start = node.textContent.indexOf("/old");
          return [start, start + 1].map(at => {
            const range = document.createRange();
            range.setStart(node, at);
            range.setEnd(node, at + 1);
            return range.getBoundingClientRect().x;
          });
        }"""
    )
    assert stroke < letter
