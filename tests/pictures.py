"""Picture files for tests: as cameras and programs write them, and ones that nobody can read."""

import struct
from io import BytesIO

from django.core.files.images import ImageFile
from PIL import Image, ImageCms, PngImagePlugin

from tests.factories import ImageFactory

# What no visitor's file may hold: it stands in every note.
MARK = b"by-and-where-mark"
FORMATS = {"avif": "AVIF", "gif": "GIF", "jpg": "JPEG", "png": "PNG", "webp": "WEBP"}
ORIENTATION, ARTIST, GPS = 0x0112, 0x013B, 0x8825
LANDSCAPE = (64, 36)


def exif():
    """Where and by whom a picture was taken with the camera upright."""
    notes = Image.Exif()
    notes[ARTIST] = MARK.decode()
    # A quarter turn: the picture is to be shown as high as it lies wide in the file.
    notes[ORIENTATION] = 6
    notes.get_ifd(GPS)[1] = "N"
    notes.get_ifd(GPS)[2] = (31.0, 57.0, 0.0)
    notes.get_ifd(GPS)[29] = "2026:01:01"
    return notes


def xmp():
    """A packet of Adobe's with an author."""
    return (
        b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
        b'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description>'
        + MARK
        + b"</rdf:Description></rdf:RDF></x:xmpmeta>"
    )


def iptc():
    """A JPEG segment of Photoshop's with IPTC's by-line in it."""
    line = b"\x1c\x02\x50" + struct.pack(">H", len(MARK)) + MARK
    block = b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0" + struct.pack(">I", len(line)) + line
    return b"\xff\xed" + struct.pack(">H", len(block) + 2) + block


def noted(ending):
    """The bytes of a file in an accepted format with every note that the format can hold, and with
    a colour profile where it can."""
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
    """A picture in the library, of a file with this content."""
    return ImageFactory(file=ImageFile(BytesIO(content), name=name), **fields)
