"""The admin's API: pages to look at, for the menu that explores them, and nothing else.

Wagtail's own carries out actions on pages past the languages of a role, locks and reviews, and
lists all pictures and documents for every user of the admin. No screen needs either.
"""

from django.http import Http404
from django.urls import path
from wagtail.admin.api.views import PagesAdminAPIViewSet

from pages.models import CustomDocument, CustomImage


class PagesAPI(PagesAdminAPIViewSet):
    """The pages that somebody may explore, listed or one of them."""

    actions = {}

    @classmethod
    def get_urlpatterns(cls):
        """The addresses that the menu asks for, in place of all that Wagtail has."""
        return [
            path("", cls.as_view({"get": "listing_view"}), name="listing"),
            path("<int:pk>/", cls.as_view({"get": "detail_view"}), name="detail"),
        ]


class NoAPI:
    """Nothing, at an address that Wagtail's scripts are told of and do not ask."""

    model = None

    @classmethod
    def get_urlpatterns(cls):
        """The one address that Wagtail looks up by its name."""
        return [path("", cls.refuse, name="listing")]

    @staticmethod
    def refuse(request):
        """There is nothing here."""
        raise Http404("The admin's API tells of pages only.")


class NoImagesAPI(NoAPI):
    """In place of the list of all pictures."""

    model = CustomImage


class NoDocumentsAPI(NoAPI):
    """In place of the list of all documents."""

    model = CustomDocument


def restrict(router):
    """Put these in place of what Wagtail registers with the router of its API."""
    router.register_endpoint("pages", PagesAPI)
    router.register_endpoint("images", NoImagesAPI)
    router.register_endpoint("documents", NoDocumentsAPI)
