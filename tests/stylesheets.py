"""Our stylesheets, as tests read them."""

import re

import tinycss2

from tests.running_site import BASE_DIR

FOLDER = BASE_DIR / "static" / "css"
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
SHEETS = sorted(FOLDER.rglob("*.css"))
# The others are for the admin, which has no layers.
PUBLIC = [sheet for sheet in SHEETS if "@layer" in sheet.read_text()]


def name_of(sheet):
    """A stylesheet's path in its folder."""
    return str(sheet.relative_to(FOLDER))


def nodes(sheet):
    """Every rule, declaration and error of a stylesheet, however deep, as tinycss2 has them."""
    waiting = [tinycss2.parse_stylesheet(sheet.read_text(), skip_comments=True)]
    while waiting:
        for node in waiting.pop():
            yield node
            if node.type in ("qualified-rule", "at-rule") and node.content:
                waiting.append(tinycss2.parse_blocks_contents(node.content, skip_comments=True))


def declarations(sheet):
    """Every declaration of a stylesheet, however deep, as (property, value)."""
    for node in nodes(sheet):
        if node.type == "declaration":
            yield node.lower_name, tinycss2.serialize(node.value).strip()


def selectors(sheet):
    """The selector of every rule of a stylesheet, lists of them as one."""
    for node in nodes(sheet):
        if node.type == "qualified-rule":
            yield tinycss2.serialize(node.prelude).strip()


def classes(sheet):
    """The names of the classes that a stylesheet has rules for."""
    return {name for text in selectors(sheet) for name in re.findall(r"\.([A-Za-z][\w-]*)", text)}


def faults(sheet):
    """What a browser would drop, or mend in its own way: syntax errors and blocks left open."""
    found = [node.message for node in nodes(sheet) if node.type == "error"]
    tokens = tinycss2.parse_component_value_list(sheet.read_text(), skip_comments=True)
    # Written again by the parser, every block is closed.
    again = tinycss2.serialize(tokens)
    left_open = again.count("}") - COMMENT.sub("", sheet.read_text()).count("}")
    return [*found, f"blocks left open: {left_open}"] if left_open else found


def conditions(sheet):
    """The conditions of a stylesheet's media queries."""
    for node in nodes(sheet):
        if node.type == "at-rule" and node.lower_at_keyword == "media":
            yield tinycss2.serialize(node.prelude).strip()
