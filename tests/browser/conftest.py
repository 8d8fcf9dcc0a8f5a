"""What the browser tests share: the running site, its pages, a Chromium."""

import pytest

from work_areas.demo import content

PAGES = [
    "",
    *(f"{slug}/" for slug in content.TOP_PAGES),
    *(f"{parent}/{slug}/" for parent, slugs in content.BELOW.items() for slug in slugs),
]


# What visitors see; the rest is staff's.
PUBLIC = {
    "test_direction.py",
    "test_every_page.py",
    "test_keyboard.py",
    "test_paper.py",
    "test_terms.py",
}


def pytest_collection_modifyitems(items):
    """All of these need Chromium; those of visitors share one running site, and those of staff."""
    for item in items:
        if item.path.is_relative_to(__file__.rpartition("/")[0]):
            group = "running_site" if item.path.name in PUBLIC else "running_site_of_staff"
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group(group))


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
