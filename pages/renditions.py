"""Renditions without metadata: upright and 8-bit.

Cameras record time, place and owner; programs add comments. Renditions contain only the picture and
its colour profile; originals keep their metadata.
"""

import logging
from contextlib import contextmanager, nullcontext

from django.db import connection, transaction
from PIL import ImageOps
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import Filter, SourceImageIOError
from willow.plugins.pillow import PillowImage

logger = logging.getLogger(__name__)

# The metadata that affects how the pixels look, and is kept.
KEPT = ("icc_profile", "transparency")
# The metadata keys of each format, as Pillow names them: EXIF, XMP, IPTC (in Photoshop's block),
# PNG texts, JPEG and GIF comments, and additional pictures of phones.
NOTES = {
    "exif",
    "xmp",
    "XML:com.adobe.xmp",
    "photoshop",
    "comment",
    "mp",
    "metadata",
}
NOTES_OF_PROGRAMS = "Raw profile type"
# 16-bit greyscale modes of Pillow.
DEEP_GREYS = ("I", "I;16", "I;16L", "I;16B", "I;16N")
# Where renditions lie: what everybody may see, and what not (``pages.public.private_pictures``).
PUBLIC_FOLDER, PRIVATE_FOLDER = "images", "private_images"
# Seconds before a failed rendition is tried again.
PAUSE = 5 * 60


def plain(image):
    """A Pillow image rotated by its EXIF orientation, without metadata."""
    # A copy, also if there is nothing to change.
    upright = ImageOps.exif_transpose(image)
    kept = {name: upright.info[name] for name in KEPT if name in upright.info}
    if upright.mode in DEEP_GREYS:
        # Pillow would clip 16-bit values at 255.
        upright = upright.convert("I").point(lambda tone: tone * (1 / 257)).convert("L")
        kept.pop("transparency", None)
    upright.info = kept
    return upright


def notes_in(image):
    """The metadata keys of an opened Pillow image, as a set."""
    image.load()
    found = {name for name in NOTES if image.info.get(name)}
    found |= {name for name in image.info if str(name).startswith(NOTES_OF_PROGRAMS)}
    # PNG only; read from the whole file.
    found |= set(getattr(image, "text", {}))
    if image.getexif():
        found.add("exif")
    return found


def folder_of(collection):
    """The folder of the renditions of a collection's pictures."""
    return PRIVATE_FOLDER if collection.get_view_restrictions().exists() else PUBLIC_FOLDER


def is_private(rendition):
    """Whether a rendition is not for everybody to see."""
    return rendition.file.name.startswith(f"{PRIVATE_FOLDER}/")


class PlainFilter(Filter):
    """Wagtail's filter, applied to the plain image."""

    @contextmanager
    def get_willow_image(self, image, source=None):
        """The image as Willow takes it, with the format of its file."""
        with super().get_willow_image(image, source) as opened:
            picture = PillowImage(plain(opened.get_pillow_image()))
            picture.format_name = opened.format_name
            yield picture


class MadeForVisitors:
    """Mixed into the image model: renditions are plain, and one that cannot be made is replaced by
    a stand-in with ``is_missing``. Otherwise many of Wagtail's screens would fail."""

    # The names of arguments are Wagtail's.

    def get_rendition(self, filter):  # noqa: A002
        try:
            return super().get_rendition(filter)
        except SourceImageIOError:
            return self.missing_rendition()

    def get_renditions(self, *filters):
        try:
            return super().get_renditions(*filters)
        except SourceImageIOError:
            specs = (getattr(wanted, "spec", wanted) for wanted in filters)
            return {spec: self.missing_rendition() for spec in specs}

    def missing_rendition(self):
        """An unsaved rendition without size or file."""
        rendition = self.get_rendition_model()(image=self, width=0, height=0)
        # Wagtail's own name for it, which its image listings show.
        rendition.file.name = "not-found"
        rendition.is_missing = True
        return rendition

    def generate_rendition_file(self, filter, *, source=None):  # noqa: A002
        return super().generate_rendition_file(PlainFilter(filter.spec), source=source)

    def create_rendition(self, filter):  # noqa: A002
        with self.failing_softly():
            return super().create_rendition(filter)

    def create_renditions(self, *filters):
        if not filters:
            return {}
        with self.failing_softly():
            return super().create_renditions(*filters)

    @contextmanager
    def failing_softly(self):
        """Log a failure once, and do not retry before ``PAUSE`` is over."""
        cache = self.get_rendition_model().cache_backend
        key = f"rendition-failed-{self.pk}-{self.file_hash}"
        if cache.get(key):
            raise SourceImageIOError(f"Image {self.pk} could not be made a moment ago.")
        # A savepoint inside a transaction, so that it stays usable; otherwise none, since this is
        # slow.
        within = transaction.atomic() if connection.in_atomic_block else nullcontext()
        try:
            with within:
                yield
        except InvalidFilterSpecError:
            # A fault of the caller, not of the image.
            raise
        except Exception as error:
            # Decoders and storages raise many kinds of exceptions.
            if cache.add(key, True, PAUSE):
                logger.warning(
                    "Image %s (%s) cannot be shown: %s: %s",
                    self.pk,
                    self.file.name,
                    type(error).__name__,
                    error,
                )
            raise SourceImageIOError(str(error)) from error
