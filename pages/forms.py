"""Admin forms that are not made of panels."""

from wagtail.images.forms import BaseImageForm

from languages.panels import set_language_attrs
from pages.image_uploads import ImageUploadField


class CustomImageForm(BaseImageForm):
    """An image's form, each language's text alternative in its own direction."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Not declared: forms without the file, made from this one, could not leave it out.
        if "file" in self.fields:
            self.fields["file"] = ImageUploadField.in_place_of(self.fields["file"])
        set_language_attrs(self, ["alt"])
