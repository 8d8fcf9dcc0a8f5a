"""Wagtail hooks of work areas."""

from wagtail import hooks


@hooks.register("home_page_sections")
def sections():
    """The home page's sections: work areas and the latest news."""
    return "work_areas/home_sections.html"
