"""What people need who enlarge text, space it, choose its colours, or hear the page: on every type
of page, in both languages."""

from itertools import pairwise

import pytest

from tests.browser.conftest import PAGES
from tests.conftest import LANGUAGES

NO_PAGES_OF_THE_TREE = [
    "search/?q=SymbioCity",
    "search/?q=zzzz",
    "news/?year=2025",
    "publications/?kind=none",
    "nothing-here/",
]
PHONE, DESKTOP = 320, 1280

# What follows is run in the page. In English or Arabic, a box lies further on than another when it
# is further to the end of a line.
IN_WORDS = """
const words = element => element.outerHTML.slice(0, 90);
const isShown = element => element.checkVisibility({visibilityProperty: true})
    && !element.closest(".visually-hidden, .skip-link, [popover]");
"""
# What stands beyond the window's edge, unless in a part that scrolls by itself; and texts that
# something around them cuts off.
LOST = f"""() => {{
    {IN_WORDS}
    const width = document.documentElement.clientWidth, lost = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {{
        const text = texts.currentNode, range = document.createRange();
        if (!text.data.trim() || !isShown(text.parentElement)) continue;
        range.selectNodeContents(text);
        const box = range.getBoundingClientRect();
        if (!box.width) continue;
        let scrolls = false;
        for (let around = text.parentElement; around; around = around.parentElement) {{
            const style = getComputedStyle(around), edge = around.getBoundingClientRect();
            if (/auto|scroll/.test(style.overflowX)) scrolls = true;
            if (scrolls || around === document.body) break;
            const isBeside = box.left < edge.left - 2 || box.right > edge.right + 2;
            const isBeyond = box.top < edge.top - 4 || box.bottom > edge.bottom + 4;
            const cuts = /hidden|clip/;
            if (cuts.test(style.overflowX) && isBeside || cuts.test(style.overflowY) && isBeyond)
                lost.push(`cut off: ${{words(text.parentElement)}}`);
        }}
        if (!scrolls && (box.left < -1 || box.right > width + 1))
            lost.push(`beyond the edge: ${{words(text.parentElement)}}`);
    }}
    if (document.documentElement.scrollWidth > width) lost.push("the page scrolls sideways");
    return lost.slice(0, 5);
}}"""
DOUBLE = "document.documentElement.style.fontSize = '200%'"
SINGLE = "document.documentElement.style.fontSize = ''"
# WCAG 2.2, 1.4.12. A sheet of the page's own making, which its policy allows.
SPACED = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`
        * { line-height: 1.5 !important; letter-spacing: .12em !important;
            word-spacing: .16em !important }
        p { margin-block-end: 2em !important }`);
    document.adoptedStyleSheets = [sheet];
}"""
UNSPACED = "document.adoptedStyleSheets = []"
MOVING = f"""() => {{
    {IN_WORDS}
    const lasts = times => times.split(",").some(time => parseFloat(time) > 0.01);
    return [...document.querySelectorAll("*")]
        .flatMap(element => [null, "::before", "::after"]
            .map(part => [element, getComputedStyle(element, part)]))
        .filter(([, style]) => lasts(style.transitionDuration)
            || style.animationName !== "none" && lasts(style.animationDuration)
            || style.scrollBehavior === "smooth")
        .map(([element]) => words(element));
}}"""
# Pairs of neighbours in the document of which a reader sees the second one first.
SEEN_BEFORE = f"""selector => {{
    {IN_WORDS}
    const rtl = document.documentElement.dir === "rtl";
    const isAfter = (a, b) => rtl ? b.right <= a.left + 2 : b.left >= a.right - 2;
    const boxes = [...document.querySelectorAll(selector)]
        .filter(isShown)
        .map(element => [element, ...element.getClientRects()])
        .map(boxes => [boxes[0], boxes[1], boxes.at(-1)])
        .filter(([, box]) => box?.width > 1);
    return boxes.slice(1).map((next, place) => [boxes[place], next])
        .filter(([[, , a], [, b]]) => {{
            const shared = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
            const isInOneLine = shared > Math.min(a.height, b.height) / 2;
            return b.bottom <= a.top + 2 && !isAfter(a, b) || isInOneLine && isAfter(b, a);
        }})
        .map(([[a], [b]]) => `${{words(a)}} before ${{words(b)}}`);
}}"""
STOPS = "a[href], button, input:not([type=hidden], [tabindex]), select, textarea, summary"
HEADINGS = "h1, h2, h3, h4, form label, legend, main .text > p"
# Where the focus was, as places in the document.
WATCH = """() => {
    const all = [...document.querySelectorAll("*")];
    window.stops = [];
    document.addEventListener("focusin", event => window.stops.push(all.indexOf(event.target)));
}"""
# What could only be told by a colour that is not there: marks, edges and lines of controls.
COLOURLESS = f"""() => {{
    {IN_WORDS}
    const has = (style, name) => parseFloat(style[name]) > 0;
    const sides = ["Top", "Right", "Bottom", "Left"];
    const edges = style => sides.filter(side => has(style, `border${{side}}Width`)).length;
    const fields = [...document.querySelectorAll("main :is(input, select, textarea, .button)")]
        .filter(element => isShown(element) && !["checkbox", "radio"].includes(element.type))
        .filter(element => ![element, element.parentElement]
            .some(around => edges(getComputedStyle(around)) >= 3));
    const current = [...document.querySelectorAll("[aria-current]")].filter(isShown)
        .filter(element => {{
            const style = getComputedStyle(element);
            return !edges(style) && style.fontWeight < 600
                && !style.textDecorationLine.includes("underline");
        }});
    return [...fields, ...current].map(words);
}}"""


def tree(page):
    """The accessibility tree in the order in which it is read: its nodes, those passed over left
    out, each a dict of ``role``, ``name``, ``description`` and its properties."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    by_id = {node["nodeId"]: node for node in nodes}

    def read(node):
        if not node.get("ignored"):
            told = {entry["name"]: entry["value"] for entry in node.get("properties", [])}
            told |= {name: node.get(name, {}) for name in ("role", "name", "description")}
            yield {name: value.get("value", "") for name, value in told.items()}
        for key in node.get("childIds", []):
            if key in by_id:
                yield from read(by_id[key])

    return list(read(nodes[0]))


