"""Translating in the admin."""

from django.templatetags.static import static
from django.urls import path, re_path, reverse_lazy
from django.utils.html import format_html
from django.utils.translation import gettext_lazy
from wagtail import hooks

from pages.translating.views import board, catalogues, exchange, notes, translation


@hooks.register("register_admin_urls")
def catalogue_urls():
    """The words of the interface, for translators."""
    return catalogues.urls()


@hooks.register("register_admin_urls")
def translation_exchange_urls():
    """Exporting texts for translators, and importing them."""
    return [
        path(
            "translations/export/",
            exchange.ExportView.as_view(),
            name="translation_export",
        ),
        path(
            "translations/import/",
            exchange.ImportView.as_view(),
            name="translation_import",
        ),
        path(
            "translations/import/<int:pk>/",
            exchange.ImportReportView.as_view(),
            name="translation_import_report",
        ),
        path(
            "translations/import/<int:pk>/table/",
            exchange.ImportTableView.as_view(),
            name="translation_import_table",
        ),
    ]


@hooks.register("register_admin_urls")
def translation_urls():
    """Where texts are translated in the browser."""
    return [
        re_path(
            r"^translations/(?P<key>[a-z]+-\d+)/(?P<source>[\w-]+)/(?P<target>[\w-]+)/$",
            translation.TranslationView.as_view(),
            name="translation_view",
        )
    ]


@hooks.register("register_page_header_buttons")
def translation_in_header(page, user, view_name, next_url=None):
    """The way from a page's editor and lists to its translation."""
    yield from translation.menu_items(page, user, priority=13)


@hooks.register("register_page_listing_more_buttons")
def translation_in_lists(page, user, next_url=None):
    """The way to a page's translation from lists of pages."""
    yield from translation.menu_items(page, user, priority=4)


@hooks.register("register_page_header_buttons")
def export_in_header(page, user, view_name, next_url=None):
    """The way from a page to taking out its texts."""
    yield exchange.ExportMenuItem(page=page, priority=13)


@hooks.register("register_page_listing_more_buttons")
def export_in_lists(page, user, next_url=None):
    """The same from lists of pages."""
    yield exchange.ExportMenuItem(page=page, priority=4)


@hooks.register("register_admin_urls")
def translation_board_urls():
    """How far everything is translated."""
    view = board.BoardView
    return [
        path("translations/", view.as_view(), name="translation_board"),
        path(
            "translations/results/",
            view.as_view(results_only=True),
            name="translation_board_results",
        ),
        path(
            "translations/<str:key>/still-right/",
            notes.StillRightView.as_view(),
            name="translation_still_right",
        ),
    ]


@hooks.register("register_admin_menu_item")
def translation_board_item():
    """The way to how far everything is translated."""
    return board.BoardMenuItem(
        gettext_lazy("Translations"),
        reverse_lazy("translation_board"),
        name="translations",
        icon_name="globe",
        order=250,
    )


@hooks.register("insert_global_admin_css")
def admin_stylesheet():
    """What the admin shows of translations; a screen's own stylesheet is in its template."""
    return format_html(
        '<link rel="stylesheet" href="{}">', static("css/pages/translating/admin.css")
    )
