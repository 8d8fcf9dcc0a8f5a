"""Draws which room of the code imports which.

``.venv/bin/python -m docs.draw_imports`` writes ``docs/images/imports.svg``, with ``dot`` (Debian
package graphviz). An arrow that others imply is left out.
"""

import re
import subprocess
from html import unescape
from pathlib import Path

import grimp

PICTURE = Path(__file__).parent / "images" / "imports.svg"
ROOTS = ("site_config", "work_areas", "pages", "languages")
# The lowest modules of the core, in one box.
LOWEST = {
    "admin_urls",
    "blocks",
    "primary_keys",
    "querysets",
    "renditions",
    "rich_text",
    "spreadsheets",
}
# What connects the rooms of the core: Django and Wagtail discover it, and it is in none of them.
WIRING = {"apps", "management", "migrations", "signals", "templatetags", "translation"}
WIRING |= {"wagtail_hooks"}
LOOKS = """
  graph [bgcolor="white", margin=0.1, nodesep=0.4, ranksep=0.35]
  node [shape=box, style="rounded,filled", fillcolor="#e8f0ef", color="#1f5a5a", margin="0.18,0.08"]
  node [fontname="Helvetica,Arial,sans-serif", fontsize=12]
  edge [color="#1f5a5a", arrowsize=0.7]
  "pages.blocks" [
    label="pages.blocks, querysets, renditions, rich_text,\\nspreadsheets, primary_keys, admin_urls"
  ]
"""


def room_of(module):
    """The box that a module is in, or None: ``pages.staff.history`` is in ``pages.staff``."""
    root, _, rest = module.partition(".")
    name = rest.partition(".")[0]
    if root != "pages":
        return root
    if not name or name in WIRING:
        return None
    return "pages.blocks" if name in LOWEST else f"pages.{name}"


def arrows(graph):
    """The (importer, imported) pairs of rooms."""
    found = {
        (room_of(module), room_of(imported))
        for module in graph.modules
        for imported in graph.find_modules_directly_imported_by(module)
    }
    return {(one, other) for one, other in found if one and other and one != other}


def reduced(pairs):
    """The pairs without those that a longer way implies."""
    below = {one: {b for a, b in pairs if a == one} for pair in pairs for one in pair}
    for _step in below:
        for found in below.values():
            found |= set().union(*(below[one] for one in found))
    return {
        (one, other)
        for one, other in pairs
        if not any(other in below[between] for between in below[one] - {one, other})
    }


def drawn(svg):
    """The pairs that a picture has arrows for."""
    titles = re.findall(r"<title>([^<]+&#45;&gt;[^<]+)</title>", svg)
    return {tuple(unescape(title).split("->")) for title in titles}


def draw():
    """The picture, as SVG."""
    pairs = sorted(reduced(arrows(grimp.build_graph(*ROOTS, cache_dir=None))))
    lines = [f'  "{one}" -> "{other}"' for one, other in pairs]
    text = "\n".join(["digraph imports {", LOOKS, *lines, "}"])
    found = subprocess.run(["dot", "-Tsvg"], input=text, capture_output=True, text=True, check=True)
    return found.stdout


if __name__ == "__main__":
    PICTURE.write_text(draw())
