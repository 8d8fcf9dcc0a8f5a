"""The CMS works in a browser under its strict content security policy, in both languages."""

import io
import sqlite3
from contextlib import closing

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.running_site import sign_in

pytestmark = pytest.mark.browser


class Staff:
    """A signed-in administrator's page, and everything that its console complained of."""

    def __init__(self, context, site):
        self.site = site
        self.complaints = []
        self.page = context.new_page()
        self.page.on("console", self.hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        # What the policy forbids is told to the document, also where the console stays silent.
        self.page.add_init_script(
            "document.addEventListener('securitypolicyviolation', (event) => console.error("
            "`policy ${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}"
            ":${event.lineNumber} ${event.sample}`));"
        )

    def hear(self, message):
        """Remember an error of the console."""
        if message.type == "error":
            self.complaints.append(f"{self.page.url}: {message.text}")

    def open(self, path):
        """Go to an address and wait until its scripts have run."""
        response = self.page.goto(f"{self.site.url}{path}")
        assert response.status == 200, path
        self.page.locator("body.ready").wait_for()
        return self.page


@pytest.fixture(scope="module", params=["ar", "en"])
def signed_in(request, chromium, running_site):
    """A browser context whose cookies are an administrator's, in a browser of each language."""
    context = chromium.new_context(
        viewport={"width": 1280, "height": 900}, locale=request.param, reduced_motion="reduce"
    )
    page = context.new_page()
    sign_in(page, running_site)
    assert page.get_attribute("html", "lang") == request.param
    page.close()
    yield context
    context.close()


@pytest.fixture
def staff(signed_in, running_site):
    """The administrator; the test fails if the console complained."""
    staff = Staff(signed_in, running_site)
    yield staff
    staff.page.close()
    assert staff.complaints == []


def numbers(staff, condition):
    """The numbers of the running site's pages that meet a condition in SQL, in tree order."""
    path = staff.site.data_dir / "data" / "db.sqlite3"
    sql = f"SELECT id FROM pages_basepage WHERE {condition} ORDER BY path"
    with closing(sqlite3.connect(path, timeout=20)) as database:
        return [number for (number,) in database.execute(sql)]


@pytest.fixture
def home(staff):
    """The number of the home page."""
    [number] = numbers(staff, "depth = 2")
    return number


@pytest.fixture
def index(staff):
    """The number of the page that holds the work areas."""
    [number] = numbers(staff, "slug = 'work-areas'")
    return number


@pytest.mark.parametrize(
    "path",
    [
        "/admin/",
        "/admin/pages/",
        "/admin/images/",
        "/admin/images/multiple/add/",
        "/admin/documents/",
        "/admin/documents/multiple/add/",
        "/admin/users/",
        "/admin/users/new/",
        "/admin/groups/",
        "/admin/groups/new/",
        "/admin/sites/",
        "/admin/redirects/",
        "/admin/redirects/add/",
        "/admin/collections/",
        "/admin/workflows/list/",
        "/admin/reports/site-history/",
        "/admin/reports/locked/",
        "/admin/reports/aging-pages/",
        "/admin/account/",
        "/admin/settings/pages/siteidentity/",
    ],
)
def test_screen_opens_without_complaint(staff, path):
    staff.open(path)


def test_every_kind_of_page_can_be_opened_for_editing(staff):
    of_each_kind = (
        "id IN (SELECT min(id) FROM pages_basepage WHERE depth > 1 GROUP BY content_type_id)"
    )
    pages = numbers(staff, of_each_kind)
    assert len(pages) > 16
    for number in pages:
        editor = staff.open(f"/admin/pages/{number}/edit/")
        assert editor.locator("[data-edit-form]").count() == 1


def test_child_item_is_added_by_its_button(staff):
    [number] = numbers(staff, "slug = 'decentralisation'")
    editor = staff.open(f"/admin/pages/{number}/edit/")
    button = editor.locator("button[id$=-ADD]").first
    prefix = button.get_attribute("id").removesuffix("-ADD")
    total = editor.locator(f"#{prefix}-TOTAL_FORMS")
    before = int(total.input_value())
    button.click()
    expect(total).to_have_value(str(before + 1))


def test_stream_block_is_added(staff, home):
    editor = staff.open(f"/admin/pages/{home}/edit/")
    field = editor.locator("[data-contentpath=body_ar]")
    count = field.locator("[data-streamfield-stream-count]").first
    before = int(count.input_value())
    field.locator("button.c-sf-add-button").first.click()
    editor.locator("[role=option]:visible").first.click()
    expect(count).to_have_value(str(before + 1))


def test_date_is_chosen_for_publishing_a_language(staff, home):
    page = staff.open(f"/admin/pages/{home}/languages/")
    page.locator("input[name=ar-release-at]").click()
    page.locator(".xdsoft_datetimepicker:visible").wait_for()


def test_chooser_opens(staff, index):
    editor = staff.open(f"/admin/pages/add/work_areas/generalworkareapage/{index}/")
    editor.locator("[data-chooser-action-choose]:visible").first.click()
    editor.locator(".modal-body").wait_for()


def test_preview_shows_the_page_in_its_frame(staff, home):
    editor = staff.open(f"/admin/pages/{home}/edit/")
    editor.locator("[data-side-panel-toggle=preview]").click()
    editor.frame_locator("iframe.w-preview__iframe").first.locator("h1").wait_for()


def picture():
    """A small image file, unlike any other one, as a browser hands it over."""
    buffer = io.BytesIO()
    Image.effect_noise((64, 48), 50).save(buffer, "PNG")
    return {"name": "teal.png", "mimeType": "image/png", "buffer": buffer.getvalue()}


def test_image_is_uploaded_by_the_form(staff):
    page = staff.open("/admin/images/add/")
    page.set_input_files("input[name=file]", picture())
    expect(page.locator("input[name=title]")).to_have_value("teal")
    page.fill("input[name=alt_ar]", "ضجيج")
    page.fill("input[name=alt_en]", "Noise")
    page.locator("main button[type=submit]").click()
    page.wait_for_url("**/admin/images/")
    page.wait_for_load_state("networkidle")
    assert page.locator("main img").first.evaluate("image => image.naturalWidth") > 0


def test_images_are_uploaded_in_a_heap(staff):
    page = staff.open("/admin/images/multiple/add/")
    page.set_input_files("#fileupload", picture())
    page.locator("#upload-list .status-msg.success:visible").wait_for()
    page.locator("#upload-list input[name$=title]").wait_for()
