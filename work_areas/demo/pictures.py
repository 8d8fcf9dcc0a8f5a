"""Draws the demo site's pictures: a pattern of octagons and stars, with different light per
subject.

The pattern is the tiling of octagons and squares with a star in each tile, whose lines cross each
edge at its midpoint at one angle. Angle, scale and light differ by subject.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from math import atan2, cos, exp, hypot, pi, radians, sin, sqrt, tan

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from work_areas.demo.geometry import at, star

# Drawn larger and scaled down, for anti-aliasing.
OVERSAMPLING = 2

# From dark to light.
RAMP = [
    (0.00, (5, 30, 36)),
    (0.28, (12, 58, 66)),
    (0.52, (27, 99, 104)),
    (0.72, (92, 152, 146)),
    (0.88, (188, 209, 190)),
    (1.00, (247, 238, 220)),
]
SPOT = (196, 96, 58)
SPOT_LIGHT = (240, 176, 130)


@dataclass(frozen=True)
class Scene:
    """A picture's geometry and light.

    ``light`` gives the brightness, from 0 to 1, of a point (x, y), with the centre at 0 and half
    the height as 1; ``spots`` are the (column, row) of highlighted octagons.
    """

    light: Callable[[float, float], float]
    spots: Callable[[int, int], bool]
    angle: float = 62.0
    # Half the distance between octagons, as a fraction of the height: 4 * scale in the units of
    # light.
    scale: float = 0.085
    turn: float = 0.0
    # A large star over the pattern: its centre and radius, or None.
    great_star: tuple[float, float, float] | None = None


# A ring of eight on the grid.
EIGHT = {(3, 0), (2, 2), (0, 3), (-2, 2), (-3, 0), (-2, -2), (0, -3), (2, -2)}


def glow(x, y, centre, width):
    """A soft light around a centre: 1 there, decreasing with the distance."""
    return exp(-(((x - centre[0]) ** 2 + (y - centre[1]) ** 2) / (width * width)))


def band(value, width):
    """A soft line where ``value`` is 0."""
    return exp(-((value / width) ** 2))


def _many_lights(x, y):
    lights = max(glow(x, y, (0.272 * column, 0.272 * row), 0.3) for column, row in EIGHT)
    return 0.12 + 0.22 * glow(x, y, (0, 0), 0.4) + 0.56 * lights


def _ring(x, y):
    return 0.14 + 0.62 * band(hypot(x, y) - 0.62, 0.24)


def _nested(x, y):
    # Nested stars.
    reach = max(abs(x), abs(y), (abs(x) + abs(y)) / sqrt(2))
    return 0.14 + 0.28 * (reach < 1.0) + 0.3 * (reach < 0.45)


def _hall(x, y):
    # Light on a round floor from eight sides.
    rays = 0.5 + 0.5 * cos(8 * atan2(y, x))
    return 0.14 + 0.66 * glow(x, y, (0, 0), 0.95) * (0.5 + 0.5 * rays * min(1, 1.6 * hypot(x, y)))


def _blocks(x, y):
    return 0.18 + 0.32 * (0.5 + 0.5 * sin(4.4 * x)) * (0.5 + 0.5 * cos(4.4 * y)) + 0.06 * x


def _two_lights(x, y):
    return 0.13 + 0.66 * max(glow(x, y, (-0.64, 0), 0.62), glow(x, y, (0.64, 0), 0.62))


def _path(x, y):
    # A path towards the light, around a ring of stars.
    climb = (x + 1.8) / 3.6
    way = band(y + 0.21 - 0.55 * cos(1.18 * (x + 1.8)) - 0.3 * (1 - climb), 0.26)
    return 0.12 + 0.4 * way * (0.4 + 0.6 * climb) + 0.5 * glow(x, y, (0.83, -0.21), 0.62)


def _systems(x, y):
    centres = [at(0.45, k / 6, (0, 0)) for k in range(6)]
    return 0.13 + 0.13 * sum(hypot(x - cx, y - cy) < 0.62 for cx, cy in centres)


def _dawn(x, y):
    return 0.1 + 0.76 * glow(x, y, (-1.15, 1.0), 1.7)


def _slope(x, y):
    return 0.14 + 0.16 * (x + 1.8) + 0.05 * (1 - y)


def _one(column, row):
    return (column, row) == (0, 0)


SCENES = {
    "home": Scene(
        _dawn, lambda column, row: (column, row) == (1, 0), 60, 0.125, great_star=(-1, 1, 1.5)
    ),
    "decentralisation": Scene(_many_lights, lambda *cell: cell in EIGHT, 58, 0.068),
    "associations": Scene(_ring, lambda column, row: {abs(column), abs(row)} == {0, 2}, 66, 0.075),
    "territorial": Scene(_nested, _one, 55, 0.07, great_star=(0, 0, 0.98)),
    "democracy": Scene(_hall, _one, 70, 0.095, 1 / 16),
    "services": Scene(_blocks, lambda column, row: (column + 2 * row) % 5 == 0, 48, 0.085),
    "partnership": Scene(_two_lights, lambda column, row: column == 0 and abs(row) < 2, 64, 0.08),
    "eu": Scene(_path, lambda column, row: (column - 4, row + 1) in EIGHT, 52, 0.052),
    "symbiocity": Scene(_systems, _one, 72, 0.0562),
    "general": Scene(_slope, lambda column, row: (column, row) == (2, 0), 62, 0.1),
}


def shade(value):
    """The colour of a brightness between 0 and 1."""
    value = min(1.0, max(0.0, value))
    for (low, dark), (high, bright) in pairwise(RAMP):
        if value <= high:
            part = (value - low) / (high - low)
            return tuple(round(a + part * (b - a)) for a, b in zip(dark, bright, strict=True))
    return RAMP[-1][1]


def contact_star(corners, inradius, angle, centre, turn):
    """The star formed by lines that cross each edge of a regular tile at its midpoint.

    ``inradius`` is the distance of the midpoints from the centre, ``turn`` the direction of one.
    """
    slope, half = radians(angle), pi / corners
    inner = inradius * cos(slope) / cos(slope - half)
    points = []
    for k in range(corners):
        points += [
            at(inradius, turn + k / corners, centre),
            at(inner, turn + (k + 0.5) / corners, centre),
        ]
    return points


def tiles(width, height, scale, turn):
    """The octagons and squares that cover a canvas: corners, inradius, centre, turn and (column,
    row)."""
    square = scale * tan(pi / 8)
    reach = int(hypot(width, height) / scale / 4) + 2
    middle = (width / 2, height / 2)
    for row in range(-reach, reach + 1):
        for column in range(-reach, reach + 1):
            for corners, inradius, x, y, start in (
                (8, scale, 2 * column, 2 * row, 0),
                (4, square, 2 * column + 1, 2 * row + 1, 1 / 8),
            ):
                centre = at(hypot(x, y) * scale, turn + atan2(y, x) / (2 * pi), middle)
                if (
                    -2 * scale < centre[0] < width + 2 * scale
                    and -2 * scale < centre[1] < height + 2 * scale
                ):
                    yield corners, inradius, centre, turn + start, (column, row)


def draw_picture(key, size=(1600, 900)):
    """The picture of an emblem's name, or of ``home``, as an RGB image of a size in pixels."""
    scene = SCENES[key]
    width, height = (OVERSAMPLING * side for side in size)

    def place(centre):
        return (centre[0] - width / 2) / (height / 2), (centre[1] - height / 2) / (height / 2)

    image = _ground(scene, width, height, place)
    draw = ImageDraw.Draw(image)
    scale = scene.scale * height
    line = max(2, round(scale * 0.035))
    for corners, inradius, centre, turn, cell in tiles(width, height, scale, scene.turn):
        light = scene.light(*place(centre))
        outline = contact_star(corners, inradius, scene.angle, centre, turn)
        is_spot = corners == 8 and scene.spots(*cell)
        fill = SPOT if is_spot else shade(light * 0.92 - 0.015)
        if corners == 4:
            fill = shade(light + 0.16)
        draw.polygon(outline, fill=fill)
        _outline(draw, outline, SPOT_LIGHT if is_spot else shade(light + 0.24), line)
        if corners == 8:
            heart = star(inradius * 0.36, 3, turn=turn, centre=centre)
            draw.polygon(heart, fill=SPOT_LIGHT if is_spot else shade(light + 0.1))
    if scene.great_star:
        x, y, radius = scene.great_star
        centre = (width / 2 + x * height / 2, height / 2 + y * height / 2)
        image = _with_great_star(image, centre, radius * height / 2, scale)
    return image.resize(size, Image.Resampling.LANCZOS)


