"""Going through the files that visitors get of pictures: without notes, each where it belongs.

Files keep their names and addresses, so that pages in caches show them all the same.
"""

from dataclasses import dataclass
from io import BytesIO

from django.core.files.base import ContentFile, File
from PIL import Image

from pages.models import CustomImage, CustomRendition
from pages.public.private_pictures import put_right
from pages.renditions import PRIVATE_FOLDER, PUBLIC_FOLDER, PlainFilter, notes_in


@dataclass
class Counts:
    """The numbers of files that were checked (``seen``), generated again without metadata
    (``cleaned``), in the wrong folder (``misplaced``), missing (``lost``; these are generated when
    they are next shown), and unreadable (``failed``)."""

    seen: int = 0
    cleaned: int = 0
    misplaced: int = 0
    lost: int = 0
    failed: int = 0


def clean(report, *, everything=False):
    """Generate the files with metadata, or all, again; returns the ``Counts``.

    ``report`` is called with a line for each file that could not be read.
    """
    result = Counts(misplaced=put_right(CustomImage.objects.all()))
    storage = CustomRendition._meta.get_field("file").storage
    for rendition in CustomRendition.objects.iterator():
        if not storage.exists(rendition.file.name):
            rendition.delete()
            result.lost += 1
    for folder in (PUBLIC_FOLDER, PRIVATE_FOLDER):
        for name in _names(storage, folder):
            result.seen += 1
            try:
                result.cleaned += _clean_file(storage, name, everything=everything)
            except Exception as error:  # noqa: BLE001 - of decoders and storages, each its own
                report(f"{name}: {type(error).__name__}: {error}")
                result.failed += 1
    return result


def _names(storage, folder):
    try:
        _folders, names = storage.listdir(folder)
    except FileNotFoundError:
        return []
    return [f"{folder}/{name}" for name in sorted(names)]


def _clean_file(storage, name, *, everything):
    with storage.open(name) as file:
        content = file.read()
    with Image.open(BytesIO(content)) as image:
        kind = image.format
        if not everything and not notes_in(image):
            return False
    rendition = CustomRendition.objects.filter(file=name).select_related("image").first()
    made = _generated(rendition, content, "JPEG" if kind == "MPO" else kind)
    storage.delete(name)
    stored = storage.save(name, ContentFile(made))
    if stored != name and rendition:
        CustomRendition.objects.filter(pk=rendition.pk).update(file=stored)
        rendition.purge_from_cache()
    return True


def _generated(rendition, content, kind):
    """The bytes of a rendition, generated from its picture; from its own file where the picture is
    gone, or nobody knows what it was made of."""
    if rendition:
        try:
            return _made(PlainFilter(rendition.filter_spec), rendition.image)
        except Exception:  # noqa: BLE001, S110 - see renditions.MadeForVisitors
            pass
    as_it_is = PlainFilter(f"original|format-{kind.lower()}")
    # Nothing is asked of it but what kind of file it is.
    image = CustomImage(file="picture.png", width=1, height=1)
    return _made(as_it_is, image, File(BytesIO(content), name="picture"))


def _made(wanted, image, source=None):
    output = BytesIO()
    wanted.run(image, output, source=source)
    return output.getvalue()
