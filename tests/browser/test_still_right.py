"""Saying that a translation is still right, while something else is being written."""

from playwright.sync_api import expect

from tests.running_site import sign_in


def test_confirming_a_translation_keeps_what_is_being_written(chromium, running_site):
    context = chromium.new_context(base_url=running_site.url, locale="en")
    page = context.new_page()
    sign_in(page, running_site)
    page.goto("/en/")
    parent = page.locator(".editor-bar__edit").first.get_attribute("href").split("/")[3]
    page.goto(f"/admin/pages/add/pages/contentpage/{parent}/")
    page.locator("body.ready").wait_for()
    page.fill("[name=title_ar]", "قانون البلديات")
    page.fill("[name=title_en]", "The law on municipalities")
    save = page.locator("form#page-edit-form button.action-save")
    with page.expect_navigation():
        save.click()
    page.locator("body.ready").wait_for()
    page.fill("[name=title_ar]", "قانون البلديات الجديد")
    with page.expect_navigation():
        save.click()
    page.locator("body.ready").wait_for()
    note = page.locator("[data-outdated-note]")
    expect(note).to_have_count(1)
    page.fill("[name=summary_en]", "Not saved yet")
    address = page.url
    with page.expect_response("**/still-right/") as answered:
        note.get_by_role("button").click()
    assert answered.value.ok
    expect(note.get_by_role("status")).to_have_text(answered.value.json()["message"])
    expect(note.get_by_role("button")).to_be_hidden()
    assert page.url == address
    assert page.input_value("[name=summary_en]") == "Not saved yet"
    context.close()