def of_role(nodes, *roles):
    """Those of some roles."""
    return [node for node in nodes if node["role"] in roles]


def outline(nodes):
    """The levels of the headings, as they are read."""
    return [node["level"] for node in of_role(nodes, "heading")]


@pytest.fixture(params=[*PAGES, *NO_PAGES_OF_THE_TREE], ids=lambda path: path or "home")
def path(request):
    """The address of each type of page below its language."""
    return request.param


def check_that_nothing_is_lost(page):
    """Text is enlarged or spaced, at either width; nothing moves; nothing is told by a colour."""
    for width in (PHONE, DESKTOP):
        page.set_viewport_size({"width": width, "height": 900})
        for before, after in ((DOUBLE, SINGLE), (SPACED, UNSPACED)):
            page.evaluate(before)
            assert page.evaluate(LOST) == [], (width, before)
            page.evaluate(after)
    assert page.evaluate(MOVING) == []
    page.emulate_media(forced_colors="active")
    assert page.evaluate(COLOURLESS) == []
    page.emulate_media(forced_colors="none")


def check_what_is_heard(nodes):
    """Landmarks, headings and names in the accessibility tree."""
    landmarks = [node["role"] for node in of_role(nodes, "banner", "main", "contentinfo")]
    assert landmarks == ["banner", "main", "contentinfo"]
    navigations = [node["name"] for node in of_role(nodes, "navigation")]
    assert all(navigations)
    assert len(set(navigations)) == len(navigations)
    levels = outline(nodes)
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels)), levels
    controls = of_role(nodes, "link", "button", "textbox", "searchbox", "combobox", "image")
    assert [node for node in controls if not node["name"].strip()] == []


def check_the_order(page):
    """What is heard and reached next is what is seen next; nothing takes the keyboard elsewhere."""
    assert page.evaluate(SEEN_BEFORE, STOPS) == []
    assert page.evaluate(SEEN_BEFORE, HEADINGS) == []
    assert page.locator("[tabindex]:not([tabindex='0'], [tabindex='-1'])").count() == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_can_be_enlarged_spaced_heard_and_reached(open_page, path, language):
    page = open_page(f"/{language}/{path}", width=PHONE, reduced_motion="reduce")

    check_that_nothing_is_lost(page)
    check_what_is_heard(tree(page))
    check_the_order(page)


@pytest.mark.parametrize("path", ["", "contact/", "publications/", "search/?q=SymbioCity"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_keyboard_goes_through_a_page_in_its_order(open_page, path, language):
    page = open_page(f"/{language}/{path}")
    page.evaluate(WATCH)

    for _ in range(page.locator(STOPS).count()):
        page.keyboard.press("Tab")

    stops = page.evaluate("window.stops")
    if stops[0] in stops[1:]:
        # Round once, and on.
        stops = stops[: stops.index(stops[0], 1)]
    assert len(stops) > 12
    assert stops == sorted(set(stops))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_refused_form_tells_each_field_what_is_wrong_with_it(open_page, language):
    page = open_page(f"/{language}/contact/")
    page.fill("main input[type=email]", "nobody")
    page.click(".contact-form button")
    page.wait_for_selector("[role=alert]")

    fields = of_role(tree(page), "textbox", "combobox")
    wrong = [field for field in fields if field.get("invalid") == "true"]

    errors = page.locator(".field__error").all_inner_texts()
    assert len(wrong) == len(errors) >= 3
    for field, error in zip(wrong, errors, strict=True):
        assert field["name"]
        assert error.strip() in field["description"]
    assert of_role(tree(page), "alert")
