"""Image files for tests: with metadata as from cameras and programs, and broken ones."""

import struct
from io import BytesIO

from django.core.files.images import ImageFile
from PIL import Image, ImageCms, PngImagePlugin

from tests.factories import ImageFactory

# A marker contained in every metadata block, which no public file may contain.
MARK = b"by-and-where-mark"
FORMATS = {"avif": "AVIF", "gif": "GIF", "jpg": "JPEG", "png": "PNG", "webp": "WEBP"}
ORIENTATION, ARTIST, GPS = 0x0112, 0x013B, 0x8825
LANDSCAPE = (64, 36)


def exif():
    """EXIF with place and owner of a photo taken with the camera turned."""
    notes = Image.Exif()
    notes[ARTIST] = MARK.decode()
    # Rotated by a quarter turn: the picture is displayed in portrait.
    notes[ORIENTATION] = 6
    notes.get_ifd(GPS)[1] = "N"
    notes.get_ifd(GPS)[2] = (31.0, 57.0, 0.0)
    notes.get_ifd(GPS)[29] = "2026:01:01"
    return notes


def xmp():
    """An XMP packet with an author."""
    return (
        b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
        b'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description>'
        + MARK
        + b"</rdf:Description></rdf:RDF></x:xmpmeta>"
    )


def iptc():
    """A Photoshop JPEG segment with an IPTC by-line."""
    line = b"\x1c\x02\x50" + struct.pack(">H", len(MARK)) + MARK
    block = b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0" + struct.pack(">I", len(line)) + line
    return b"\xff\xed" + struct.pack(">H", len(block) + 2) + block


def noted(ending):
    """A file in an accepted format with all metadata that the format supports, and a colour profile
    if possible; as bytes."""
    image, file = Image.new("RGB", LANDSCAPE, "teal"), BytesIO()
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    options = {"exif": exif(), "xmp": xmp(), "icc_profile": profile}
    if ending == "jpg":
        options["comment"] = MARK
    if ending == "png":
        texts = PngImagePlugin.PngInfo()
        texts.add_text("Author", MARK.decode())
        texts.add_text("Comment", MARK.decode(), zip=True)
        texts.add_itxt("XML:com.adobe.xmp", xmp().decode())
        options = {"exif": exif(), "pnginfo": texts, "icc_profile": profile}
    if ending == "gif":
        options = {"comment": MARK}
    image.save(file, FORMATS[ending], **options)
    content = file.getvalue()
    return content[:2] + iptc() + content[2:] if ending == "jpg" else content


def picture_of(content, name="picture.png", **fields):
    """An image object for a file with this content."""
    return ImageFactory(file=ImageFile(BytesIO(content), name=name), **fields)
