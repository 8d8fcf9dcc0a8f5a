"""Admin forms that are not made of panels."""

from wagtail.images.forms import BaseImageForm

from languages.panels import set_language_attrs


class CustomImageForm(BaseImageForm):
    """An image's form, each language's text alternative in its own direction."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        set_language_attrs(self, ["alt"])
