"""Titles below the search field while a reader types: by keyboard, with roles, and dispensable."""

import pytest

TYPED = {"ar": "الديم", "en": "local dem"}


@pytest.mark.browser
@pytest.mark.parametrize("language", ["ar", "en"])
def test_titles_are_offered_and_chosen_by_keyboard(open_page, language):
    page = open_page(f"/{language}/search/")
    field = page.get_by_role("combobox")
    field.press_sequentially(TYPED[language])

    option = page.get_by_role("option").first
    option.wait_for()
    assert field.get_attribute("aria-expanded") == "true"
    field.press("ArrowDown")
    assert option.get_attribute("aria-selected") == "true"
    assert field.get_attribute("aria-activedescendant") == option.get_attribute("id")
    title = option.inner_text()

    field.press("Escape")
    assert page.get_by_role("option").count() == 0
    assert field.input_value() == TYPED[language]
    field.press("ArrowDown")
    field.press_sequentially(" ")
    option.wait_for()
    field.press("ArrowDown")
    field.press("Enter")
    page.wait_for_url("**/search/?q=*")
    assert page.get_by_role("main").get_by_role("heading", level=2).first.inner_text() == title
