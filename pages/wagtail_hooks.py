"""What the admin does to a page beyond what Wagtail does."""

from django.core.exceptions import PermissionDenied
from django.templatetags.static import static
from django.urls import path, re_path, reverse_lazy
from django.utils import translation
from django.utils.html import format_html
from django.utils.translation import gettext, gettext_lazy
from wagtail import hooks

from languages import cldr
from languages.texts import column, preference
from pages import permissions, private_pictures, rich_text
from pages.content_checks import use_our_checks
from pages.models import CustomImage
from pages.staff import (
    admin_api,
    bulk_publish,
    catalogues,
    dashboard,
    log_actions,
    page_chooser,
    people,
    preferences,
    public_bar,
    release,
    release_actions,
    translation_board,
    translation_exchange,
    translation_notes,
    translation_view,
)
from pages.staff.documents import DocumentIndexView
from pages.staff.messages import MessagesPanel, message_viewset
from pages.staff.viewset import base_page_viewset

page_chooser.accept_wagtails_type()


@hooks.register("register_admin_viewset")
def page_views():
    """The views of pages."""
    return base_page_viewset


@hooks.register("register_admin_viewset")
def message_views():
    """What visitors wrote."""
    return message_viewset


@hooks.register("register_admin_urls")
def preferences_urls():
    """Where the editor keeps what a person wants to see."""
    return [
        path(
            "shown-language/",
            preferences.remember_shown_language,
            name="remember_shown_language",
        )
    ]


@hooks.register("register_admin_urls")
def documents_urls():
    """Our list of documents, at Wagtail's own addresses, which come after these."""
    return [
        path("documents/", DocumentIndexView.as_view()),
        path("documents/results/", DocumentIndexView.as_view(results_only=True)),
    ]


@hooks.register("register_admin_urls")
def catalogue_urls():
    """The words of the interface, for translators."""
    return catalogues.urls()


# After Wagtail's apps, which register what it leaves out.
hooks.register("construct_admin_api", admin_api.restrict, order=1000)


@hooks.register("register_rich_text_features", order=1)
def rich_text_features(features):
    """What rich text can do beyond Wagtail's."""
    rich_text.register(features)


@hooks.register("register_permissions")
def permissions_of_groups():
    """Whose language is whose, for the form of a group."""
    return permissions.registered()


@hooks.register("before_bulk_action")
def limits_of_bulk_actions(request, action_type, objects, action):
    """Nobody does to many things what they may not do to one."""
    people.limit_bulk_action(request, action_type, objects, action)


@hooks.register("after_bulk_action")
def pictures_in_another_collection(request, action_type, objects, action):
    """Wagtail puts many pictures into a collection without saving each."""
    if action_type == "add_to_collection" and action.model is CustomImage:
        private_pictures.put_right(CustomImage.objects.filter(pk__in=[o.pk for o in objects]))


@hooks.register("before_convert_alias_page")
def limits_of_aliases(request, page):
    """Making an alias a page of its own changes what all languages share."""
    if not permissions.may_edit_shared(request.user):
        raise PermissionDenied


@hooks.register("before_move_page")
def limits_of_moves(request, page, destination):
    """Whoever may not move a page is not asked whether they want to."""
    if not page.permissions_for_user(request.user).can_move_to(destination):
        raise PermissionDenied


@hooks.register("register_log_actions")
def release_log_actions(actions):
    """What history says about releasing."""
    log_actions.register(actions)


@hooks.register("register_admin_urls")
def release_urls():
    """The languages of each page."""
    return [
        path(
            "pages/<int:page_id>/languages/", release.LanguagesView.as_view(), name="page_languages"
        )
    ]


@hooks.register("register_admin_urls")
def translation_exchange_urls():
    """Texts taken out for translators, and brought back."""
    return [
        path(
            "translations/export/",
            translation_exchange.ExportView.as_view(),
            name="translation_export",
        ),
        path(
            "translations/import/",
            translation_exchange.ImportView.as_view(),
            name="translation_import",
        ),
        path(
            "translations/import/<int:pk>/",
            translation_exchange.ImportReportView.as_view(),
            name="translation_import_report",
        ),
        path(
            "translations/import/<int:pk>/table/",
            translation_exchange.ImportTableView.as_view(),
            name="translation_import_table",
        ),
    ]


@hooks.register("register_admin_urls")
def translation_urls():
    """Where texts are translated in the browser."""
    return [
        re_path(
            r"^translations/(?P<key>[a-z]+-\d+)/(?P<source>[\w-]+)/(?P<target>[\w-]+)/$",
            translation_view.TranslationView.as_view(),
            name="translation_view",
        )
    ]


