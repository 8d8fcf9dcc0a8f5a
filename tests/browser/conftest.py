"""What the browser tests share: the running site, its pages, a Chromium."""

import pytest
from playwright.sync_api import expect

from work_areas.demo import content

# States are waited for as long as a busy machine may take: no test depends on its pace.
expect.set_options(timeout=30_000)

PAGES = [
    "",
    *(f"{slug}/" for slug in content.TOP_PAGES),
    *(
        f"{top}/{content.read(name)['slug']}/"
        for top, names in content.PAGES_BELOW.items()
        # Areas differ in structure; of what looks alike, one page stands for all.
        for name in (names if top == "work-areas" else names[-1:])
    ),
]


def pytest_collection_modifyitems(items):
    """All of these need Chromium."""
    for item in items:
        if item.path.is_relative_to(__file__.rpartition("/")[0]):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(params=PAGES, ids=lambda path: path or "home")
def path(request):
    """The address of each page of the demo site below its language."""
    return request.param


@pytest.fixture
def open_page(chromium, running_site):
    """A function that opens an address in a window of its own: path, width, and what else a
    browser context takes."""
    contexts = []

    def open_in(path, width=1280, height=900, **options):
        context = chromium.new_context(
            base_url=running_site.url, viewport={"width": width, "height": height}, **options
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(path)
        return page

    yield open_in
    for context in contexts:
        context.close()
