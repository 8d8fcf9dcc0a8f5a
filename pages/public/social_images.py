"""A page's image for social networks, drawn per language on first request and stored.

The title stands at the start of the line, the page's picture or emblem at its end. The URL contains
a digest of everything drawn, so it changes with the image; nothing in a request affects the
drawing.
"""

import hashlib
import logging
import re
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from math import cos, pi, sin
from pathlib import Path
from xml.etree import ElementTree

import fontpkg
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image, ImageChops, ImageDraw, ImageFont, features
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import SourceImageIOError

from languages import cldr
from languages.texts import localized
from pages.renditions import is_private

logger = logging.getLogger(__name__)

SIZE = WIDTH, HEIGHT = 1200, 630
# Increase it when the drawing changes.
VERSION = 1
FOLDER = "images/social"
FONT = ("Amiri", 700)

MARGIN = 72
# The width, in pixels, of the picture or emblem at the end of the line.
END_WIDTH = 480
FRIEZE_HEIGHT = 32
TITLE_SIZES = (84, 76, 68, 60, 54, 48, 42)
MOST_LINES = 4
NAME_SIZES = (34, 31, 28, 25)
MARK = 84
# The vertical range of the title: below the logo, above the line over the organisation's name.
TITLE_TOP, TITLE_BOTTOM = MARGIN + MARK, HEIGHT - FRIEZE_HEIGHT - 108
# Line height as a multiple of the font size; Arabic ascenders and descenders are longer.
LEADING = {"Arab": 1.4}

# As in the page heads (tokens.css).
GROUND, RAISED, INK, QUIET = "#0b3a42", "#0e454d", "#f6f0e3", "#b9cfc9"
LINE, SPOT = "#2f6168", "#f0a67f"
OVERSAMPLING = 2


@dataclass(frozen=True)
class Card:
    """The content of a page's image in a language; ``picture`` is a ``CustomImage`` or ``None``."""

    page_id: int
    language: str
    title: str
    organisation: str
    emblem: str
    picture: object = None

    @property
    def digest(self):
        """A digest of everything that the drawing depends on."""
        picture = self.picture
        parts = (
            VERSION,
            FONT if can_write() else None,
            cldr.direction(self.language),
            self.title,
            self.organisation,
            self.emblem,
            picture and (picture.file.name, picture.file_hash, str(picture.get_focal_point())),
        )
        return hashlib.sha256(repr(parts).encode()).hexdigest()[:20]

    @property
    def folder(self):
        """The folder of this page and language, which may also hold older images."""
        return f"{FOLDER}/{self.page_id}-{self.language}"

    @property
    def file_name(self):
        """The image's name in the public uploads."""
        return f"{self.folder}/{self.digest}.jpg"

    @property
    def url(self):
        """The image's path on this site."""
        return f"{settings.MEDIA_URL}{self.file_name}"


def card_of(page, language, identity):
    """The card of a page in a language that it is available in; ``identity`` is the site's
    ``SiteIdentity`` or ``None``."""
    name = identity and str(localized(identity, "organisation_name", language))
    return Card(
        page_id=page.pk,
        language=language,
        title=str(localized(page, "title", language)),
        organisation=name or "",
        emblem=page.social_emblem,
        picture=page.social_picture,
    )


def kept(card):
    """A card's file content, drawn and stored if missing; older files are deleted."""
    try:
        if default_storage.exists(card.file_name):
            with default_storage.open(card.file_name) as file:
                return file.read()
    except Exception as error:  # noqa: BLE001 - see report
        report(card, error)
    content = as_jpeg(draw(card))
    try:
        forget(card.page_id, card.language)
        stored = default_storage.save(card.file_name, ContentFile(content))
        # Another process has stored it first.
        if stored != card.file_name:
            default_storage.delete(stored)
    except Exception as error:  # noqa: BLE001 - see report
        report(card, error)
    return content


def report(card, error):
    """Log that an image cannot be stored; the next request draws it again.

    Storages fail in many ways, and a failure must not keep the image from being served.
    """
    logger.warning("%s cannot be kept: %s: %s", card.file_name, type(error).__name__, error)


def forget(page_id, language):
    """Delete the images of a page in a language."""
    _empty(f"{FOLDER}/{page_id}-{language}")


def forget_all():
    """Delete the images of all pages."""
    try:
        folders, _files = default_storage.listdir(FOLDER)
    except FileNotFoundError:
        return
    for folder in folders:
        _empty(f"{FOLDER}/{folder}")


def _empty(folder):
    try:
        _folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in files:
        default_storage.delete(f"{folder}/{name}")


def as_jpeg(image):
    """The image as JPEG, which every network reads."""
    buffer = BytesIO()
    image.save(buffer, "JPEG", quality=82, optimize=True, progressive=True, subsampling=0)
    return buffer.getvalue()


