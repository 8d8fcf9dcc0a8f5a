"""URLs of signing in, below ``admin/``: before Wagtail's own of these names."""

from django.urls import path
from django.views.decorators.cache import never_cache
from wagtail.utils.urlpatterns import decorate_urlpatterns

from pages.accounts import views

urlpatterns = decorate_urlpatterns(
    [
        path("login/", views.SignInView.as_view(), name="wagtailadmin_login"),
        path("login/code/", views.CodeView.as_view(), name="sign_in_code"),
        path("login/set-up/", views.EnrolView.as_view(), name="sign_in_enrol"),
        path("password_reset/", views.ResetView.as_view(), name="wagtailadmin_password_reset"),
        path(
            "password_reset/done/",
            views.ResetDoneView.as_view(),
            name="wagtailadmin_password_reset_done",
        ),
    ],
    never_cache,
)
