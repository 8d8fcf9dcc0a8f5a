"""What a document's file is by its content, whatever its name says.

A few signatures suffice for the few kinds that are taken (``WAGTAILDOCS_EXTENSIONS``). A file that
two programs could read as different kinds is refused, as is an archive that would take up too much
when unpacked.
"""

import codecs
import re
import zipfile
import zlib

# What archives hold at most when unpacked: bytes, files, and bytes for each byte of the archive. A
# document compresses to a hundredth at best; the last bound is for what exceeds ``FREE_BYTES``.
MOST_BYTES = 200 * 1024 * 1024
MOST_FILES = 5_000
MOST_GROWTH = 100
FREE_BYTES = 20 * 1024 * 1024
BLOCK = 1024 * 1024
# So far into a file browsers look for its kind.
HEAD = 1024

SIGNATURES = {"pdf": b"%PDF-", "rtf": b"{\\rtf"}
# A file that an archive of this kind holds, by the beginning of its name.
OFFICE = {"docx": "word/", "pptx": "ppt/", "xlsx": "xl/"}
# What the first file of an archive of this kind says.
OPEN_DOCUMENT = {
    "odt": b"application/vnd.oasis.opendocument.text",
    "ods": b"application/vnd.oasis.opendocument.spreadsheet",
}
ARCHIVES = {"zip", *OFFICE, *OPEN_DOCUMENT}
TEXTS = {"csv", "txt"}
MACROS = "vbaproject.bin"
HTML = re.compile(rb"<(!doctype\s+html|html|head|body|script|iframe|svg)\b", re.IGNORECASE)
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class ContentError(Exception):
    """Why a file is not taken: ``kind``, ``paths``, ``macros`` or ``too_much``."""


def check(file, extension):
    """Raise a ContentError for an open file that is not what its extension says, or unsafe."""
    extension = extension.lower()
    file.seek(0)
    head = file.read(HEAD)
    file.seek(0)
    if extension in ARCHIVES:
        check_archive(file, extension)
    elif extension in SIGNATURES:
        if not head.startswith(SIGNATURES[extension]) or HTML.search(head):
            raise ContentError("kind")
        refuse_archive(file)
    elif extension in TEXTS:
        check_text(file, head)
        refuse_archive(file)
    file.seek(0)


def refuse_archive(file):
    """Refuse what unpacking programs would open: they look for an archive from the end."""
    if zipfile.is_zipfile(file):
        raise ContentError("kind")


def check_text(file, head):
    """Refuse what is no text: other kinds, and bytes that no text holds."""
    if head.startswith(UTF_16):
        return
    if HTML.match(head.lstrip()) or head.startswith(tuple(SIGNATURES.values())):
        raise ContentError("kind")
    while block := file.read(BLOCK):
        if b"\0" in block:
            raise ContentError("kind")


def check_archive(file, extension):
    """Refuse an archive of another kind, with unsafe contents, or too large when unpacked."""
    try:
        with zipfile.ZipFile(file) as archive:
            check_entries(file, archive, extension)
            check_sizes(file, archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        # The last two are compressions that are not known, and passwords.
        raise ContentError("kind") from error
    except (ValueError, OverflowError, OSError) as error:
        if isinstance(error, OSError) and error.errno:
            raise
        raise ContentError("kind") from error


def check_entries(file, archive, extension):
    """Refuse by what the archive's directory says, before anything is unpacked."""
    entries = archive.infolist()
    names = [entry.filename for entry in entries]
    file.seek(0)
    starts_here = file.read(4) == (b"PK\x03\x04" if entries else b"PK\x05\x06")
    if not starts_here or (entries and min(entry.header_offset for entry in entries)):
        # Something else stands before it.
        raise ContentError("kind")
    if not all(map(is_safe, names)) or any(map(is_link, entries)):
        raise ContentError("paths")
    if extension in OFFICE and not (
        "[Content_Types].xml" in names and any(n.startswith(OFFICE[extension]) for n in names)
    ):
        raise ContentError("kind")
    if extension != "zip" and any(name.lower().endswith(MACROS) for name in names):
        raise ContentError("macros")
    declared = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_FILES or declared > most_bytes(file):
        raise ContentError("too_much")
    if extension in OPEN_DOCUMENT:
        says = archive.open(names[0]).read(HEAD) if names[:1] == ["mimetype"] else b""
        if says.strip() != OPEN_DOCUMENT[extension]:
            raise ContentError("kind")


def check_sizes(file, archive):
    """Unpack everything and keep nothing: what the directory declares need not be true."""
    left = most_bytes(file)
    for entry in archive.infolist():
        with archive.open(entry) as packed:
            while block := packed.read(BLOCK):
                left -= len(block)
                if left < 0:
                    raise ContentError("too_much")


def most_bytes(file):
    """How many bytes may come out of an archive of this size."""
    size = file.seek(0, 2)
    return min(MOST_BYTES, FREE_BYTES + MOST_GROWTH * size)


def is_safe(name):
    """Whether a path in an archive stays inside the folder that it is unpacked into."""
    parts = name.replace("\\", "/").split("/")
    return not (name.startswith(("/", "\\")) or ".." in parts or ":" in parts[0] or "\0" in name)


def is_link(entry):
    """Whether an entry is a symbolic link, which may point anywhere."""
    return (entry.external_attr >> 16) & 0o170000 == 0o120000