def _outline(draw, points, colour, width):
    """A closed line with rounded joints."""
    draw.line([*points, points[0], points[1]], fill=colour, width=width, joint="curve")


def _ground(scene, width, height, place):
    """The light between the stars, drawn at low resolution and blurred."""
    step = 40
    small = Image.new("RGB", (width // step, height // step))
    for y in range(small.height):
        for x in range(small.width):
            light = scene.light(*place(((x + 0.5) * step, (y + 0.5) * step)))
            small.putpixel((x, y), shade(light + 0.05))
    return small.filter(ImageFilter.GaussianBlur(0.6)).resize(
        (width, height), Image.Resampling.BICUBIC
    )


def _with_great_star(image, centre, radius, scale):
    """The picture, brightened inside two nested stars with visible edges."""
    mask = Image.new("L", image.size, 0)
    draw = ImageDraw.Draw(mask)
    for factor, fill in ((1.0, 26), (0.7654, 52)):
        draw.polygon(star(radius * factor, turn=(factor < 1) / 16, centre=centre), fill=fill)
    for factor in (1.0, 0.7654):
        outline = star(radius * factor, turn=(factor < 1) / 16, centre=centre)
        _outline(draw, outline, 150, round(scale * 0.05))
    return ImageChops.screen(
        image,
        Image.composite(
            Image.new("RGB", image.size, (150, 160, 140)), Image.new("RGB", image.size), mask
        ),
    )
