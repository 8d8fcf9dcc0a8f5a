"""Styles and scripts of the admin for several languages."""

from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from wagtail import hooks

from languages import admin_labels

EDITOR_SCRIPTS = (
    "js/languages/rich-text-direction.js",
    "js/languages/copy-structure.js",
    "js/languages/stream-languages.js",
    "js/languages/preview-language.js",
)

admin_labels.complete()


@hooks.register("insert_global_admin_css")
def admin_stylesheet():
    """The stylesheet for language columns."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/languages/admin.css"))


@hooks.register("insert_editor_js")
def editor_scripts():
    """The scripts that set direction and language on a form's inputs."""
    return format_html_join(
        "", '<script src="{}"></script>', ((static(path),) for path in EDITOR_SCRIPTS)
    )
