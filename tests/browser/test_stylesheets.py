"""A browser knows every declaration, selector and condition of the stylesheets."""

import pytest

from tests.stylesheets import SHEETS, conditions, declarations, name_of, selectors

# Each engine knows its own names only, and drops a rule that has another one's.
OF_ANOTHER_ENGINE = "-moz-"
# Chromium's own names of what it does not know by the standard's: they stand before it.
CHROMIUMS = {("text-align", "match-parent"): ("text-align", "-webkit-match-parent")}
UNKNOWN = """([declarations, selectors, conditions]) => {
    const isSelector = text => {
        try {
            return !document.querySelector(text) || true;
        } catch {
            return false;
        }
    };
    return [
        ...declarations.filter(pair => !CSS.supports(...pair)).map(pair => pair.join(": ")),
        ...selectors.filter(text => !isSelector(text)),
        ...conditions.filter(text => matchMedia(text).media === "not all"),
    ];
}"""


@pytest.mark.parametrize("sheet", SHEETS, ids=name_of)
def test_a_browser_knows_all_that_a_stylesheet_says(chromium, sheet):
    page = chromium.new_page()
    declared = [pair for pair in declarations(sheet) if not pair[0].startswith("--")]
    standard = {pair for pair in declared if CHROMIUMS.get(pair) in declared}

    unknown = page.evaluate(
        UNKNOWN,
        [
            [list(pair) for pair in declared if pair not in standard],
            [text for text in selectors(sheet) if OF_ANOTHER_ENGINE not in text],
            list(conditions(sheet)),
        ],
    )
    page.close()

    assert unknown == []