# Drawing


def can_write():
    """Whether text can be shaped: Pillow needs FriBiDi for Arabic."""
    return features.check("raqm")


@cache
def font(size):
    """The font, which has Arabic and Latin letters, in a size in pixels."""
    family, weight = FONT
    return ImageFont.truetype(
        fontpkg.path(family, weight=weight), size, layout_engine=ImageFont.Layout.RAQM
    )


def draw(card):
    """Draw a card, as an RGB image."""
    is_rtl = cldr.direction(card.language) == "rtl"
    image = Image.new("RGB", SIZE, GROUND)
    end = 0 if is_rtl else WIDTH - END_WIDTH
    picture = cropped_picture(card.picture)
    if picture:
        image.paste(picture, (end, 0))
    else:
        ImageDraw.Draw(image).rectangle(
            (end, 0, end + END_WIDTH - 1, HEIGHT - FRIEZE_HEIGHT - 1), fill=RAISED
        )
        side = 430
        place = (end + (END_WIDTH - side) // 2, (HEIGHT - FRIEZE_HEIGHT - side) // 2)
        paint_symbol(image, card.emblem, place, side)
    begin = END_WIDTH if is_rtl else 0
    paint_frieze(image, begin if picture else 0, WIDTH - END_WIDTH if picture else WIDTH)
    if can_write():
        write(image, card, begin, is_rtl)
    else:
        side = 300
        place = (begin + (WIDTH - END_WIDTH - side) // 2, (HEIGHT - FRIEZE_HEIGHT - side) // 2)
        paint_symbol(image, card.emblem if picture else "logo", place, side)
    return image


def cropped_picture(picture):
    """A ``CustomImage`` cropped to its place around its focal point; ``None`` if it cannot be
    read."""
    if picture is None:
        return None
    try:
        rendition = picture.get_rendition(f"fill-{END_WIDTH}x{HEIGHT}|format-png")
        if is_private(rendition):
            # Everybody sees the drawing.
            return None
        with rendition.file.open("rb") as file:
            found = Image.open(file).convert("RGB")
    except (SourceImageIOError, InvalidFilterSpecError, OSError):
        return None
    if found.size == (END_WIDTH, HEIGHT):
        return found
    # Wagtail does not enlarge small pictures.
    return found.resize((END_WIDTH, HEIGHT), Image.Resampling.LANCZOS)


def write(image, card, begin, is_rtl):
    """Draw the logo, the title and the organisation's name, aligned to the start of the line."""
    pen = ImageDraw.Draw(image)
    room = WIDTH - END_WIDTH - 2 * MARGIN
    edge = begin + MARGIN + (room if is_rtl else 0)
    options = {
        "anchor": "rs" if is_rtl else "ls",
        "direction": "rtl" if is_rtl else "ltr",
        "language": card.language,
    }

    paint_symbol(image, "logo", (edge - MARK if is_rtl else edge, MARGIN - 12), MARK)

    leading = LEADING.get(cldr.script(card.language), 1.14)
    size, lines = fitting(card.title, room, leading, options)
    middle = (TITLE_TOP + TITLE_BOTTOM) / 2
    baseline = middle - size * leading * (len(lines) - 1) / 2 + size * 0.3
    for number, line in enumerate(lines):
        place = (edge, baseline + number * size * leading)
        pen.text(place, line, fill=INK, font=font(size), **options)

    if card.organisation and card.organisation != card.title:
        base = HEIGHT - FRIEZE_HEIGHT - 36
        x = edge - 56 if is_rtl else edge
        pen.rectangle((x, base - 54, x + 56, base - 51), fill=SPOT)
        typeface = next(
            (
                font(size)
                for size in NAME_SIZES
                if length_of(card.organisation, font(size), options) <= room
            ),
            font(NAME_SIZES[-1]),
        )
        name = shortened(card.organisation, room, typeface, options)
        pen.text((edge, base), name, fill=QUIET, font=typeface, **options)


def length_of(text, typeface, options):
    """The width of a text in pixels."""
    return typeface.getlength(text, direction=options["direction"], language=options["language"])


def fitting(text, room, leading, options):
    """The largest font size at which a title fits, and its lines; at the smallest size it is
    truncated."""
    for size in TITLE_SIZES:
        lines = broken(text, room, font(size), options)
        if (
            len(lines) <= MOST_LINES
            and len(lines) * size * leading <= TITLE_BOTTOM - TITLE_TOP
            and all(length_of(line, font(size), options) <= room for line in lines)
        ):
            return size, lines
    lines[MOST_LINES - 1 :] = [" ".join(lines[MOST_LINES - 1 :])] if lines[MOST_LINES - 1 :] else []
    return size, [shortened(line, room, font(size), options) for line in lines]


def broken(text, room, typeface, options):
    """Wrap a text to lines no wider than ``room`` and of similar width."""
    lines = broken_at(text, room, typeface, options)
    for narrower in range(int(room) - 20, int(room * 0.5), -20):
        tried = broken_at(text, narrower, typeface, options)
        if len(tried) > len(lines):
            break
        lines = tried
    return lines


def broken_at(text, room, typeface, options):
    """Wrap a text greedily; a word wider than ``room`` gets its own line."""
    lines = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and length_of(longer, typeface, options) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def shortened(text, room, typeface, options):
    """A text, truncated with an ellipsis if it is too wide."""
    if length_of(text, typeface, options) <= room:
        return text
    while text and length_of(f"{text}…", typeface, options) > room:
        text = text[:-1]
    return f"{text.rstrip()}…"


# The sprite's symbols: lines, polygons and circles, which emblems consist of


@cache
def symbols():
    """The sprite's symbols by name, as pairs of outlines and the path's attributes."""
    namespace = "{http://www.w3.org/2000/svg}"
    # The file is ours, so the parser needs no protection.
    root = ElementTree.parse(Path(finders.find("images/emblems.svg"))).getroot()  # noqa: S314
    return {
        symbol.get("id"): [(outlines(path.get("d")), path.attrib) for path in symbol]
        for symbol in root.iter(f"{namespace}symbol")
        if not symbol.get("id").startswith("icon-")
    }


def outlines(data):
    """SVG path data of lines (M, L, Z) and circles (two arcs), as pairs of points and whether
    closed."""
    found = []
    for part in re.findall(r"M[^M]*", data):
        numbers = [float(number) for number in re.findall(r"-?\d*\.?\d+", part)]
        if "a" in part:
            x, y, radius = numbers[:3]
            corners = [2 * pi * k / 96 for k in range(96)]
            points = [(x + radius + radius * cos(a), y + radius * sin(a)) for a in corners]
        else:
            points = list(zip(numbers[::2], numbers[1::2], strict=True))
        found.append((points, part.endswith("Z")))
    return found


def paint_symbol(image, name, place, side):
    """Paint a symbol of the sprite as a square of ``side`` pixels, its upper left corner at
    ``place``."""
    scale = side * OVERSAMPLING / 96
    size = (side * OVERSAMPLING,) * 2
    for found, attributes in symbols().get(name) or symbols()["general"]:
        mask = Image.new("L", size)
        for points, is_closed in found:
            scaled = [(x * scale, y * scale) for x, y in points]
            layer = Image.new("L", size)
            pen = ImageDraw.Draw(layer)
            if attributes["fill"] != "none":
                pen.polygon(scaled, fill=255)
                is_hole = attributes.get("fill-rule") == "evenodd"
                mask = (ImageChops.difference if is_hole else ImageChops.lighter)(mask, layer)
            else:
                ends = [scaled[0], scaled[1]] if is_closed else []
                width = round(float(attributes["stroke-width"]) * scale)
                ImageDraw.Draw(mask).line([*scaled, *ends], fill=255, width=width, joint="curve")
        opacity = float(attributes.get("fill-opacity", 1))
        mask = mask.resize((side, side), Image.Resampling.LANCZOS)
        mask = mask.point(lambda value, opacity=opacity: round(value * opacity))
        image.paste(SPOT if "spot" in attributes["fill"] else INK, place, mask)


def paint_frieze(image, x, width):
    """Paint a band of the site's pattern along the lower edge."""
    scale = OVERSAMPLING * FRIEZE_HEIGHT / 16
    band = Image.new("RGB", (width * OVERSAMPLING, FRIEZE_HEIGHT * OVERSAMPLING), GROUND)
    pen = ImageDraw.Draw(band)
    pattern = outlines(
        "M16 0L18.3 2.3L21.7 2.3L21.7 5.7L24 8L21.7 10.3L21.7 13.7L18.3 13.7L16 16L13.7 13.7"
        "L10.3 13.7L10.3 10.3L8 8L10.3 5.7L10.3 2.3L13.7 2.3Z"
        "M0 4L4 8L0 12Z"
        "M32 4L28 8L32 12Z"
    )
    for start in range(width // (2 * FRIEZE_HEIGHT) + 1):
        for points, _is_closed in pattern:
            shifted = [((32 * start + px) * scale, py * scale) for px, py in points]
            pen.polygon(shifted, fill=LINE)
    band = band.resize((width, FRIEZE_HEIGHT), Image.Resampling.LANCZOS)
    image.paste(band, (x, HEIGHT - FRIEZE_HEIGHT))
