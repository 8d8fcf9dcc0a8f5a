"""Images and documents, with descriptions in every language."""

import posixpath

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.search import index

from languages import cldr
from languages.texts import columns, localized
from pages.renditions import MadeForVisitors, folder_of


class CustomImage(MadeForVisitors, AbstractImage):
    """An image with a text alternative per language (WCAG 2.2, 1.1.1)."""

    alt = models.CharField(
        _("alternative text"),
        max_length=300,
        blank=True,
        help_text=_("A description of the picture, for people who cannot see it."),
    )

    # Not "decorative": Wagtail sets an attribute of that name on images, for a single use of one.
    is_decorative = models.BooleanField(
        _("decorative"),
        default=False,
        help_text=_("The picture adds nothing to the text, so screen readers skip it."),
    )

    admin_form_fields = (
        "title",
        "file",
        "collection",
        *columns("alt"),
        "is_decorative",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )
    search_fields = [
        *AbstractImage.search_fields,
        *(index.SearchField(name) for name in columns("alt")),
    ]

    # The title is for staff; ``alt`` replaces Wagtail's single description.
    untranslated_fields = ("title", "description", "file_hash")

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")
        permissions = [("choose_image", "Can choose image")]

    @property
    def default_alt_text(self):
        """The text alternative in the active language or its fallback; empty for a decorative
        image."""
        return "" if self.is_decorative else str(localized(self, "alt", get_language()))


class CustomRendition(AbstractRendition):
    """A rendition of an image."""

    image = models.ForeignKey(CustomImage, on_delete=models.CASCADE, related_name="renditions")

    untranslated_fields = ("filter_spec", "focal_point_key")

    # Whether it stands in for one that could not be made (``pages.renditions``).
    is_missing = False

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("image", "filter_spec", "focal_point_key"), name="unique_rendition"
            )
        ]

    def get_upload_to(self, filename):
        """Wagtail's place, or the one for what is not everybody's."""
        name = posixpath.basename(super().get_upload_to(filename))
        return posixpath.join(folder_of(self.image.collection), name)


class CustomDocument(AbstractDocument):
    """A downloadable file, with a title for visitors in every language.

    ``title`` is the name for staff.
    """

    display_title = models.CharField(
        _("title for visitors"),
        max_length=255,
        blank=True,
        help_text=_("The title of the file on the site."),
    )
    language = models.CharField(
        _("language of the document"), max_length=20, blank=True, choices=cldr.language_choices
    )

    admin_form_fields = (
        "title",
        "file",
        "collection",
        *columns("display_title"),
        "language",
        "tags",
    )
    search_fields = [
        *AbstractDocument.search_fields,
        *(index.SearchField(name) for name in columns("display_title")),
    ]

    untranslated_fields = ("title", "file_hash")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        permissions = [("choose_document", "Can choose document")]

    def __str__(self):
        return self.title

    def clean(self):
        """Wagtail's check of the file extension, skipped while there is no file: in a multiple
        upload, files are checked on arrival and attached after the form."""
        if self.file:
            super().clean()

    @property
    def is_in_another_language(self):
        """Whether the file's language is known and is not the reader's."""
        return self.language not in ("", get_language())
