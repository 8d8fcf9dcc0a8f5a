"""Pictures, with what they show told in every language."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.search import index

from languages.texts import columns, localized


class CustomImage(AbstractImage):
    """An image with a text alternative per language (WCAG 2.2, 1.1.1)."""

    alt = models.CharField(
        _("alternative text"),
        max_length=300,
        blank=True,
        help_text=_("What the picture shows, for those who cannot see it."),
    )

    admin_form_fields = (
        "title",
        "file",
        "collection",
        *columns("alt"),
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

    # The file's name among staff; Wagtail's own single description gives way to ``alt``.
    untranslated_fields = ("title", "description", "file_hash")

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")
        permissions = [("choose_image", "Can choose image")]

    @property
    def default_alt_text(self):
        """The text alternative in the active language, or in the one it falls back to."""
        return str(localized(self, "alt", get_language()))


class CustomRendition(AbstractRendition):
    """An image in one size and format."""

    image = models.ForeignKey(CustomImage, on_delete=models.CASCADE, related_name="renditions")

    untranslated_fields = ("filter_spec", "focal_point_key")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("image", "filter_spec", "focal_point_key"), name="unique_rendition"
            )
        ]
