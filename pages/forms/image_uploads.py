"""What an image file must be before it is unpacked: whole, and not too many pixels."""

from django.core.exceptions import ValidationError
from PIL import Image
from wagtail.images.fields import WagtailImageField


class ImageUploadField(WagtailImageField):
    """Wagtail's field, which unpacks an image to count its pixels, and fails on a torn one."""

    @classmethod
    def in_place_of(cls, field):
        """The careful field, looking in a form like Wagtail's own one."""
        return cls(required=field.required, label=field.label, widget=field.widget)

    def check_image_pixel_size(self, f):
        """Refuse by the size that the file's header tells; only then let Wagtail open it."""
        try:
            f.seek(0)
            with Image.open(f) as header:
                width, height = header.size
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            self.refuse_pixels(f"> {Image.MAX_IMAGE_PIXELS}", error)
        except Exception as error:
            # Formats are broken in many ways, and Pillow's plugins raise as many exceptions.
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
        """Tell how many pixels are too many."""
        raise ValidationError(
            self.error_messages["file_too_many_pixels"]
            % {"num_pixels": number, "max_pixels_count": self.max_image_pixels},
            code="file_too_many_pixels",
        ) from cause
