"""Serves uploads: public renditions to everybody, other files to those who may see them."""

import logging
import os
import re
import stat
from email.utils import formatdate
from functools import lru_cache
from http import HTTPStatus

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse, HttpResponseNotAllowed
from django.utils.cache import get_conditional_response
from wagtail.documents.views.serve import serve
from wagtail.permissions import policy_registry
from wagtail.users.models import UserProfile

from pages.models import BasePage, CustomDocument, CustomImage, CustomRendition
from pages.public import private_pictures
from pages.renditions import PRIVATE_FOLDER, PUBLIC_FOLDER

logger = logging.getLogger(__name__)

# Types that browsers may display; others are downloaded.
SHOWN_TYPES = {
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
}
MONTH = 30 * 24 * 60 * 60
# Even if a browser rendered a file as a page, it could load and run nothing.
INERT_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"
# In bytes. Below this size one read is faster than streaming (bench/README.md).
READ_AT_ONCE = 1024 * 1024
RANGE = re.compile(r"bytes=(\d*)-(\d*)")


class MediaMiddleware:
    """Serves public uploads before sessions and languages, which they do not need."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.prefix = f"{settings.MEDIA_URL}{PUBLIC_FOLDER}/"

    def __call__(self, request):
        """The upload, or the site's response to any other URL."""
        if not request.path_info.startswith(self.prefix):
            return self.get_response(request)
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        file = existing_file(PUBLIC_FOLDER, request.path_info.removeprefix(self.prefix))
        # The site's own 404 page follows.
        if file is None:
            return self.get_response(request)
        response = respond(request, file, f"public, max-age={MONTH}")
        response["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response


def serve_upload(request, path):
    """An upload below MEDIA_ROOT, if the person may see it; Http404 for others.

    Documents are none of these: Wagtail's view serves them and checks their collection's
    permissions.
    """
    folder, _, name = path.partition("/")
    may_see = WHO_SEES.get(folder)
    if may_see and request.method in ("GET", "HEAD") and may_see(request, path):
        file = existing_file(folder, name)
        if file:
            return respond(request, file, "private, no-store")
    raise Http404("No such upload.")


def sees_original(request, path):
    """Whether somebody keeps the picture whose original this is, or chooses from its collection."""
    image = CustomImage.objects.select_related("collection").filter(file=path).first()
    return image is not None and private_pictures.may_manage(request.user, image)


def sees_private_rendition(request, path):
    """Whether somebody may see the picture that this was made of."""
    rendition = (
        CustomRendition.objects.select_related("image__collection").filter(file=path).first()
    )
    return rendition is not None and private_pictures.may_see(request, rendition.image)


def sees_portrait(request, path):
    """Whether it is one's own, or that of a colleague beside whose name the admin shows it: where
    pages and their history are."""
    user = request.user
    if not user.has_perm("wagtailadmin.access_admin"):
        return False
    profile = UserProfile.objects.filter(avatar=path).first()
    policy = policy_registry.get_by_type(BasePage)
    return profile is not None and (
        profile.user_id == user.pk or policy.explorable_root_instance(user) is not None
    )


# Who sees what lies in a folder: a function of the request and the path, by folder.
WHO_SEES = {
    "original_images": sees_original,
    PRIVATE_FOLDER: sees_private_rendition,
    "avatar_images": sees_portrait,
}


def serve_document(request, document_id, document_filename):
    """A document by Wagtail's view, which asks whom its collection is open to.

    What is not open to everybody is kept by no cache; a file that is not there is no page.
    """
    try:
        response = serve(request, document_id, document_filename)
    except OSError as error:
        logger.warning("Document %s cannot be read: %s", document_id, error)
        raise Http404("The file of this document cannot be read.") from error
    document = CustomDocument.objects.select_related("collection").get(pk=document_id)
    response = requested_part_of(request, document, response)
    if document.collection.get_view_restrictions().exists():
        response["Cache-Control"] = "private, no-store"
    return response


def requested_part_of(request, document, response):
    """A document's response, or the range of it that was asked for: 206, or 416 if there is none
    (RFC 9110)."""
    if response.status_code != HTTPStatus.OK or not response.streaming:
        return response
    response["Accept-Ranges"] = "bytes"
    asked = request.headers.get("Range")
    validators = (response.get("ETag"), response.get("Last-Modified"))
    if (
        request.method != "GET"
        or not asked
        or (request.headers.get("If-Range", validators[0]) not in validators)
    ):
        return response
    size = document.file.size
    part = requested_part(asked, size)
    if part == (0, size):
        return response
    response.close()
    headers = {k: v for k, v in response.items() if k not in ("Content-Length", "Content-Type")}
    if part is None:
        headers["Content-Range"] = f"bytes */{size}"
        headers.pop("Content-Disposition", None)
        return HttpResponse(status=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, headers=headers)
    start, end = part
    headers["Content-Length"] = str(end - start)
    headers["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    return FileResponse(
        FilePart(document.file.path, start, end - start),
        status=HTTPStatus.PARTIAL_CONTENT,
        content_type=response["Content-Type"],
        headers=headers,
    )


def existing_file(folder, name):
    """The path of a regular file in MEDIA_ROOT/folder, or None."""
    # No empty, hidden or parent parts, and no separators of other systems.
    if any(not part or part.startswith(".") for part in name.split("/")) or "\\" in name:
        return None
    root = resolved(os.path.join(settings.MEDIA_ROOT, folder))
    try:
        # A symbolic link could still point outside the folder.
        path = os.path.realpath(os.path.join(root, name))
        if path.startswith(root + os.sep) and stat.S_ISREG(os.stat(path).st_mode):
            return path
    except (OSError, ValueError):
        # Missing, a null byte, or a name too long for the file system.
        pass
    return None


@lru_cache
def resolved(folder):
    """The folder's real path, cached for the life of the process."""
    return os.path.realpath(folder)


def respond(request, file, cache_control):
    """The whole file, the requested range, or 304 Not Modified."""
    found = os.stat(file)
    etag = f'"{found.st_mtime_ns:x}-{found.st_size:x}"'
    last_modified = formatdate(int(found.st_mtime), usegmt=True)
    response = get_conditional_response(request, etag=etag, last_modified=int(found.st_mtime))
    if response is None:
        asked = request.headers.get("Range")
        if request.headers.get("If-Range", etag) not in (etag, last_modified):
            asked = None
        response = whole_or_part(request, file, found.st_size, asked)
    response["Cache-Control"] = cache_control
    response["Content-Security-Policy"] = INERT_POLICY
    response["ETag"] = etag
    response["Last-Modified"] = last_modified
    response["Accept-Ranges"] = "bytes"
    return response


def whole_or_part(request, file, size, asked):
    """A 200 response; 206 for a satisfiable range, 416 for an unsatisfiable one (RFC 9110)."""
    part = requested_part(asked, size)
    if part is None:
        response = HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
        del response["Content-Type"]
        return response
    start, end = part
    length = end - start
    if request.method == "HEAD":
        response = HttpResponse()
    elif length <= READ_AT_ONCE:
        with open(file, "rb") as source:
            source.seek(start)
            response = HttpResponse(source.read(length))
    else:
        response = FileResponse(FilePart(file, start, length))
        response.block_size = FilePart.block_size
    response["Content-Length"] = str(length)
    shown_as = SHOWN_TYPES.get(os.path.splitext(file)[1].lower())
    response["Content-Type"] = shown_as or "application/octet-stream"
    if not shown_as:
        response["Content-Disposition"] = "attachment"
    if length < size:
        response.status_code = 206
        response["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    return response


def requested_part(asked, size):
    """The (start, end) requested by a Range header for a file of this size, end excluded.

    The whole file without a header, or with one that servers may ignore (other units, several
    ranges, malformed). None if the range is unsatisfiable.
    """
    match = RANGE.fullmatch((asked or "").strip())
    if not match or match.groups() == ("", ""):
        return 0, size
    first, last = match.groups()
    if not first:
        return (max(0, size - int(last)), size) if int(last) and size else None
    start, end = int(first), min(int(last), size - 1) + 1 if last else size
    if last and int(last) < int(first):
        return 0, size
    return (start, end) if start < size else None


class FilePart:
    """A range of a file, read in blocks, as FileResponse expects."""

    block_size = 64 * 1024

    def __init__(self, file, start, length):
        self.source = open(file, "rb")  # noqa: SIM115 - the response closes it
        self.source.seek(start)
        self.remaining = length

    def read(self, size=-1):
        """Up to ``size`` more bytes; empty at the end of the range."""
        block = self.source.read(min(size if size >= 0 else self.remaining, self.remaining))
        self.remaining -= len(block)
        return block

    def close(self):
        """Close the file; called when the response has been sent."""
        self.source.close()
