"""What holds on every page in a real browser: room, contrast, semantics, weight."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.conftest import LANGUAGES

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# The same page in the dark differs in nothing else.
RULES_OF_COLOUR = ["color-contrast", "link-in-text-block"]
WIDTHS = [320, 390, 768, 1280, 1920]
PHONE, DESKTOP = 390, 1280
WEIGHT_LIMIT = 40 * 1024
WEIGHT_LIMIT_WITH_PICTURES = 120 * 1024
REQUESTS_LIMIT = 10

OVERFLOW = """() => {
    const width = document.documentElement.clientWidth;
    return document.documentElement.scrollWidth > width
        ? [...document.querySelectorAll("body *")]
            .filter(element => {
                const box = element.getBoundingClientRect();
                return box.width && (box.right > width + 1 || box.left < -1);
            })
            .slice(0, 5)
            .map(element => element.outerHTML.slice(0, 120))
        : [];
}"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_runs_over_the_edge_at_any_width_or_text_size(open_page, path, language):
    page = open_page(f"/{language}/{path}")

    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(OVERFLOW) == [], width
    page.set_viewport_size({"width": DESKTOP, "height": 900})
    page.evaluate("() => { document.documentElement.style.fontSize = '200%' }")
    assert page.evaluate(OVERFLOW) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing(open_page, path, language):
    page = open_page(f"/{language}/{path}", color_scheme="light", reduced_motion="reduce")

    for scheme, width, rules in (
        ("light", PHONE, RULES),
        ("light", DESKTOP, RULES),
        ("dark", DESKTOP, RULES_OF_COLOUR),
    ):
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        results = Axe().run(page, options={"runOnly": rules, "resultTypes": ["violations"]})
        assert results.violations_count == 0, (scheme, width, results.generate_report())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_visit_is_light_and_asks_nobody_else(chromium, running_site, path, language):
    context = chromium.new_context(viewport={"width": PHONE, "height": 800})
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    kinds, sizes, problems = {}, {}, []

    def received(event):
        kinds[event["requestId"]] = (event["type"], event["response"]["url"])

    session.on("Network.responseReceived", received)
    session.on(
        "Network.loadingFinished",
        lambda event: sizes.__setitem__(event["requestId"], event["encodedDataLength"]),
    )
    page.on("console", lambda message: problems.append(message.text))
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto(f"{running_site.url}/{language}/{path}", wait_until="networkidle")
    scripts = page.locator("script[src]").count()
    context.close()

    own = {key for key, (_kind, url) in kinds.items() if "/media/" not in url}
    assert all(url.startswith(running_site.url) for _kind, url in kinds.values())
    assert len(own) <= REQUESTS_LIMIT
    assert sum(sizes[key] for key in own if key in sizes) <= WEIGHT_LIMIT
    assert sum(sizes.values()) <= WEIGHT_LIMIT_WITH_PICTURES
    assert problems == []
    assert scripts == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_is_there_without_javascript(open_page, language):
    # The one page with a script of its own; see the test above for the others.
    path = f"/{language}/search/?q=SymbioCity"
    plain = open_page(path, java_script_enabled=False)
    scripted = open_page(path)

    assert plain.inner_text("main") == scripted.inner_text("main")
