"""Admin forms that are not made of panels."""

from django.utils.translation import gettext_lazy as _
from wagtail.images.forms import BaseImageForm

from languages.panels import set_language_attrs
from pages.image_uploads import ImageUploadField


class CustomImageForm(BaseImageForm):
    """An image's form, each language's text alternative in its own direction."""

    file = ImageUploadField(label=_("File"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        set_language_attrs(self, ["alt"])
