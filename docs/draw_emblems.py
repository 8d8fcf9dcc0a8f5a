"""Draws the work areas' emblems, the logo and the icons: pure geometry, written out as SVG.

``python -m docs.draw_emblems`` writes the files that templates use. Every emblem is built from
the eight-pointed star and the octagon, so that nine subjects look like one family.
"""

from math import cos, pi
from pathlib import Path

from work_areas.demo.geometry import CENTRE, SIZE, at, polygon, star

FOLDER = Path(__file__).resolve().parent.parent / "static" / "images"
EIGHTH = 1 / 8
SIXTEENTH = 1 / 16

# The colours of the two files that stand alone; the sprite takes the page's own.
TEAL, PAPER, COPPER = "#0e454d", "#fbf7ef", "#e39a73"

LINE = 'fill="none" stroke="currentColor" stroke-width="1.75" stroke-linejoin="round"'
SOFT = 'fill="currentColor" fill-opacity=".14"'
SOLID = 'fill="currentColor" fill-rule="evenodd"'
# The one spot of colour; where a page sets none, it is as the rest.
SPOT = 'fill="var(--emblem-spot, currentColor)"'
STROKE = (
    'fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round"'
    ' stroke-linejoin="round"'
)


def kite(near, middle, far, width, turn):
    """A kite that points away from the centre: its tips at two distances, its sides between."""
    return [at(near, turn), at(middle, turn - width), at(far, turn), at(middle, turn + width)]


# Emblems: each a list of (path data, SVG attributes)


def number(value):
    """A coordinate in one decimal, without needless zeros."""
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")


def path(*outlines, closed=True):
    """SVG path data for lists of points."""
    return "".join(
        "M" + "L".join(f"{number(x)} {number(y)}" for x, y in outline) + ("Z" if closed else "")
        for outline in outlines
    )


def circle(radius, centre):
    """SVG path data for a circle."""
    x, y = number(centre[0] - radius), number(centre[1])
    r, d = number(radius), number(2 * radius)
    return f"M{x} {y}a{r} {r} 0 1 0 {d} 0a{r} {r} 0 1 0 -{d} 0Z"


def decentralisation():
    """From one centre, eight rays carry its power outwards."""
    turns = [k * EIGHTH for k in range(8)]
    rays = [[at(15, turn), at(28, turn)] for turn in turns]
    seats = [polygon(4, 8.5, turn, at(36.5, turn)) for turn in turns]
    cores = [polygon(4, 3.5, turn, at(36.5, turn)) for turn in turns]
    return [
        (path(star(15), *seats), SOFT),
        (path(star(15), *seats), LINE),
        (path(*rays, closed=False), LINE),
        (path(*cores), SPOT),
    ]


def associations():
    """Eight equals, interlaced into one ring."""
    ring = [polygon(8, 16.5, SIXTEENTH, at(29, k * EIGHTH)) for k in range(8)]
    return [
        (path(polygon(8, 31)), SOFT),
        (path(*ring), LINE),
        (path(star(8)), SPOT),
    ]


def territorial():
    """A place within a region: one star holds the other."""
    spokes = [
        [at(23.8, k * EIGHTH + SIXTEENTH), at(33.7, k * EIGHTH + SIXTEENTH)] for k in range(8)
    ]
    return [
        (path(star(44), polygon(8, 44)), LINE),
        (path(star(23.8, turn=SIXTEENTH)), SOFT),
        (path(star(23.8, turn=SIXTEENTH), polygon(8, 18.2)), LINE),
        (path(*spokes, closed=False), LINE),
        (path(star(9)), SPOT),
    ]


def democracy():
    """Eight seats around one table."""
    seats = [kite(19, 31, 45, 0.043, k * EIGHTH) for k in range(8)]
    gaps = [[at(21, k * EIGHTH + SIXTEENTH), at(30, k * EIGHTH + SIXTEENTH)] for k in range(8)]
    return [
        (path(*seats), SOFT),
        (path(*seats, polygon(8, 14, SIXTEENTH)), LINE),
        (path(*gaps, closed=False), LINE),
        (path(polygon(8, 6.5, SIXTEENTH)), SPOT),
    ]


def services():
    """A grid of offices, and what joins them."""
    centres = [(26, 26), (70, 26), (70, 70), (26, 70)]
    offices = [polygon(8, 22 / cos(pi / 8), SIXTEENTH, centre) for centre in centres]
    stars = [star(14, centre=centre) for centre in centres]
    return [
        (path(*stars), SOFT),
        (path(*offices, *stars), LINE),
        (path(polygon(4, 8.5)), SPOT),
    ]


