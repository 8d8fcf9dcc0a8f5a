"""Every block's and every item's controls under the mouse: both admin languages, both columns."""

import pytest
from playwright.sync_api import expect

from tests.running_site import sign_in

LANGUAGES = ["ar", "en"]
# In the order of the list that adds them.
KINDS = [
    "heading", "rich_text", "image", "quote", "callout", "accordion", "key_figures", "table",
    "document", "video", "buttons",
]  # fmt: skip
WITH_ITEMS = {"accordion": "items", "key_figures": "figures", "buttons": "buttons"}


@pytest.fixture(scope="module", params=LANGUAGES)
def admin(request, chromium, running_site):
    """A page of an administrator whose admin is in each language, and the home page's number."""
    context = chromium.new_context(
        base_url=running_site.url,
        viewport={"width": 1440, "height": 900},
        locale=request.param,
        reduced_motion="reduce",
    )
    # Blocks slide in and out, whatever a browser prefers: a control that moves may be missed.
    context.add_init_script(
        "document.addEventListener('DOMContentLoaded', () => { jQuery.fx.off = true; });"
    )
    page = context.new_page()
    sign_in(page, running_site)
    page.goto("/en/")
    home = page.locator(".editor-bar__edit").first.get_attribute("href").split("/")[3]
    yield page, home
    context.close()


@pytest.fixture
def editor(admin):
    """The editor of a new content page."""
    page, home = admin
    page.goto(f"/admin/pages/add/pages/contentpage/{home}/")
    page.locator("body.ready").wait_for()
    return page


@pytest.fixture(params=LANGUAGES)
def column(request, editor):
    """The body of the page in each language."""
    return editor.locator(f"[data-stream][data-language={request.param}]").first


def children(sequence, container="stream"):
    """The blocks of a stream or the items of a list that are not deleted."""
    return sequence.locator(f"[data-streamfield-{container}-container]").first.locator(
        "> [data-streamfield-child]:not([aria-hidden])"
    )


def click(control):
    """Click a control once what was added before is shown: it moves what stands below."""
    control.page.wait_for_function(
        """() => !jQuery("[data-streamfield-child]").not("[aria-hidden], [aria-hidden] *")
          .filter(":hidden").length"""
    )
    control.click()


def add_block(column, kind):
    """Add a block at the end with the mouse."""
    before = children(column).count()
    button = column.locator("[data-streamfield-stream-container] > div > button").last
    click(button)
    options = button.evaluate_handle("button => button._tippy.popper")
    option = column.page.wait_for_function(
        "([list, number]) => list.querySelectorAll('[role=option]')[number]",
        arg=[options, KINDS.index(kind)],
    )
    option.as_element().click()
    expect(children(column)).to_have_count(before + 1)
    return children(column).last


def kinds(column):
    """The kinds of the blocks in their order."""
    return column.evaluate(
        """column => {
          const id = column.querySelector("[id$=-root]")?.id
            ?? `${column.querySelector("[name$=-count]").name.replace(/-count$/, "")}-root`;
          return document.getElementById(id).rootBlock.children.map(child => child.type);
        }"""
    )


def press(part, action):
    """Click a control of a block or an item, where the mouse finds it."""
    click(part.locator(f"[data-streamfield-action={action}]").first)


def test_each_kind_of_block_is_added_moved_copied_and_deleted(column):
    for kind in KINDS:
        add_block(column, kind)
    assert kinds(column) == KINDS
    for place, kind in enumerate(KINDS):
        block = children(column).nth(place)
        press(block, "DUPLICATE")
        assert kinds(column)[place : place + 2] == [kind, kind]
        press(children(column).nth(place + 1), "DELETE")
        expect(children(column)).to_have_count(len(KINDS))
        way_there, way_back = ("MOVE_UP", "MOVE_DOWN") if place else ("MOVE_DOWN", "MOVE_UP")
        press(block, way_there)
        moved = place - 1 if place else 1
        assert kinds(column)[moved] == kind
        press(children(column).nth(moved), way_back)
        assert kinds(column) == KINDS


