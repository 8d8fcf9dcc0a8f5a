"""Portraits of staff, kept as small plain pictures: without what cameras note in them."""

import io

from django.core.files.base import ContentFile
from PIL import Image

from pages.renditions import plain

# Pixels of the longer side: the admin shows portraits small.
LONGEST = 400
FORMATS = {"GIF", "JPEG", "PNG", "WEBP"}


def clean_portrait(instance, **kwargs):
    """Replace a portrait that is about to be stored by a plain one; a receiver of ``pre_save`` of
    user profiles."""
    portrait = instance.avatar
    if not portrait or portrait._committed:
        return
    portrait.file.seek(0)
    with Image.open(portrait.file) as opened:
        kind = opened.format if opened.format in FORMATS else "PNG"
        picture = plain(opened)
    picture.thumbnail((LONGEST, LONGEST))
    if kind == "JPEG" and picture.mode not in ("L", "RGB", "CMYK"):
        picture = picture.convert("RGB")
    buffer = io.BytesIO()
    picture.save(buffer, kind, icc_profile=picture.info.get("icc_profile"))
    instance.avatar.file = ContentFile(buffer.getvalue(), name=portrait.name)
