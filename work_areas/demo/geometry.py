"""Pure: the points of stars and polygons, of which emblems and the demo site's pictures are made.

A point is (x, y); a turn is a fraction of a full turn, 0 being to the right.
"""

from math import cos, pi, sin

# The side of the square that an emblem is drawn in, and its middle.
SIZE = 96
CENTRE = (SIZE / 2, SIZE / 2)
Point = tuple[float, float]


def at(radius: float, turn: float, centre: Point = CENTRE) -> Point:
    """The point at a distance from a centre, in the direction of a turn."""
    angle = 2 * pi * turn
    return (centre[0] + radius * cos(angle), centre[1] + radius * sin(angle))


def polygon(corners: int, radius: float, turn: float = 0.0, centre: Point = CENTRE) -> list[Point]:
    """The corners of a regular polygon; ``turn`` is where the first one lies."""
    return [at(radius, turn + k / corners, centre) for k in range(corners)]


def star(
    radius: float, depth: int = 2, corners: int = 8, turn: float = 0.0, centre: Point = CENTRE
) -> list[Point]:
    """The outline of the star polygon {corners/depth}: two squares for {8/2}."""
    inner = radius * cos(pi * depth / corners) / cos(pi * (depth - 1) / corners)
    half = 0.5 / corners
    points = []
    for k in range(corners):
        points += [
            at(radius, turn + k / corners, centre),
            at(inner, turn + k / corners + half, centre),
        ]
    return points
