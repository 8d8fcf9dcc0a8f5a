"""What other apps show of work areas."""

from wagtail import hooks


@hooks.register("home_page_sections")
def sections():
    """All work areas and the latest news."""
    return "work_areas/home_sections.html"