@hooks.register("register_page_header_buttons")
def translation_in_header(page, user, view_name, next_url=None):
    """The way from a page's editor and lists to its translation."""
    yield from translation_view.menu_items(page, user, priority=13)


@hooks.register("register_page_listing_more_buttons")
def translation_in_lists(page, user, next_url=None):
    """The way to a page's translation from lists of pages."""
    yield from translation_view.menu_items(page, user, priority=4)


@hooks.register("register_page_header_buttons")
def export_in_header(page, user, view_name, next_url=None):
    """The way from a page to taking out its texts."""
    yield translation_exchange.ExportMenuItem(page=page, priority=13)


@hooks.register("register_page_listing_more_buttons")
def export_in_lists(page, user, next_url=None):
    """The same from lists of pages."""
    yield translation_exchange.ExportMenuItem(page=page, priority=4)


@hooks.register("register_page_header_buttons")
def languages_in_header(page, user, view_name, next_url=None):
    """The way to a page's languages from its editor and from the list of pages below it."""
    yield release.LanguagesMenuItem(page=page, priority=12)


@hooks.register("register_page_listing_more_buttons")
def languages_in_lists(page, user, next_url=None):
    """The way to a page's languages from lists of pages."""
    yield release.LanguagesMenuItem(page=page, priority=3)


@hooks.register("register_admin_urls")
def translation_board_urls():
    """How far everything is translated."""
    board = translation_board.BoardView
    return [
        path("translations/", board.as_view(), name="translation_board"),
        path(
            "translations/results/",
            board.as_view(results_only=True),
            name="translation_board_results",
        ),
        path(
            "translations/<str:key>/still-right/",
            translation_notes.StillRightView.as_view(),
            name="translation_still_right",
        ),
    ]


@hooks.register("register_admin_menu_item")
def translation_board_item():
    """The way to how far everything is translated."""
    return translation_board.BoardMenuItem(
        gettext_lazy("Translations"),
        reverse_lazy("translation_board"),
        name="translations",
        icon_name="globe",
        order=250,
    )


@hooks.register("register_bulk_action", order=1)
class BulkPublish(bulk_publish.PublishAllLanguages):
    """Publishing from lists of pages, in place of Wagtail's."""


@hooks.register("construct_page_action_menu")
def publish_by_language(menu_items, request, context):
    """A button to publish for each language."""
    release_actions.offer_languages(menu_items, request, context)


hooks.register("construct_wagtail_userbar", use_our_checks)


@hooks.register("insert_global_admin_js")
def paste_cleaning():
    """Whatever is pasted into an input of the admin comes in clean."""
    return format_html('<script src="{}"></script>', static("js/paste-cleaning.js"))


@hooks.register("construct_homepage_panels")
def dashboard_panels(request, panels):
    """What waits in each language."""
    panels += [*dashboard.panels(), MessagesPanel()]


@hooks.register("on_serve_page")
def bar_for_editors(serve):
    """Signed-in editors see where to edit a page of the public site, and how its languages are."""
    return public_bar.with_editor_bar(serve)


@hooks.register("after_copy_page")
def title_copy_in_every_language(request, page, new_page):
    """Put a copy's new title into the language it was asked for in, and mark its other titles.

    Wagtail asks for one title, proposing the source's as the active language shows it, and writes
    it to the active language; the rest would be called as in the source.
    """
    if new_page.alias_of_id:
        return
    source = page.get_latest_revision_as_object()
    copy = new_page.get_latest_revision_as_object()
    active = translation.get_language()
    with_title = [code for code in preference(active) if getattr(source, column("title", code))]
    if not with_title:
        return
    titles = {with_title[0]: getattr(copy, column("title", active))}
    for language in set(cldr.language_codes()) - {with_title[0]}:
        title = getattr(source, column("title", language)) or ""
        with translation.override(language):
            # Translators: The title of a copied page.
            titles[language] = title and gettext("%(title)s (copy)") % {"title": title}
    for version in (new_page.specific, copy):
        for language, title in titles.items():
            setattr(version, column("title", language), title)
    columns = [column("title", language) for language in titles]
    new_page.specific.save(update_fields=[*columns, "draft_title"], clean=False)
    # The copy's first revision, which nobody has seen yet, even if it is live.
    revision = new_page.latest_revision
    revision.content, revision.object_str = copy.serializable_data(), str(copy)
    revision.save(update_fields=["content", "object_str"])
