"""Checks image files before they are decoded: readable, and within the pixel limit."""

from contextlib import suppress

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL import Image
from wagtail.images.fields import WagtailImageField

# Kinds of which no moving renditions can be made.
STILL = ("AVIF", "PNG")
ANIMATED = _(
    "This %(kind)s picture is animated, and visitors would see a still one. Save it without"
    " animation, or as WebP or GIF."
)


class ImageUploadField(WagtailImageField):
    """Wagtail's field decodes the image to count its pixels, and fails on truncated files."""

    @classmethod
    def in_place_of(cls, field):
        """This field with the options and widget of a Wagtail ``WagtailImageField``."""
        return cls(required=field.required, label=field.label, widget=field.widget)

    def to_python(self, data):
        """The file; raises a ValidationError for what is no picture, or one that moves."""
        # First, since Willow does not know these for pictures.
        refuse_animated(data)
        return super().to_python(data)

    def check_image_pixel_size(self, f):
        """Check the size in the file's header before Wagtail opens the image."""
        try:
            f.seek(0)
            with Image.open(f) as header:
                width, height = header.size
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            self.refuse_pixels(f"> {Image.MAX_IMAGE_PIXELS}", error)
        except Exception as error:
            # Pillow's plugins raise many kinds of exceptions for broken files.
            raise ValidationError(
                self.error_messages["invalid_image"], code="invalid_image"
            ) from error
        finally:
            f.seek(0)
        if width * height > self.max_image_pixels:
            self.refuse_pixels(width * height)
        try:
            super().check_image_pixel_size(f)
        except ValidationError:
            raise
        except Exception as error:
            raise ValidationError(
                self.error_messages["invalid_image"], code="invalid_image"
            ) from error

    def refuse_pixels(self, number, cause=None):
        """Raise the ValidationError for too many pixels."""
        raise ValidationError(
            self.error_messages["file_too_many_pixels"]
            % {"num_pixels": number, "max_pixels_count": self.max_image_pixels},
            code="file_too_many_pixels",
        ) from cause


def refuse_animated(file):
    """Raise a ValidationError for an uploaded picture that moves, of a kind that cannot be shown
    moving; by its header."""
    if not hasattr(file, "seek"):
        return
    kind, is_animated = None, False
    # Pillow's plugins raise many kinds of exceptions; broken files are refused later.
    with suppress(Exception), Image.open(file, formats=STILL) as header:
        kind, is_animated = header.format, getattr(header, "is_animated", False)
    file.seek(0)
    if is_animated:
        raise ValidationError(ANIMATED, code="animated", params={"kind": kind})