@pytest.mark.parametrize("kind", list(WITH_ITEMS))
def test_each_kind_of_item_is_added_moved_and_deleted(column, kind):
    block = add_block(column, kind)
    items = children(block, "list")
    expect(items).to_have_count(1)
    items.first.locator("input[type=text]").first.fill("1")
    click(block.locator("[data-streamfield-list-container] > button").last)
    expect(items).to_have_count(2)
    press(items.nth(1), "MOVE_UP")
    expect(items.nth(1).locator("input[type=text]").first).to_have_value("1")
    press(items.first, "DELETE")
    expect(items).to_have_count(1)
    expect(items.first.locator("input[type=text]").first).to_have_value("1")


def test_a_tables_rows_and_columns_are_added_and_deleted(column):
    table = add_block(column, "table")
    rows, heads = table.locator("tbody tr"), table.locator("input.column-heading")
    for number in range(2):
        click(table.locator("[data-append-column]"))
        # The first column is of plain text, the second with links.
        click(table.locator(".add-column-menu button").nth(number))
        expect(heads).to_have_count(number + 1)
        heads.nth(number).fill(f"head {number}")
    expect(rows).to_have_count(1)
    rows.first.locator("input[type=text]").fill("first")
    click(table.locator("[data-add-row]"))
    expect(rows).to_have_count(2)
    click(rows.first.locator(".prepend-row"))
    expect(rows).to_have_count(3)
    expect(rows.nth(1).locator("input[type=text]")).to_have_value("first")
    click(rows.first.locator(".delete-row"))
    expect(rows).to_have_count(2)
    click(table.locator(".prepend-column").first)
    click(table.locator(".add-column-menu button").first)
    expect(heads).to_have_count(3)
    expect(heads.nth(1)).to_have_value("head 0")
    click(table.locator(".delete-column").first)
    expect(heads).to_have_count(2)
    expect(heads.first).to_have_value("head 0")


def test_items_of_a_page_are_added_moved_and_deleted(admin):
    page, home = admin
    page.goto(f"/admin/pages/add/contact/contactpage/{home}/")
    page.locator("body.ready").wait_for()
    items = page.locator("#id_form_fields-FORMS > [data-inline-panel-child]:visible")
    before = items.count()
    for number in range(2):
        click(page.locator("#id_form_fields-ADD"))
        expect(items).to_have_count(before + number + 1)
    items.nth(before).locator("input[type=text]").first.fill("first")
    click(items.nth(before).locator("[data-inline-panel-child-move-down]"))
    moved = items.nth(before + 1).locator("input[type=text]").first
    expect(moved).to_have_value("first")
    click(items.nth(before).locator("[id$=-DELETE-button]"))
    expect(items).to_have_count(before + 1)


TEXTS = "input[type=text]:not([name$='-language']), textarea:not([name$='-language'])"


def test_the_structure_of_every_kind_of_block_is_copied_without_its_texts(editor):
    source, target = (
        editor.locator(f"[data-stream][data-language={code}]").first for code in LANGUAGES
    )
    for kind in KINDS:
        block = add_block(source, kind)
        if kind == "table":
            click(block.locator("[data-append-column]"))
            click(block.locator(".add-column-menu button").first)
        for text in block.locator(TEXTS).all():
            text.fill("نص")
        if kind == "key_figures":
            block.locator("input[name$='-value-value']").fill("8")
        if kind == "table":
            press(block, "DUPLICATE")
            expect(children(source)).to_have_count(KINDS.index(kind) + 2)
            copied = children(source).last
            expect(copied.locator("[name$=-caption]")).to_have_value("نص")
            press(copied, "DELETE")
            expect(children(source)).to_have_count(KINDS.index(kind) + 1)
    click(target.locator("[data-copy]"))
    expect(children(target)).to_have_count(len(KINDS))
    assert kinds(target) == KINDS
    visible = [text.input_value() for text in target.locator(TEXTS).all() if text.is_visible()]
    # A number alone is no text of a language.
    assert sorted(visible) == [*[""] * (len(visible) - 1), "8"]
    said = target.locator(".source-text").all_inner_texts()
    assert said.count("نص") == len(said) == len(visible) - 1
