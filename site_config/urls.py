"""URLs: the admin and files without a language prefix, public pages under one."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from pages.accounts import urls as accounts_urls
from pages.accounts import views as accounts_views
from pages.public import media_files, passwords, security_txt, sitemap, views
from pages.search import views as search_views

of_wagtail = [pattern for pattern in wagtail_urls.urlpatterns if pattern.name != "wagtail_serve"]
urlpatterns = [
    path("", views.choose_language, name="choose_language"),
    path(".well-known/security.txt", security_txt.security_txt, name="security_txt"),
    path("robots.txt", sitemap.robots, name="robots"),
    path("sitemap.xml", sitemap.sitemap, name="sitemap"),
    path("sitemap-<int:number>.xml", sitemap.sitemap, name="sitemap_file"),
    path("admin/", include(accounts_urls)),
    path("admin/", include(wagtailadmin_urls)),
    # In place of Wagtail's own of this name, which says nothing to caches about what is private.
    re_path(r"^documents/(\d+)/(.*)$", media_files.serve_document, name="wagtaildocs_serve"),
    path(
        "documents/authenticate_with_password/<int:restriction_id>/",
        passwords.open_collection,
        name="wagtaildocs_authenticate_with_password",
    ),
    path("documents/", include(wagtaildocs_urls)),
    path(
        "media/images/social/<int:page_id>-<slug:language>/<slug:digest>.jpg",
        views.social_image,
        name="social_image",
    ),
    path("media/<path:path>", media_files.serve_upload, name="media"),
    *i18n_patterns(
        path("search/", search_views.search, name="search"),
        path("search/suggestions/", search_views.suggestions, name="search_suggestions"),
        # In place of Wagtail's own of these names.
        path(
            "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/",
            passwords.open_page,
            name="wagtailcore_authenticate_with_password",
        ),
        path("_util/login/", accounts_views.sign_in_of_visitors, name="wagtailcore_login"),
        path("", include(of_wagtail)),
        # Replaces Wagtail's ``wagtail_serve``, which would require a CSRF cookie for visitors'
        # forms.
        re_path(wagtail_urls.serve_pattern, views.serve_page, name="wagtail_serve"),
    ),
]

handler400 = "pages.public.views.bad_request"
handler403 = "pages.public.views.permission_denied"
handler404 = "pages.public.views.page_not_found"
handler500 = "site_config.outages.server_error"
