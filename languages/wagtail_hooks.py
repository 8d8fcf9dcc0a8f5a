"""What the admin needs to show several languages."""

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
    """What shows several languages side by side, each in its own direction."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/languages/admin.css"))


@hooks.register("insert_editor_js")
def editor_scripts():
    """What makes a form's inputs behave as their languages want."""
    return format_html_join(
        "", '<script src="{}"></script>', ((static(path),) for path in EDITOR_SCRIPTS)
    )
