"""How a picture becomes a file for visitors: upright, in eight bits, with nothing noted in it.

A camera notes where and when a picture was taken, and by whom; programs add comments. None of that
leaves the original. What stays is the picture, and the colours that its numbers mean.
"""

import logging
from contextlib import contextmanager, nullcontext

from django.db import connection, transaction
from PIL import ImageOps
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import Filter, SourceImageIOError
from willow.plugins.pillow import PillowImage

logger = logging.getLogger(__name__)

# What is kept of that which a file says beside its pixels: both belong to how they look.
KEPT = ("icc_profile", "transparency")
# Where the formats keep notes, as Pillow names them: EXIF, XMP, IPTC (in Photoshop's block), texts
# of PNG, comments of JPEG and GIF, and the further pictures that telephones append.
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
# Greys of 16 bits, as Pillow reads them.
DEEP_GREYS = ("I", "I;16", "I;16L", "I;16B", "I;16N")
# Where renditions lie: what everybody may see, and what not (``pages.private_pictures``).
PUBLIC_FOLDER, PRIVATE_FOLDER = "images", "private_images"
# For so many seconds nobody tries again to make what could not be made.
PAUSE = 5 * 60


def plain(image):
    """A Pillow image as visitors get it: turned as its camera was held, and without notes."""
    # A copy in any case.
    upright = ImageOps.exif_transpose(image)
    kept = {name: upright.info[name] for name in KEPT if name in upright.info}
    if upright.mode in DEEP_GREYS:
        # Pillow would cut off at 255 what reaches to 65535.
        upright = upright.convert("I").point(lambda tone: tone * (1 / 257)).convert("L")
        kept.pop("transparency", None)
    upright.info = kept
    return upright


def notes_in(image):
    """The names of what an opened Pillow image says beside its pixels; an empty set if nothing."""
    image.load()
    found = {name for name in NOTES if image.info.get(name)}
    found |= {name for name in image.info if str(name).startswith(NOTES_OF_PROGRAMS)}
    # Of PNG only, and read from the whole file.
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
    """Wagtail's filter, working on the plain picture."""

    @contextmanager
    def get_willow_image(self, image, source=None):
        """The picture as Willow takes it, with the format of its file."""
        with super().get_willow_image(image, source) as opened:
            picture = PillowImage(plain(opened.get_pillow_image()))
            picture.format_name = opened.format_name
            yield picture


class MadeForVisitors:
    """Mixed into the image: its renditions are plain, and whoever asks for one that cannot be made,
    whatever the reason, gets one that ``is_missing``. Half of Wagtail's screens would fail else.
    """

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
        """A rendition of no size, whose file is not there: never saved."""
        rendition = self.get_rendition_model()(image=self, width=0, height=0)
        # As Wagtail's own, which its lists of pictures show.
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
        """Tells of a failure in the log, and of it only, until somebody may try again."""
        cache = self.get_rendition_model().cache_backend
        key = f"rendition-failed-{self.pk}-{self.file_hash}"
        if cache.get(key):
            raise SourceImageIOError(f"Image {self.pk} could not be made a moment ago.")
        # Within a transaction a savepoint, to go on in it; none is begun for something this slow.
        within = transaction.atomic() if connection.in_atomic_block else nullcontext()
        try:
            with within:
                yield
        except InvalidFilterSpecError:
            # Of whoever asked, not of the picture.
            raise
        except Exception as error:
            # Decoders fail in as many ways as storages.
            if cache.add(key, True, PAUSE):
                logger.warning(
                    "Image %s (%s) cannot be shown: %s: %s",
                    self.pk,
                    self.file.name,
                    type(error).__name__,
                    error,
                )
            raise SourceImageIOError(str(error)) from error
