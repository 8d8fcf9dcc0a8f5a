"""What the admin does to a page beyond what Wagtail does."""

from django.core.exceptions import PermissionDenied
from django.templatetags.static import static
from django.urls import path
from django.utils.html import format_html
from wagtail import hooks

from pages.access import permissions
from pages.models import CustomImage
from pages.public import private_pictures
from pages.staff import (
    admin_api,
    background_work,
    bulk_publish,
    copying,
    dashboard,
    log_actions,
    page_chooser,
    people,
    preferences,
    public_bar,
    release,
    release_actions,
)
from pages.staff.content_checks import use_our_checks
from pages.staff.documents import DocumentIndexView
from pages.staff.uploads import (
    DocumentFromUploadView,
    DocumentsAddView,
    ImageFromUploadView,
    ImagesAddView,
)
from pages.staff.viewset import base_page_viewset

page_chooser.accept_wagtails_type()


@hooks.register("register_admin_viewset")
def page_views():
    """The views of pages."""
    return base_page_viewset


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
def background_urls():
    """What failed in the background."""
    work = background_work
    return [
        path("background/", work.BackgroundView.as_view(), name="background_work"),
        path("background/<uuid:pk>/", work.TryAgainView.as_view(), name="try_task_again"),
    ]


@hooks.register("register_admin_urls")
def documents_urls():
    """Our list of documents, at Wagtail's own addresses, which come after these."""
    return [
        path("documents/", DocumentIndexView.as_view()),
        path("documents/results/", DocumentIndexView.as_view(results_only=True)),
    ]


@hooks.register("register_admin_urls")
def upload_urls():
    """Our views of multiple uploads, at Wagtail's own addresses, which come after these."""
    images, documents = "images/multiple/", "documents/multiple/"
    key = "<int:uploaded_file_id>/"
    return [
        path(f"{images}add/", ImagesAddView.as_view()),
        path(f"{images}create_from_uploaded_image/{key}", ImageFromUploadView.as_view()),
        path(f"{documents}add/", DocumentsAddView.as_view()),
        path(f"{documents}create_from_uploaded_document/{key}", DocumentFromUploadView.as_view()),
    ]


# After Wagtail's apps, which register what it leaves out.
hooks.register("construct_admin_api", admin_api.restrict, order=1000)


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
    permissions.require_shared(request.user)


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


@hooks.register("register_page_header_buttons")
def languages_in_header(page, user, view_name, next_url=None):
    """The way to a page's languages from its editor and from the list of pages below it."""
    yield release.LanguagesMenuItem(page=page, priority=12)


@hooks.register("register_page_listing_more_buttons")
def languages_in_lists(page, user, next_url=None):
    """The way to a page's languages from lists of pages."""
    yield release.LanguagesMenuItem(page=page, priority=3)


@hooks.register("register_bulk_action", order=1)
class BulkPublish(bulk_publish.PublishAllLanguages):
    """Publishing from lists of pages, in place of Wagtail's."""


@hooks.register("construct_page_action_menu")
def publish_by_language(menu_items, request, context):
    """A button to publish for each language."""
    release_actions.offer_languages(menu_items, request, context)


hooks.register("construct_wagtail_userbar", use_our_checks)


@hooks.register("insert_global_admin_css")
def admin_stylesheet():
    """What screens of staff show beyond Wagtail's own."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/pages/staff/admin.css"))


@hooks.register("insert_editor_js")
def language_switch():
    """What shows one language's inputs, or all."""
    return format_html('<script src="{}"></script>', static("js/pages/staff/language-switch.js"))


@hooks.register("insert_global_admin_js")
def paste_cleaning():
    """Whatever is pasted into an input of the admin comes in clean."""
    return format_html('<script src="{}"></script>', static("js/pages/staff/paste-cleaning.js"))


@hooks.register("construct_homepage_panels")
def dashboard_panels(request, panels):
    """To do in each language."""
    panels += [*dashboard.panels(), background_work.BackgroundPanel()]


@hooks.register("on_serve_page")
def bar_for_editors(serve):
    """Signed-in editors see where to edit a page of the public site, and how its languages are."""
    return public_bar.with_editor_bar(serve)


@hooks.register("after_copy_page")
def title_copy_in_every_language(request, page, new_page):
    """A copy has the titles that were given in the form."""
    copying.title_in_every_language(new_page, request.POST)