def partnership():
    """Two stars, and the ground they share."""
    left, right = (32, 48), (64, 48)
    pair = [star(29, centre=left), star(29, centre=right)]
    cores = [polygon(8, 5, SIXTEENTH, (22, 48)), polygon(8, 5, SIXTEENTH, (74, 48))]
    return [
        (path(*pair), SOFT),
        (path(*pair, *cores), LINE),
        (path(star(9)), SPOT),
    ]


def eu():
    """A ring of stars around one that has found its place among them."""
    ring = [star(7.5, centre=at(38, k * EIGHTH)) for k in range(8)]
    return [
        (path(*ring), SOFT),
        (path(*ring, star(27, depth=3, turn=SIXTEENTH)), LINE),
        (path(star(27, depth=3, turn=SIXTEENTH)), SOFT),
        (path(star(8)), SPOT),
    ]


def symbiocity():
    """Systems that overlap and live off each other, within one city."""
    systems = "".join(circle(16.5, at(16.5, k * EIGHTH)) for k in range(8))
    return [
        (circle(33, CENTRE), SOFT),
        (systems, LINE),
        (path(star(45, turn=SIXTEENTH)), LINE),
        (path(polygon(8, 6, SIXTEENTH)), SPOT),
    ]


def general():
    """The family's plain star."""
    return [
        (path(star(44)), LINE),
        (path(star(30, depth=3)), SOFT),
        (path(star(30, depth=3)), LINE),
        (path(polygon(8, 8, SIXTEENTH)), SPOT),
    ]


EMBLEMS = {
    drawing.__name__: drawing
    for drawing in (
        decentralisation,
        associations,
        territorial,
        democracy,
        services,
        partnership,
        eu,
        symbiocity,
        general,
    )
}

# Path data on a grid of 24 by 24; "forward" points right, and turns round where text does.
ICONS = {
    "icon-search": "M16 16l4.5 4.5M18 10.5a7.5 7.5 0 1 1-15 0a7.5 7.5 0 0 1 15 0Z",
    "icon-menu": "M4 7h16M4 12h16M4 17h16",
    "icon-forward": "M4.5 12h15M13.5 6l6 6l-6 6",
    "icon-outside": "M8 5h11v11M19 5L5 19",
    "icon-download": "M12 4v11M7 10.5l5 5l5-5M5 20h14",
    "icon-mail": "M3.5 6h17v12.5h-17ZM3.5 7l8.5 6.5L20.5 7",
    "icon-phone": "M6 3.5h3.5l1.5 4.5l-2.2 1.6a12 12 0 0 0 5.6 5.6L16 13l4.5 1.5V18a2.5 2.5 0 0 1"
    "-2.5 2.5A14.5 14.5 0 0 1 3.5 6A2.5 2.5 0 0 1 6 3.5Z",
}


def mark():
    """The logo's two parts: a star with a star-shaped opening, and what stands in it."""
    return path(star(46), star(29, depth=3, turn=SIXTEENTH)), path(polygon(8, 8, SIXTEENTH))


def symbol(name, size, shapes):
    """A named drawing that pages call up by ``<use>``."""
    paths = "".join(f'<path d="{data}" {attributes}/>' for data, attributes in shapes)
    return f'<symbol id="{name}" viewBox="0 0 {size} {size}">{paths}</symbol>\n'


def sprite():
    """The file with every emblem, the logo and the icons."""
    body, spot = mark()
    symbols = [symbol(name, SIZE, drawing()) for name, drawing in EMBLEMS.items()]
    symbols.append(symbol("logo", SIZE, [(body, SOLID), (spot, SPOT)]))
    symbols += [symbol(name, 24, [(data, STROKE)]) for name, data in ICONS.items()]
    return f'<svg xmlns="http://www.w3.org/2000/svg">\n{"".join(symbols)}</svg>\n'


def stand_alone(foreground, background=None):
    """The logo as a file of its own, on a rounded ground if it has one."""
    body, spot = mark()
    ground = ""
    edge = 0
    if background:
        edge = 12
        box = SIZE + 2 * edge
        ground = (
            f'<rect x="-{edge}" y="-{edge}" width="{box}" height="{box}" rx="24"'
            f' fill="{background}"/>'
        )
    view = f"{-edge} {-edge} {SIZE + 2 * edge} {SIZE + 2 * edge}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{view}">{ground}'
        f'<path d="{body}" fill="{foreground}" fill-rule="evenodd"/>'
        f'<path d="{spot}" fill="{COPPER}"/></svg>\n'
    )


def files():
    """The content of every file, by its name."""
    return {
        "emblems.svg": sprite(),
        "logo.svg": stand_alone(TEAL),
        "favicon.svg": stand_alone(PAPER, TEAL),
    }


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, content in files().items():
        FOLDER.joinpath(name).write_text(content, encoding="utf-8")
