"""Addresses: staff's area and files without a language, everything for visitors under one."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from pages import media_files, views
from pages.search import views as search_views

urlpatterns = [
    path("", views.choose_language, name="choose_language"),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("media/<path:path>", media_files.serve_to_staff, name="media"),
    *i18n_patterns(
        path("search/", search_views.search, name="search"),
        path("search/suggestions/", search_views.suggestions, name="search_suggestions"),
        path("", include(wagtail_urls)),
    ),
]

handler400 = "pages.views.bad_request"
handler403 = "pages.views.permission_denied"
handler404 = "pages.views.page_not_found"
handler500 = "pages.views.server_error"
