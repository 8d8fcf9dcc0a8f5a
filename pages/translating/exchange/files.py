"""Files by name and size: PO, XLIFF, or a ZIP of these, which is never unpacked to a disk."""

import re
import stat
import zipfile
import zlib
from io import BytesIO
from pathlib import PurePosixPath

from django.template.defaultfilters import filesizeformat
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pages.translating.exchange import po, xliff
from pages.translating.exchange.entries import ExchangeError, shortened

FORMATS = {"po": po, "xliff": xliff}
SUFFIXES = {".po": po, ".xlf": xliff, ".xliff": xliff}
ZIP_SUFFIX = ".zip"
# The largest file, and the most that a ZIP may hold when unpacked.
LARGEST_FILE = 20 * 1024 * 1024
LARGEST_ZIP = 100 * 1024 * 1024
MOST_MEMBERS = 2000
MOST_TEXTS = 100_000
# Text is usually compressed to a tenth, rarely to a hundredth; ZIP bombs to a thousandth.
HIGHEST_RATIO = 200
SMALL = 64 * 1024


def file_name(parts, source, target, file_format):
    """What a file with these parts is called: by the unit if it has only one."""
    suffix = FORMATS[file_format].SUFFIX
    name = "texts"
    if len(parts) == 1:
        last = PurePosixPath(parts[0].address.rstrip("/")).name
        name = "-".join(filter(None, [parts[0].key, slugify(last)]))
    return f"{name}.{source}-{target}{suffix}"


def dump(parts, source, target, file_format):
    """The bytes of one file with all the parts; ``file_format`` is a key of ``FORMATS``."""
    return FORMATS[file_format].dump(parts, source, target)


def dump_each(parts, source, target, file_format):
    """(name, bytes) of a file for each of the parts."""
    for part in parts:
        yield (
            file_name([part], source, target, file_format),
            dump([part], source, target, file_format),
        )


def zipped(files):
    """The bytes of a ZIP with these files, (name, bytes): the same for the same files."""
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            info = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, data)
    return held.getvalue()


def read(name, data):
    """The documents in a file, as a list; raises ExchangeError if any of it cannot be used.

    In: what the file is called, and its bytes.
    """
    suffix = PurePosixPath(name).suffix.lower()
    if suffix == ZIP_SUFFIX:
        documents = [_read_one(*member) for member in _members(name, data)]
    else:
        documents = [_read_one(name, data)]
    count = sum(len(document.entries) for document in documents)
    if count > MOST_TEXTS:
        message = ngettext(
            "The file has too many texts: at most %(count)d can be imported at once.",
            "The file has too many texts: at most %(count)d can be imported at once.",
            MOST_TEXTS,
        )
        raise ExchangeError(message % {"count": MOST_TEXTS}, name)
    if not count:
        raise ExchangeError(_("The file has no texts."), name)
    return documents


def _read_one(name, data):
    file_format = SUFFIXES.get(PurePosixPath(name).suffix.lower())
    if file_format is None:
        message = _(
            "This is not a PO file (.po), an XLIFF file (.xlf, .xliff) or a ZIP of such files."
        )
        raise ExchangeError(message, shortened(name))
    if len(data) > LARGEST_FILE:
        raise _too_large(name, LARGEST_FILE)
    return file_format.load(name, data)


def _too_large(name, limit):
    message = _("The file is too large: at most %(size)s.") % {"size": filesizeformat(limit)}
    return ExchangeError(message, shortened(name))


def _members(name, data):
    """(name, bytes) of the files in a ZIP, in its order."""
    if len(data) > LARGEST_FILE:
        raise _too_large(name, LARGEST_FILE)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = [info for info in archive.infolist() if _is_wanted(info)]
            _check(name, members)
            return [(f"{name}/{info.filename}", _unpacked(archive, info)) for info in members]
    # What zipfile and zlib raise for broken, encrypted or unsupported archives.
    except (
        zipfile.BadZipFile, zlib.error, EOFError, OSError, OverflowError, RuntimeError, ValueError,
    ) as error:  # fmt: skip
        if isinstance(error, ExchangeError):
            raise
        message = _("The ZIP file is broken, encrypted or of an unknown kind.")
        raise ExchangeError(message, name) from error


def _is_wanted(info):
    """Whether a member is a file to import, not a folder or a system's hidden file."""
    parts = PurePosixPath(info.filename).parts
    return not info.is_dir() and "__MACOSX" not in parts and parts[-1:] != (".DS_Store",)


def _check(name, members):
    """Raise ExchangeError for a ZIP that is not safe to read."""
    if len(members) > MOST_MEMBERS:
        message = ngettext(
            "The ZIP file has too many files: at most %(count)d can be imported at once.",
            "The ZIP file has too many files: at most %(count)d can be imported at once.",
            MOST_MEMBERS,
        )
        raise ExchangeError(message % {"count": MOST_MEMBERS}, name)
    if sum(info.file_size for info in members) > LARGEST_ZIP:
        raise _too_large(name, LARGEST_ZIP)
    seen = set()
    for info in members:
        path = info.filename
        is_odd = (
            path.startswith("/")
            or "\\" in info.orig_filename
            or re.match(r"[A-Za-z]:", path)
            or ".." in PurePosixPath(path).parts
            or not path.isprintable()
            or "\0" in info.orig_filename
            or path in seen
            or stat.S_ISLNK(info.external_attr >> 16)
        )
        seen.add(path)
        if is_odd:
            message = _("The ZIP file has an entry that is not allowed: %(name)s.")
            raise ExchangeError(message % {"name": ascii(shortened(path))}, name)
        if info.file_size > LARGEST_FILE:
            raise _too_large(f"{name}/{path}", LARGEST_FILE)
        if info.file_size > SMALL and info.file_size > HIGHEST_RATIO * info.compress_size:
            message = _(
                "The ZIP file has an entry that is far larger than its compressed size: %(name)s."
            )
            raise ExchangeError(message % {"name": shortened(path)}, name)


def _unpacked(archive, info):
    """The bytes of a member, no more than it says it has."""
    with archive.open(info) as member:
        return member.read(info.file_size + 1)
